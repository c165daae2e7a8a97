import CityDomain
import CityKit
import Hummingbird

/// The form of one category, with its questions and what residents would see of it.
struct CategoryFormPage {
    let page: OfficePage
    /// Nil for a new one.
    let category: ID<Category>?
    let draft: CategoryDraft
    let reason: String
    /// The newest revision.
    let seen: Int
    /// What somebody else changed since the reader opened the form; nil while nobody did.
    let meanwhile: HTML?
    /// The town as the draft would make it; nil where it cannot be made.
    let preview: Municipality?

    /// Questions of one category that the form takes.
    static let mostQuestions = 8

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let place = "office/settings/categories/\(category?.rawValue ?? "new")"
        let hidden = [(name: "seen", value: "\(seen)")] + (category.map { [(name: "id", value: $0.rawValue)] } ?? [])
        let buttons: HTML = """
            <p class="row">\(Button(words: words("configuration.change.save")))\
            \(Button(words: words("configuration.category.preview"), look: .quiet, name: "preview", value: "1"))</p>
            """
        let form = Form(action: visit.path(place), hidden: hidden)
            .html(
                "\(CategoryFieldset(draft: draft, isNew: category == nil, errors: page.errors, visit: visit).html)\(because(words))\(buttons)"
            )
        return page.response(
            visit,
            """
            \(BackLink(words("configuration.categories.title"), to: visit.path("office/settings/categories")))
            \(page.errors.summary)
            \(PageHead(title: page.title))
            \(meanwhile)
            \(Columns(.side, form, "\(shown(visit))\(removing(visit))"))
            """
        )
    }

    private func because(_ words: Words) -> HTML {
        Field(
            name: "reason",
            label: words("configuration.reason"),
            hint: words("configuration.reason.hint"),
            error: page.errors["reason"],
            control: .area(TextArea(value: reason, rows: 3))
        ).html
    }

    /// Made by the code of the public form.
    private func shown(_ visit: Visit) -> HTML? {
        guard let preview, let category = preview.category(ID(draft.id)) else { return nil }
        let public_ = visit.showing(preview)
        var submission = Submission()
        submission.category = draft.id
        let choice = Choices(
            name: "preview-category",
            legend: visit.words("configuration.category.preview.choice"),
            groups: [
                Choices.Group(
                    title: preview.group(category.group).map { visit.words($0.name) } ?? "",
                    choices: [
                        Choices.Choice(
                            value: category.id.rawValue,
                            words: visit.words(category.name),
                            hint: category.hint.map { visit.words($0) },
                            warning: category.warning.map { visit.words($0) }
                        )
                    ]
                )
            ]
        )
        return Card(
            id: "preview",
            title: visit.words("configuration.category.preview"),
            look: .soft,
            content: "\(choice)\(CategoryFields(submission: submission, errors: .none, visit: public_))"
        ).html
    }

    private func removing(_ visit: Visit) -> HTML? {
        category.map { category in
            let words = visit.words
            let field = Field(
                name: "reason",
                label: words("configuration.reason"),
                hint: words("configuration.reason.hint"),
                control: .line(TextLine()),
                prefix: "remove-"
            )
            let form = Form(
                action: visit.path("office/settings/categories/\(category)/remove"),
                hidden: [(name: "seen", value: "\(seen)")]
            ).html("\(field)\(Button(words: words("configuration.category.remove"), look: .danger, size: .small))")
            return Card(
                id: "remove",
                title: words("configuration.category.remove"),
                look: .danger,
                content: "<p class=\"small\">\(words("configuration.category.remove.text"))</p>\(form)"
            ).html
        }
    }
}

extension Visit {
    /// The same visit in the town as it would be.
    func showing(_ town: Municipality) -> Visit {
        Visit(request: request, context: context, site: site, town: town, base: base, words: words, now: now)
    }

    /// The same visit in the town as it would be, for a reader of one language.
    func showing(_ town: Municipality, in language: Language) -> Visit {
        let words = Words(catalogue: site.catalogue, language: language, own: town.words[language] ?? [:])
        return Visit(request: request, context: context, site: site, town: town, base: base, words: words, now: now)
    }
}
