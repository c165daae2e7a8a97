import CityKit

/// Reports one below the other; the whole row leads to the report.
struct ReportList: Component {
    struct Row: Sendable {
        let look: StatusLook
        let status: String
        let title: String
        let href: String
        /// “Long Street 4 · 310 m”.
        let place: String
        /// “2025/4150 · 5 days ago”.
        let facts: String
        /// The language of the title, where it is not that of the page.
        var language: Language?
    }

    /// The level of the titles, below that of the heading above the list.
    enum Level: String, Sendable { case second = "h2", third = "h3" }

    var level = Level.second
    let rows: [Row]

    var html: HTML { "<ul class=\"reports\">\n\(rows.html(line))</ul>" }

    private func line(_ row: Row) -> HTML {
        let heading = HTML(trusted: level.rawValue)
        return """
            <li class="\(row.look.style)"><span class="arch">\(row.look.shape)</span><div>
            <\(heading)\(.attribute("lang", row.language?.rawValue))><a href="\(row.href)">\(row.title)</a></\(heading)>
            <p>\(row.place)</p>
            <p><b class="state">\(row.status)</b> · \(row.facts)</p></div></li>

            """
    }
}
