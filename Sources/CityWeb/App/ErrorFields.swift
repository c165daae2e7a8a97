import CityKit

/// What is wrong with a posted form, by field, in the reader's words.
struct ErrorFields {
    private let items: [ErrorSummary.Item]
    private let title: String

    static let none = ErrorFields(items: [], title: "")

    private init(items: [ErrorSummary.Item], title: String) {
        self.items = items
        self.title = title
    }

    init(_ failures: [any Failure], _ words: Words) {
        items = failures.map { ErrorSummary.Item(field: $0.kind.field, words: words($0.text)) }
        title = words("form.errors")
    }

    var isEmpty: Bool { items.isEmpty }

    /// What stands at one field.
    subscript(field: String) -> String? { items.first { $0.field == field }?.words }

    /// What stands above the form; nothing when all is well.
    var summary: HTML { isEmpty ? .empty : ErrorSummary(title: title, items: items).html }
}
