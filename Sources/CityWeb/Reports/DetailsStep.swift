import CityDomain
import CityKit

/// What the chosen category asks besides the description.
struct DetailsStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        """
        <div class="measure stack">
        \(form.head(visit))
        \(form.form(visit, button: form.nextButton(visit), fields))
        </div>
        """
    }

    private var fields: HTML { CategoryFields(submission: form.submission, errors: form.errors, visit: visit).html }
}

/// The fields of the category that was chosen.
struct CategoryFields: Component {
    let submission: Submission
    let errors: ErrorFields
    let visit: Visit

    var html: HTML { fields.html(field) }

    private var fields: [CategoryField] { visit.town.category(ID(submission.category))?.askedFields ?? [] }

    private func field(_ field: CategoryField) -> HTML {
        let name = Submission.name(of: field.id)
        let typed = submission.answers[field.id.rawValue] ?? []
        switch field.kind {
        case .text: return line(field, TextLine(value: typed.first ?? ""))
        case .number: return line(field, TextLine(value: typed.first ?? "", kind: .number, width: .half))
        case .date: return line(field, TextLine(value: typed.first ?? "", kind: .date, width: .half))
        case .choice, .choices:
            return Choices(
                name: name,
                legend: visit.words(field.label),
                hint: field.hint.map { visit.words($0) },
                error: errors[name],
                optional: field.isRequired ? nil : visit.words("form.optional"),
                choices: field.offeredOptions.map { Choices.Choice(value: $0.id, words: visit.words($0.label)) },
                selected: Set(typed),
                kind: field.kind == .choice ? .radio : .checkbox
            ).html
        }
    }

    private func line(_ field: CategoryField, _ line: TextLine) -> HTML {
        let name = Submission.name(of: field.id)
        return Field(
            name: name,
            label: visit.words(field.label),
            hint: field.hint.map { visit.words($0) },
            error: errors[name],
            optional: field.isRequired ? nil : visit.words("form.optional"),
            control: .line(line)
        ).html
    }
}

extension CategoryField {
    /// The answer in words: the labels of options, a day as people say it.
    func said(_ values: [String], _ visit: Visit) -> String {
        values.map { value in
            switch kind {
            case .text, .number: value
            case .date: CivilDate(value)?.words(in: visit.language) ?? value
            case .choice, .choices: options?.first { $0.id == value }.map { visit.words($0.label) } ?? value
            }
        }.joined(separator: ", ")
    }
}

extension ReportContent {
    /// The answers to the fields of the category as rows of a list of facts.
    func detailRows(of category: CityDomain.Category?, _ visit: Visit) -> [CheckList.Row] {
        answers.map { answer in
            let field = category?.fields?.first { $0.id == answer.field }
            return CheckList.Row(
                question: field.map { visit.words($0.label) } ?? answer.field.rawValue,
                answer: HTML(text: field?.said(answer.values, visit) ?? answer.values.joined(separator: ", "))
            )
        }
    }
}
