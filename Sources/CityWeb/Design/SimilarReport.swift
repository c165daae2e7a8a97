import CityKit

/// A report nearby that may be the same thing, before a second one is made.
struct SimilarReport: Component {
    let title: String
    let text: String
    let tag: StatusTag
    let report: Link
    let place: String
    let facts: String
    let actions: [HTML]
    /// What to do if it is something else.
    let otherwise: String

    var html: HTML {
        Card(
            id: "similar",
            title: title,
            look: .soft,
            content: """
                <p class="small">\(text)</p>
                <div class="card inner">
                <p>\(tag)</p>
                <h3>\(report)</h3>
                <p class="small muted">\(place)<br>\(facts)</p>
                <div class="row tight">\(actions)</div>
                </div>
                <p class="small">\(otherwise)</p>
                """
        ).html
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
