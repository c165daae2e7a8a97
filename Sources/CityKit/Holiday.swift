/// A dated rule that gives one public holiday a year, or one in all.
public struct Holiday: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        /// The same day every year; 29 February only in leap years.
        case yearly(month: Int, day: Int)
        /// So many days after Easter Sunday.
        case easter(Easter, plus: Int)
        case once(CivilDate)
    }

    public let name: LocalizedText
    public let rule: Rule
    public let validity: Validity
    /// The law the rule comes from, in the words of its country.
    public let law: String

    /// The day of the holiday in `year`; nil when there is none.
    func date(in year: Int) -> CivilDate? {
        guard let date = rule.date(in: year), validity.contains(date) else { return nil }
        return date
    }
}

extension Holiday: Decodable {
    private enum CodingKeys: CodingKey { case name, on, law }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(LocalizedText.self, forKey: .name)
        rule = try container.decode(Rule.self, forKey: .on)
        law = try container.decode(String.self, forKey: .law)
        validity = try Validity(from: decoder)
    }
}

extension Holiday.Rule: Decodable {
    fileprivate func date(in year: Int) -> CivilDate? {
        switch self {
        case .yearly(let month, let day): CivilDate(year: year, month: month, day: day)
        case .easter(let easter, let days): easter.sunday(of: year) + days
        case .once(let date): date.year == year ? date : nil
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let rule = Self(text) else {
            let ways = "write “12-25”, “2018-11-12”, “western easter + 60” or “orthodox easter”"
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no day; \(ways)")
        }
        self = rule
    }

    private init?(_ text: String) {
        if let date = CivilDate(text) {
            self = .once(date)
        } else if let date = CivilDate("2024-" + text) {  // a leap year, so that 02-29 is possible
            self = .yearly(month: date.month, day: date.day)
        } else {
            let words = text.split(separator: " ")
            guard words.count == 2 || words.count == 4, words[1] == "easter",
                let easter = Easter(rawValue: String(words[0]))
            else { return nil }
            guard let days = words.count == 2 ? 0 : Self.days(sign: words[2], words[3]) else { return nil }
            self = .easter(easter, plus: days)
        }
    }

    private static func days(sign: Substring, _ number: Substring) -> Int? {
        guard sign == "+" || sign == "-", let days = UInt8(number) else { return nil }
        return sign == "+" ? Int(days) : -Int(days)
    }
}
