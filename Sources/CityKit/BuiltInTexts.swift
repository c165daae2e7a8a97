/// Texts whose words are not in `Texts/*.json`: `TextCatalogue` makes them from their arguments.
extension Text {
    static let localizedKey = "localized"
    static let daysKey = "days"

    /// Words that a town's or a calendar's file has in several languages.
    public static func localized(_ words: LocalizedText) -> Text {
        Text(localizedKey, Dictionary(uniqueKeysWithValues: words.words.map { ($0.rawValue, .words($1)) }))
    }

    /// Several days in one breath, in the order of the calendar: "24, 25, 26 December". Years are said when there is more
    /// than one.
    public static func days(_ days: some Sequence<CivilDate>) -> Text {
        Text(daysKey, Dictionary(Set(days).map { ($0.description, .date($0)) }) { first, _ in first })
    }
}
