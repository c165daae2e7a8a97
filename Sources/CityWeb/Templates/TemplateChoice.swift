import CityDomain
import CityKit

/// Chooses words that the office says often and puts them into an answer. The button is the first of its form, so that the
/// Enter key in a line of text sends no decision.
struct TemplateChoice {
    let templates: [AnswerTemplate]
    let action: CaseAction
    let form: CaseForm
    let visit: Visit

    /// Nil where there are none for this kind of answer.
    var html: HTML? {
        let offered = templates.filter { $0.fits(action) }
        guard !offered.isEmpty else { return nil }
        let words = visit.words
        let field = Field(
            name: "template",
            label: words("template.choose"),
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("template.choose.none"))] + offered.map(option),
                    selected: form.value("template", of: action)
                )
            ),
            prefix: action == .decide ? "" : "\(action.rawValue)-"
        )
        let button = Button(words: words("template.insert"), look: .quiet, size: .small, name: "insert", value: "1")
        return "\(field)\n<p>\(button)</p>\n"
    }

    private func option(_ template: AnswerTemplate) -> Select.Option {
        let use = template.draft.use.map { " (\(visit.words($0.text)))" } ?? ""
        return Select.Option(value: template.id.rawValue, words: "\(template.draft.name)\(action == .ask ? "" : use)")
    }
}

extension AnswerTemplate {
    fileprivate func fits(_ action: CaseAction) -> Bool {
        draft.use == nil || (draft.use == .question) == (action == .ask)
    }
}
