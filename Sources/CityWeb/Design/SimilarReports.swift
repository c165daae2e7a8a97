import CityKit

/// Reports nearby that may be the same thing, before another one is made.
struct SimilarReports: Component {
    struct Item: Sendable {
        let tag: StatusTag
        let report: Link
        let place: String
        let facts: String
        let actions: [HTML]
    }

    let title: String
    let text: String
    let reports: [Item]
    /// What to do if it is something else.
    let otherwise: String

    var html: HTML {
        Card(
            id: "similar",
            title: title,
            look: .soft,
            content: """
                <p class="small">\(text)</p>
                \(reports.html(card))<p class="small">\(otherwise)</p>
                """
        ).html
    }

    private func card(_ item: Item) -> HTML {
        """
        <div class="card inner">
        <p>\(item.tag)</p>
        <h3>\(item.report)</h3>
        <p class="small muted">\(item.place)<br>\(item.facts)</p>
        <div class="row tight">\(item.actions)</div>
        </div>

        """
    }
}

/// For the office: cases that may be the same, each with its step.
struct Duplicates: Component {
    struct Case: Sendable {
        let tag: StatusTag
        let number: Link
        let facts: String
        let action: HTML
    }

    let title: String
    let cases: [Case]

    var html: HTML {
        Card(id: "duplicates", title: title, content: "<ul class=\"duplicates\">\n\(cases.html(line))</ul>").html
    }

    private func line(_ item: Case) -> HTML {
        """
        <li><div><p class="row tight">\(item.tag)<b>\(item.number)</b></p>
        <p class="small muted">\(item.facts)</p></div>\(item.action)</li>

        """
    }
}
