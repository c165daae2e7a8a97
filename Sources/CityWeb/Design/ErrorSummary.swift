import CityKit

/// Everything that is wrong with a form, above its heading. It takes the focus when the page opens; the title of the
/// page begins with the word for error then.
struct ErrorSummary: Component {
    struct Item: Sendable {
        /// The id of the control that holds the answer; nil when no field is to blame.
        let field: String?
        let words: String
    }

    let title: String
    let items: [Item]

    var html: HTML {
        """
        <section class="errors" tabindex="-1" autofocus role="alert" aria-labelledby="errors-title">
        <h2 id="errors-title">\(title)</h2>
        <ul>
        \(items.html(line))</ul>
        </section>
        """
    }

    private func line(_ item: Item) -> HTML {
        guard let field = item.field else { return "<li>\(item.words)</li>\n" }
        return "<li><a href=\"#\(field)\">\(item.words)</a></li>\n"
    }
}
