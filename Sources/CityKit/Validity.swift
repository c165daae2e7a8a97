/// The days on which a rule is in force: law changes, so rules are added with a first and a last day and never edited.
public struct Validity: Hashable, Sendable, Decodable {
    /// The first day; nil for a rule that is older than anything the program counts.
    public let from: CivilDate?
    /// The last day; nil while no end is known.
    public let until: CivilDate?

    /// Nil when the rule would end before it begins.
    public init?(from: CivilDate? = nil, until: CivilDate? = nil) {
        if let from, let until, until < from { return nil }
        self.from = from
        self.until = until
    }

    public static let always = Self(unchecked: nil, nil)

    private init(unchecked from: CivilDate?, _ until: CivilDate?) {
        self.from = from
        self.until = until
    }

    public func contains(_ date: CivilDate) -> Bool {
        if let from, date < from { return false }
        if let until, date > until { return false }
        return true
    }

    /// The same rule, over after `lastDay`, unless it ended earlier.
    func ending(on lastDay: CivilDate) -> Self { Self(unchecked: from, min(lastDay, until ?? lastDay)) }

    private enum CodingKeys: CodingKey { case from, until }

    /// Reads the keys `from` and `until` beside the other keys of a rule.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let from = try container.decodeIfPresent(CivilDate.self, forKey: .from)
        let until = try container.decodeIfPresent(CivilDate.self, forKey: .until)
        guard let validity = Self(from: from, until: until) else {
            throw DecodingError.dataCorruptedError(
                forKey: .until,
                in: container,
                debugDescription: "must not be before “from”"
            )
        }
        self = validity
    }
}
