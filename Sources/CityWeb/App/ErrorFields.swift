import CityKit

/// What is wrong with a posted form, by field, in the reader's words.
struct ErrorFields {
    private let items: [ErrorSummary.Item]
    private let title: String
    /// The ids of controls that are not named like their field.
    private let ids: [String: String]
    /// Nil when all is well.
    let kind: FailureKind?

    static let none = ErrorFields([], title: "", ids: [:])

    private init(_ failures: [(FailureKind, String)], title: String, ids: [String: String]) {
        items = failures.map { ErrorSummary.Item(field: $0.0.field, words: $0.1) }
        kind = failures.first { $0.0.field != nil }?.0 ?? failures.first?.0
        self.title = title
        self.ids = ids
    }

    init(_ failures: [any Failure], _ words: Words, ids: [String: String] = [:]) {
        self.init(failures.map { ($0.kind, words($0.text)) }, title: words("form.errors"), ids: ids)
    }

    var isEmpty: Bool { items.isEmpty }

    /// What stands at one field.
    subscript(field: String) -> String? { items.first { $0.field == field }?.words }

    /// What stands above the form; nothing when all is well.
    var summary: HTML {
        guard !isEmpty else { return .empty }
        let linked = items.map { item in
            ErrorSummary.Item(field: item.field.map { ids[$0] ?? $0 }, words: item.words)
        }
        return ErrorSummary(title: title, items: linked).html
    }
}
