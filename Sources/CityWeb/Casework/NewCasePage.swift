import CityDomain
import CityKit
import Hummingbird

/// The form in which the office writes a report down for somebody who tells it, all on one page.
struct NewCasePage {
    let page: OfficePage
    let submission: Submission
    let way: String
    /// Sent twice, the form makes one report.
    let key: ClientKey
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let form = Form(action: visit.path("office/new-report"), hidden: [("key", key.rawValue)])
        return page.response(
            visit,
            """
            \(BackLink(words("office.back"), to: visit.path("office")))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("newCase.lead")))
            <div class="measure stack">
            \(form.html("\(problem(visit))\(place(words))\(contact(words))\(consents(visit))\(Button(words: words("newCase.button")))"))
            </div>
            """
        )
    }

    private func problem(_ visit: Visit) -> HTML {
        let words = visit.words
        let options = visit.town.offeredCategories(on: visit.today).flatMap { group, categories in
            categories.map { Select.Option(value: $0.id.rawValue, words: "\(words(group.name)): \(words($0.name))") }
        }
        let ways = Choices(
            name: "way",
            legend: words("newCase.way"),
            error: errors["way"],
            choices: OfficeWay.allCases.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [way]
        )
        let category = Field(
            name: "category",
            label: words("report.field.category"),
            error: errors["category"],
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("newCase.category.choose"))] + options,
                    selected: submission.category
                )
            )
        )
        let asks = Button(words: words("newCase.fields"), look: .quiet, size: .small, name: "fields", value: "1")
        let description = Field(
            name: "description",
            label: words("report.field.description"),
            error: errors["description"],
            control: .area(TextArea(value: submission.description, rows: 5))
        )
        let fields = CategoryFields(submission: submission, errors: errors, visit: visit)
        return "\(ways)\(category)<p>\(asks)</p>\(fields)\(description)"
    }

    private func place(_ words: Words) -> HTML {
        """
        \(line("address", submission.address, words))
        \(line("hint", submission.hint, words, optional: words("form.optional")))
        \(PointFields(submission: submission, errors: errors, words: words))
        """
    }

    private func contact(_ words: Words) -> HTML {
        let optional = words("form.optional")
        return """
            <p class="hint">\(words("newCase.contact"))</p>
            \(line("name", submission.name, words, optional: optional))
            \(line("phone", submission.phone, words, kind: .phone, optional: optional))
            \(line("email", submission.email, words, kind: .email, optional: optional))
            """
    }

    private func line(
        _ name: String,
        _ value: String,
        _ words: Words,
        kind: TextLine.Kind = .text,
        optional: String? = nil
    ) -> Field {
        Field(
            name: name,
            label: words("report.field.\(name)"),
            error: errors[name],
            optional: optional,
            control: .line(TextLine(value: value, kind: kind, autocomplete: .off))
        )
    }

    /// What the officer has told the person, where the town asks for it.
    private func consents(_ visit: Visit) -> HTML {
        let words = visit.words
        let age = visit.town.reports.minimumAge.map { minimum in
            Consent(
                name: "age",
                words: words("newCase.age", ["count": .number(minimum.years)]),
                error: errors["age"],
                state: submission.declaresAge ? .given : .open
            ).html
        }
        let version = visit.town.regulation(on: visit.today)?.version ?? ""
        let terms = Consent(
            name: "terms",
            words: words("newCase.terms"),
            documents: [
                Link(words("newCase.terms.regulation"), to: visit.path("regulation")),
                Link(words("report.terms.privacy"), to: visit.path("privacy")),
            ],
            error: errors["terms"],
            value: version,
            state: submission.termsVersion == version ? .given : .open
        ).html
        return "\(age)\(visit.town.reports.terms.acceptance == .ticked ? terms : nil)"
    }
}
