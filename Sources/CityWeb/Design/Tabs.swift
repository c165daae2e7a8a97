import CityKit

/// Pages of one thing side by side, such as the parts of an account.
struct Tabs: Component {
    enum Look: String, Sendable {
        /// Parts of a page under its heading.
        case tabs
        /// Two or three orders of the same list.
        case segments
        /// Filters with their counts.
        case chips
    }

    struct Item: Sendable {
        let words: String
        let href: String
        var icon: Icon?
        /// How many there are.
        var count: String?
    }

    let label: String
    var look = Look.tabs
    let items: [Item]
    /// The `href` of the one that is open.
    let current: String

    var html: HTML {
        """
        <nav aria-label="\(label)"><ul class="\(look.rawValue)">
        \(items.html(line))</ul></nav>
        """
    }

    private func line(_ item: Item) -> HTML {
        let current = HTML.attribute("aria-current", item.href == current ? "true" : nil)
        let count: HTML? = item.count.map { " <span class=\"count\">\($0)</span>" }
        return "<li><a href=\"\(item.href)\"\(current)>\(item.icon)\(item.words)\(count)</a></li>\n"
    }
}
