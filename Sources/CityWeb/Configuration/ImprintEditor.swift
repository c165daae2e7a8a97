import CityDomain
import CityKit

/// The editor of who offers the service and who runs it: the imprint and the page of contacts.
struct ImprintEditor: SettingsEditor {
    static let place = "imprint"
    static let title = Text("configuration.imprint.title")
    static let lead = Text("configuration.imprint.lead")

    func draft(_ form: FormData, _ visit: Visit) -> ImprintDraft {
        let languages = visit.town.profile.languages
        var draft = ImprintDraft()
        draft.office = form.body("office", languages)
        draft.runner =
            ImprintDraft.Runner(rawValue: form["runner"]) ?? (visit.town.profile.operator == nil ? .office : .company)
        draft.company = form.body("company", languages)
        draft.hours = form.words("hours", languages)
        return draft
    }

    func fields(_ draft: ImprintDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let runners = ImprintDraft.Runner.allCases.map {
            ($0.rawValue, words("configuration.imprint.runner.\($0.rawValue)"))
        }
        return """
            <h2 id="about-office">\(words("configuration.imprint.office"))</h2>
            \(body("office", draft.office, form))
            <h2 id="about-runner">\(words("configuration.imprint.runner"))</h2>
            \(form.choice("runner", words("configuration.imprint.runner.legend"), draft.runner.rawValue, runners))
            \(Disclosure(
                question: words("configuration.imprint.company"),
                state: draft.runner == .company ? .open : .closed,
                answer: """
                    \(body("company", draft.company, form))\
                    \(form.localized("hours", words("configuration.imprint.hours"), draft.hours))
                    """
            ))
            """
    }

    private func body(_ name: String, _ body: ImprintDraft.Body, _ form: EditedForm) -> HTML {
        let words = form.words
        return """
            \(form.localized("\(name)-name", words("configuration.category.name"), body.name))
            \(form.line("\(name)-address", words("contact.address"), body.address))
            \(form.line("\(name)-email", words("contact.email"), body.email, .email))
            \(form.line("\(name)-phone", words("contact.phone"), body.phone, optional: words("form.optional"), width: .half))
            """
    }

    func preview(_ draft: ImprintDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        PreviewedPart(
            title: visit.words("configuration.preview.title"),
            html: ShownPage(town: change.town, visit: visit) { ImprintPage().content($0) }.html
        )
    }
}

extension FormData {
    fileprivate func body(_ name: String, _ languages: [Language]) -> ImprintDraft.Body {
        var body = ImprintDraft.Body()
        body.name = words("\(name)-name", languages)
        (body.address, body.email) = (self["\(name)-address"].trimmingSpaces(), self["\(name)-email"].trimmingSpaces())
        body.phone = self["\(name)-phone"].trimmingSpaces()
        return body
    }
}
