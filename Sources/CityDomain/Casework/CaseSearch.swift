public import CityKit

/// What somebody of the office knows of a case: words of it, or the end of a telephone number.
struct CaseSearch: Sendable {
    /// A shorter number is the number of a house.
    private static let fewestDigits = 6
    /// Shorter words have too many that are nearly alike.
    private static let shortestWithTypo = 4

    let words: [String]
    /// The last digits of a telephone number; nil where something else was typed.
    let digits: String?

    init(_ typed: String) {
        let signs = Set(" +-()")
        let digits = String(typed.filter { $0.isASCII && $0.isNumber })
        let isNumber = digits.count >= Self.fewestDigits && typed.allSatisfy { $0.isNumber || signs.contains($0) }
        self.digits = isNumber ? String(digits.drop { $0 == "0" }) : nil
        words = Array(SearchWords.of(typed).prefix(SearchWords.most))
    }

    var isEmpty: Bool { words.isEmpty && digits == nil }

    /// Whether the text has all of the words, by their beginnings and with one typing error in each.
    func matches(_ content: ReportContent) -> Bool {
        guard !words.isEmpty else { return false }
        let place = content.place
        let all = SearchWords.of([content.description, place.address ?? "", place.hint ?? ""].joined(separator: " "))
        return words.allSatisfy { word in all.contains { Self.isAlike($0, word) } }
    }

    func matches(_ phone: PhoneNumber) -> Bool { digits.map(phone.e164.hasSuffix) ?? false }

    static func isAlike(_ found: String, _ typed: String) -> Bool {
        if found.hasPrefix(typed) { return true }
        guard typed.count >= shortestWithTypo, abs(found.count - typed.count) <= 1 else { return false }
        return isOneTypoAway(Array(found), Array(typed))
    }

    /// One letter more, less or other, or two that changed places.
    private static func isOneTypoAway(_ one: [Character], _ other: [Character]) -> Bool {
        let start = zip(one, other).prefix { $0 == $1 }.count
        let (a, b) = (one.dropFirst(start), other.dropFirst(start))
        if a.count == b.count {
            let isSwapped = a.count > 1 && a.prefix(2).elementsEqual(b.prefix(2).reversed())
            return a.dropFirst().elementsEqual(b.dropFirst())
                || isSwapped && a.dropFirst(2).elementsEqual(b.dropFirst(2))
        }
        return a.count > b.count ? a.dropFirst().elementsEqual(b) : a.elementsEqual(b.dropFirst())
    }
}

/// An open case with all that a search asks, sealed.
public struct SearchableCase: Sendable {
    public let report: SealedReport
    /// Nil where there is none, or where its use is restricted.
    public let contact: Sealed<Contact>?
    public let personKey: WrappedKey?

    public init(report: SealedReport, contact: Sealed<Contact>?, personKey: WrappedKey?) {
        self.report = report
        self.contact = contact
        self.personKey = personKey
    }
}

/// A case that was found, for somebody of the office.
public struct FoundCase: Personal {
    public let number: ReportNumber
    public let title: String
    public let category: ID<Category>
    public let address: String?
    public let status: ReportStatus
    public let receivedAt: Instant
}
