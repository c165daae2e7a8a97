import CityKit

/// What somebody types to be allowed to act for another: nothing in it has been checked.
public struct RepresentationForm: Personal, Equatable {
    public var kind = ""
    /// Of the person or the company.
    public var name = ""
    /// Empty for a natural person.
    public var registerNumber = ""
    public var documentNumber = ""
    /// Days as a browser writes them, 2026-03-31.
    public var documentDate = ""
    public var validFrom = ""
    /// Empty where the document names no end.
    public var validTo = ""

    public init() {}

    /// Characters of a name and of a document's number.
    static let longestName = 250
    static let longestNumber = 100
    /// Digits of a register number: eight in Ukraine, ten for a court's number and up to 14 for statistics in Poland.
    static let registerDigits = 8...14
}

/// The form after every check.
struct CheckedRepresentation: Sendable {
    let kind: Representation.Kind
    let details: RepresentationDetails
    let validFrom: CivilDate
    let validTo: CivilDate?

    /// - Throws: `Failures` with everything that is wrong, so that all can be mended at once.
    init(_ form: RepresentationForm, on today: CivilDate) throws {
        var check = RepresentationCheck()
        let kind = check.kind(form)
        let represented = check.represented(form, as: kind)
        let number = check.documentNumber(form)
        let date = check.day(form.documentDate, else: RepresentationFailure.documentDate) { $0 <= today }
        let from = check.day(form.validFrom, else: RepresentationFailure.validFrom) { _ in true }
        let isEndless = form.validTo.trimmingSpaces().isEmpty
        let to =
            isEndless
            ? nil
            : check.day(form.validTo, else: RepresentationFailure.validTo) { $0 >= max(today, from ?? today) }
        guard let kind, let represented, let number, let date, let from, check.failures.isEmpty else {
            throw Failures(check.failures)
        }
        self.kind = kind
        details = RepresentationDetails(represented: represented, documentNumber: number, documentDate: date)
        (validFrom, validTo) = (from, to)
    }
}

/// Collects what is wrong with the form.
private struct RepresentationCheck {
    private(set) var failures: [any Failure] = []

    mutating func kind(_ form: RepresentationForm) -> Representation.Kind? {
        let kind = Representation.Kind(rawValue: form.kind)
        if kind == nil { failures.append(RepresentationFailure.kindMissing) }
        return kind
    }

    /// A body acts for a company, parents and guardians for natural persons, and a power of attorney is given by both.
    mutating func represented(_ form: RepresentationForm, as kind: Representation.Kind?) -> Represented? {
        let name = line(form.name, to: RepresentationForm.longestName, else: RepresentationFailure.name)
        let typed = form.registerNumber.filter { !" -".contains($0) }
        let isNumber =
            typed.allSatisfy { ("0"..."9").contains($0) }
            && RepresentationForm.registerDigits.contains(typed.count)
        let isPlausible =
            switch kind {
            case .body: isNumber
            case .statutory, .guardian: typed.isEmpty
            case .powerOfAttorney, nil: typed.isEmpty || isNumber
            }
        if !isPlausible {
            failures.append(
                kind == .body || kind == .powerOfAttorney
                    ? RepresentationFailure.registerNumber : RepresentationFailure.registerNumberOfPerson
            )
        }
        return name.map { Represented(name: $0, registerNumber: typed.isEmpty ? nil : typed) }
    }

    mutating func documentNumber(_ form: RepresentationForm) -> String? {
        line(
            form.documentNumber,
            to: RepresentationForm.longestNumber,
            else: RepresentationFailure.documentNumber
        )
    }

    private mutating func line(_ typed: String, to limit: Int, else failure: RepresentationFailure) -> String? {
        let line = typed.trimmingInvisible().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !line.isEmpty, line.unicodeScalars.count <= limit, !line.hasControlCharacters else {
            failures.append(failure)
            return nil
        }
        return line
    }

    mutating func day(_ typed: String, else failure: RepresentationFailure, _ isPossible: (CivilDate) -> Bool)
        -> CivilDate?
    {
        guard let day = CivilDate(typed.trimmingSpaces()), isPossible(day) else {
            failures.append(failure)
            return nil
        }
        return day
    }
}
