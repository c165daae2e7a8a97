import CityDomain
import CityKit
import Hummingbird

/// The form by which work on a case is given to a contractor.
struct NewCommissionPage {
    let page: OfficePage
    let draft: CommissionWork.Draft
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = draft.report.report.number
        let path = "office/reports/\(number.path)"
        let content: HTML =
            draft.contractors.isEmpty
            ? "<p>\(words("commission.noContractor"))</p>"
            : Form(action: visit.path("\(path)/commissions/new")).html(
                """
                \(fields(visit).html(\.html))\(hints(visit))\(photos(visit))
                \(Button(words: words("commission.give"), icon: .send))
                """
            )
        return page.response(
            visit,
            """
            \(BackLink(number.description, to: visit.path(path)))
            \(errors.summary)
            \(PageHead(facts: number.description, title: page.title, lead: words("commission.new.lead")))
            \(Columns(.side, content, known(visit)))
            """
        )
    }

    private func value(_ name: String, _ fallback: String) -> String {
        form.names.contains(name) ? form[name] : fallback
    }

    private func fields(_ visit: Visit) -> [Field] {
        let words = visit.words
        let choose = Select.Option(value: "", words: words("commission.contractor.choose"))
        let contractors = draft.contractors.map {
            Select.Option(value: $0.contractor.id.rawValue, words: $0.details?.name ?? "")
        }
        return [
            Field(
                name: "contractor",
                label: words("commission.contractor"),
                error: errors["contractor"],
                control: .select(Select(options: [choose] + contractors, selected: value("contractor", "")))
            ),
            Field(
                name: "order",
                label: words("commission.order"),
                hint: words("commission.order.hint"),
                error: errors["order"],
                control: .area(TextArea(value: value("order", draft.order), rows: 8))
            ),
            Field(
                name: "due",
                label: words("commission.due"),
                hint: words("commission.due.hint"),
                error: errors["due"],
                control: .line(TextLine(value: value("due", draft.due.description), kind: .date, width: .half))
            ),
        ]
    }

    private func hints(_ visit: Visit) -> HintList {
        let text = value("order", draft.order)
        return HintList(visit: visit, hints: visit.site.useCases.casework.findHints(text, in: visit.town))
    }

    private func photos(_ visit: Visit) -> HTML? {
        guard !draft.photos.isEmpty else { return nil }
        let words = visit.words
        let choices = Choices(
            name: "photo",
            legend: words("commission.photos"),
            error: errors["photo"],
            groups: [
                Choices.Group(
                    title: "",
                    choices: draft.photos.enumerated().map { index, photo in
                        Choices.Choice(
                            value: photo.id.rawValue,
                            words: photo.caption ?? words("photo.number", ["number": .number(index + 1)])
                        )
                    }
                )
            ],
            selected: Set(form.all("photo")),
            kind: .checkbox
        )
        return "\(visit.pictures(draft.photos))\(choices)"
    }

    /// What was reported, to choose the words from.
    private func known(_ visit: Visit) -> HTML {
        let words = visit.words
        let place = draft.report.content.place
        let rows: [(String, String?)] = [
            ("report.field.description", draft.report.content.description), ("report.field.address", place.address),
            ("report.field.hint", place.hint), ("report.field.point", place.point?.words),
        ]
        let list = rows.compactMap { key, said in
            said.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        }
        return Card(
            id: "report",
            title: words("commission.report"),
            icon: .lock,
            note: words("commission.report.note"),
            content: FactList(rows: list).html
        ).html
    }
}
