import CityKit

/// Several lines of text.
struct TextArea: Sendable {
    /// How long a text may be. Nothing stops the typing: too long is said, and the server decides.
    struct Limit: Sendable {
        /// Unicode scalars, a line break as one.
        let most: Int
        /// Stands there without the script: “At most 2000 characters”.
        let rule: String
        /// With `{count}` where the number goes: “{count} of 2000 characters left”.
        let left: String
        /// With `{count}`: “{count} characters too many, 2000 fit”.
        let over: String
    }

    var value = ""
    /// Lines to see at once.
    var rows = 5
    var limit: Limit?
    var start = Start.elsewhere

    /// Whether the reader begins to type here when the page opens.
    enum Start { case here, elsewhere }

    func html(_ field: Field.Binding) -> HTML {
        // A parser drops the first line break of a text area: ours, so that one of the text stays.
        "<textarea class=\"input\"\(field.attributes) rows=\"\(rows)\"\(start == .here ? " autofocus" : "")>\n\(value)</textarea>\(count(of: field))"
    }

    private func count(of field: Field.Binding) -> HTML {
        guard let limit else { return .empty }
        return """

            <p class="count" id="\(field.id)-count" data-count="\(field.id)" data-most="\(limit.most)" \
            data-left="\(limit.left)" data-over="\(limit.over)">\(limit.rule)</p>
            """
    }
}
