import CityDomain
import CityKit
import Hummingbird

/// What a change would do, before it is done: the difference, a reason, and what somebody else changed meanwhile.
struct ChangePage {
    let page: OfficePage
    /// Where the form goes.
    let place: String
    let files: MunicipalityFiles
    let newest: MunicipalityRevision
    /// The revision that the reader had before somebody changed it; nil while it is the newest.
    let stale: MunicipalityRevision?
    let reason: String
    let hidden: [(name: String, value: String)]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return page.response(
            visit,
            """
            \(BackLink(words("configuration.title"), to: visit.path("office/settings")))
            \(page.errors.summary)
            \(PageHead(title: page.title, lead: words("configuration.change.lead")))
            \(meanwhile(words))
            \(PageSection(
                id: "difference",
                title: words("configuration.change.difference"),
                content: DifferenceView(from: newest.files, to: files, words: words).html
            ))
            \(form(visit))
            """
        )
    }

    private func meanwhile(_ words: Words) -> HTML? {
        stale.map { MeanwhileView(stale: $0, newest: newest, words: words).html }
    }

    private func form(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("configuration.reason"),
            hint: words("configuration.reason.hint"),
            error: page.errors["reason"],
            control: .area(TextArea(value: reason, rows: 3))
        )
        let seen = [(name: "seen", value: "\(newest.revision)")]
        return Form(action: visit.path(place), hidden: seen + hidden).html(
            "\(field)\(Button(words: words("configuration.change.save")))"
        )
    }
}

/// What somebody else changed since the reader opened a form.
struct MeanwhileView: Component {
    /// The revision that the reader had.
    let stale: MunicipalityRevision
    let newest: MunicipalityRevision
    let words: Words

    var html: HTML {
        PageSection(
            id: "meanwhile",
            title: words("configuration.meanwhile", ["revision": .number(newest.revision)]),
            content: DifferenceView(from: stale.files, to: newest.files, words: words).html
        ).html
    }
}
