import CityKit

/// Announcements with their day in an arch.
struct NewsList: Component {
    struct Item: Sendable {
        /// `2025-12-22`.
        let date: String
        let day: String
        /// Three letters.
        let month: String
        let title: String
        let href: String
        let summary: String
        /// The language of title and summary, where it is not that of the page.
        var language: Language?
    }

    let items: [Item]

    var html: HTML { "<ul class=\"news\">\n\(items.html(line))</ul>" }

    private func line(_ item: Item) -> HTML {
        """
        <li><time datetime="\(item.date)"><b>\(item.day)</b> \(item.month)</time>
        <div\(.attribute("lang", item.language?.rawValue))><h3><a href="\(item.href)">\(item.title)</a></h3>
        <p>\(item.summary)</p></div></li>

        """
    }
}
