import CityDomain
import CityKit

/// The last step: everything on one page, what will have to be done, and the button that makes the town.
struct SetupReview {
    /// As it would be; nil where it cannot be made yet.
    let town: Municipality?
    let profile: Municipality?
    let draft: SetupDraft
    let frame: SetupFrame

    private var words: Words { frame.words }

    var html: HTML { "\(warnings)\(facts)" }

    private var facts: HTML {
        let language = draft[.town, "language"]
        let languages = draft.all(.town, "languages").compactMap(Language.init).map(\.ownName)
        return CheckList(
            id: "answers",
            title: words("setup.review.answers"),
            rows: [
                row(.profile, pattern),
                row(.town, draft[.town, "name-\(language)"]),
                row(.town, address, label: words("setup.field.id")),
                row(.town, languages.joined(separator: ", "), label: words("setup.field.languages")),
                row(.town, draft[.town, "office-\(language)"], label: words("setup.office")),
                row(.town, draft[.town, "controller"], label: words("setup.field.controller")),
                row(.look, "\(draft[.look, "mark"]), \(draft[.look, "colour"])"),
                row(.place, place),
                row(.units, words("setup.review.categories", ["count": .number(town?.categories.count ?? 0)])),
                row(.administrator, "\(draft[.administrator, "name"]), \(draft[.administrator, "login"])"),
            ]
        ).html
    }

    private func row(_ step: SetupStep, _ answer: String, label: String? = nil) -> CheckList.Row {
        let question = label ?? words(step.title)
        let isEmpty = answer.trimmingSpaces().isEmpty || answer == ", "
        return CheckList.Row(
            question: question,
            answer: isEmpty ? "\(words("form.notGiven"))" : "\(answer)",
            change: .submit(
                Button(
                    words: words("form.change"),
                    look: .link,
                    name: "go",
                    value: step.rawValue,
                    context: ": \(question)"
                )
            )
        )
    }

    private var pattern: String {
        draft[.profile, "profile"] == SetupDraft.exported
            ? words("setup.profile.file") : profile.map { words($0.profile.name) } ?? ""
    }

    private var address: String {
        frame.visit.site.addresses.link(to: "", of: ID(draft[.town, "id"]))
    }

    private var place: String {
        switch draft[.place, "shape"] {
        case "circle": words("setup.shape.circle")
        case "rectangle": words("setup.shape.rectangle")
        default: words("setup.shape.file")
        }
    }

    private var warnings: HTML? {
        guard let town else { return nil }
        var told = [words("setup.warning.regulation")]
        if town.profile.accessibility != nil { told.append(words("setup.warning.accessibility")) }
        if town.boundary?.sample != nil { told.append(words("setup.warning.boundary")) }
        if town.streets == nil { told.append(words("setup.warning.streets")) }
        if profile?.photos.licence != nil { told.append(words("setup.warning.licence")) }
        if profile?.accounts?.providers != nil { told.append(words("setup.warning.providers")) }
        let items = told.html { "<li>\($0)</li>\n" }
        return Card(
            id: "warnings",
            title: words("setup.warnings"),
            icon: .info,
            look: .soft,
            content: "<ul class=\"bullets\">\(items)</ul>"
        )
        .html
    }
}
