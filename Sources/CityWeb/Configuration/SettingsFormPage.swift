import CityDomain
import CityKit
import Hummingbird

/// The page of one part of the settings: what would change, if that was asked for, and the form.
struct SettingsFormPage {
    /// What a draft would make.
    struct Preview {
        let files: MunicipalityFiles
        /// Nil where the difference says it all.
        let part: PreviewedPart?
    }

    let page: OfficePage
    /// Where the form goes.
    let place: String
    let lead: String
    /// Above the form; nil for nothing.
    let head: HTML?
    let fields: HTML
    let reason: String
    let newest: MunicipalityRevision
    /// The revision that the reader had before somebody changed it; nil while it is the newest.
    let stale: MunicipalityRevision?
    let preview: Preview?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return page.response(
            visit,
            """
            \(BackLink(words("configuration.title"), to: visit.path("office/settings")))
            \(page.errors.summary)
            \(PageHead(title: page.title, lead: lead))
            \(stale.map { MeanwhileView(stale: $0, newest: newest, words: words) })
            \(preview.map { looked(at: $0, words) })\(head)
            \(form(visit))
            """
        )
    }

    private func looked(at preview: Preview, _ words: Words) -> HTML {
        let shown = preview.part.map { PageSection(id: "preview", title: $0.title, content: $0.html) }
        let difference = PageSection(
            id: "difference",
            title: words("configuration.change.difference"),
            content: DifferenceView(from: newest.files, to: preview.files, words: words).html
        )
        return "\(shown)\n\(difference)"
    }

    private func form(_ visit: Visit) -> HTML {
        let words = visit.words
        let because = Field(
            name: "reason",
            label: words("configuration.reason"),
            hint: words("configuration.reason.hint"),
            error: page.errors["reason"] ?? page.errors["file"],
            control: .area(TextArea(value: reason, rows: 3))
        )
        let buttons: HTML = """
            <p class="row">\(Button(words: words("configuration.preview"), look: .quiet, name: "preview", value: "1"))\
            \(Button(words: words("configuration.change.save")))</p>
            """
        let form = Form(action: visit.path(place), hidden: [(name: "seen", value: "\(newest.revision)")])
            .html("\(fields)\(because)\(buttons)")
        // After a preview the form is one part of several.
        return "<div class=\"measure\(preview == nil ? "" : " section")\">\n\(form)\n</div>"
    }
}
