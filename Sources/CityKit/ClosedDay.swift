/// A day on which one office is closed by its own decision, such as a day given back for a holiday on a Saturday.
public struct ClosedDay: Hashable, Sendable {
    public enum Effect: String, Hashable, Sendable, Codable, CaseIterable {
        /// Terms in working days pass over the day.
        case skipped
        /// The day counts as a working day, although nobody is at the desk.
        case counted
    }

    public let date: CivilDate
    public let name: LocalizedText?
    public let workingDayTerms: Effect

    public init(_ date: CivilDate, name: LocalizedText? = nil, workingDayTerms: Effect = .skipped) {
        self.date = date
        self.name = name
        self.workingDayTerms = workingDayTerms
    }
}

extension ClosedDay: Codable {
    private enum CodingKeys: CodingKey { case date, name, workingDayTerms }

    /// Without `workingDayTerms` the day is skipped.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        date = try container.decode(CivilDate.self, forKey: .date)
        name = try container.decodeIfPresent(LocalizedText.self, forKey: .name)
        workingDayTerms = try container.decodeIfPresent(Effect.self, forKey: .workingDayTerms) ?? .skipped
    }
}
