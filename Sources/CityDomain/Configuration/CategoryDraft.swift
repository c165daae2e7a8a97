public import CityKit

/// A category as somebody typed it (I-61); nothing in it has been checked.
public struct CategoryDraft: Sendable, Equatable {
    public var id = ""
    public var group = ""
    /// Of a group that is to be made, by language; empty where `group` is one that is there.
    public var newGroup: [Language: String] = [:]
    public var name: [Language: String] = [:]
    public var hint: [Language: String] = [:]
    public var warning: [Language: String] = [:]
    public var kind = ReportKind.issue
    public var unit = ""
    public var icon = ""
    /// With commas between them.
    public var keywords = ""
    /// The first and the last day on which it is offered; empty for always.
    public var from = ""
    public var until = ""
    public var audience = Audience.everyone
    /// What asks for `audience`, where it keeps reports from visitors.
    public var clause = ""
    public var fields: [Question] = []

    /// A question besides the description; one without an id and a label is none.
    public struct Question: Sendable, Equatable {
        public var id = ""
        public var label: [Language: String] = [:]
        public var kind = CategoryField.Kind.text
        public var isRequired = false
        public var least = ""
        public var most = ""
        public var days: CategoryField.Days?
        /// A line for each: the id, and the label in each language of the town, with `|` between them.
        public var options = ""
        /// Those that are offered no more and explain old answers, as `options`.
        public var retiredOptions = ""
        public var use = Use.asked

        public enum Use: String, Sendable, CaseIterable {
            case asked
            /// New reports are not asked; old answers keep their question.
            case retired
        }

        public init() {}
    }

    public init() {}

    /// The category as it is.
    public init(_ category: Category, languages: [Language]) {
        id = category.id.rawValue
        group = category.group.rawValue
        name = category.name.words
        hint = category.hint?.words ?? [:]
        warning = category.warning?.words ?? [:]
        kind = category.kind
        unit = category.unit.rawValue
        icon = category.icon
        keywords = (category.keywords ?? []).joined(separator: ", ")
        from = category.offered?.from?.description ?? ""
        until = category.offered?.until?.description ?? ""
        audience = category.listedFor ?? .everyone
        clause = category.clause?.description ?? ""
        fields = (category.fields ?? []).map { Question($0, languages: languages) }
    }
}

extension CategoryDraft.Question {
    fileprivate init(_ field: CategoryField, languages: [Language]) {
        id = field.id.rawValue
        label = field.label.words
        kind = field.kind
        isRequired = field.isRequired
        least = field.least.map(Self.plain) ?? ""
        most = field.most.map(Self.plain) ?? ""
        days = field.days
        options = Self.lines(field.offeredOptions, languages)
        retiredOptions = Self.lines((field.options ?? []).filter { !$0.isOffered }, languages)
        use = field.isAsked ? .asked : .retired
    }

    private static func lines(_ options: [CategoryField.Option], _ languages: [Language]) -> String {
        options.map { option in
            ([option.id] + languages.map { option.label.words[$0] ?? "" }).joined(separator: " | ")
        }.joined(separator: "\n")
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}
