import CityDomain
import CityKit

/// The views that somebody keeps, and the way to keep this one.
struct SavedViews: Component {
    let visit: Visit
    let view: InboxView
    let saved: [SavedInboxView]
    var name = ""
    var errors = ErrorFields.none

    var html: HTML {
        let isKept = saved.contains { $0.view == view }
        let keep: HTML? = view.isNarrowed && !isKept ? keeping : nil
        guard keep != nil || !saved.isEmpty else { return .empty }
        let list: HTML? =
            saved.isEmpty
            ? nil
            : """
            <h2 class="small" id="saved">\(visit.words("inbox.views"))</h2>
            <ul class="saved-views" aria-labelledby="saved">
            \(saved.html(line))</ul>
            """
        return "\(keep)\(list)"
    }

    private var keeping: HTML {
        let words = visit.words
        let name = Field(
            name: "name",
            label: words("inbox.views.name"),
            error: errors["name"],
            control: .line(TextLine(value: name, width: .half))
        )
        return Disclosure(
            question: words("inbox.views.keep"),
            state: errors.isEmpty ? .closed : .open,
            answer: Form(action: visit.path("office/views"), hidden: view.fields).html(
                "\(name)\(Button(words: words("inbox.views.keep.button"), look: .quiet))"
            )
        ).html
    }

    private func line(_ saved: SavedInboxView) -> HTML {
        let current = HTML.attribute("aria-current", saved.view == view ? "page" : nil)
        let forget = Form(action: visit.path("office/views/\(saved.id)/forget"), hidden: saved.view.fields).html(
            Button(words: visit.words("inbox.views.forget"), look: .link, context: saved.name).html
        )
        return """
            <li><a href="\(visit.path(saved.view.place))"\(current)>\(saved.name)</a> \(forget)</li>

            """
    }
}
