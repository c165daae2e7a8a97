import CityDomain
import CityKit

/// What a reporter typed about the handling, and what is wrong with it.
struct SatisfactionForm {
    var answer = ""
    var words = ""
    var errors = ErrorFields.none
}

/// Asks a reporter how content they are with the handling, on the page behind the secret link.
struct SatisfactionCard: Component {
    let visit: Visit
    let report: Report
    let secret: ReportSecret
    /// What was said before; nil when nothing was.
    let said: OpenSatisfaction?
    var form: SatisfactionForm?

    var html: HTML {
        guard let last = visit.town.lastDayOfSatisfaction(about: report) else { return lost }
        guard visit.today <= last else { return "\(said.map(told))\(lost)" }
        let words = visit.words
        return Card(
            id: "rating",
            title: words("satisfaction.title"),
            icon: .chat,
            look: said == nil ? .framed : .soft,
            content: """
                <p class="small">\(words(said == nil ? "satisfaction.lead" : "satisfaction.said", ["date": .date(last)]))</p>
                \(fields)
                """
        ).html
    }

    /// What was typed on a page that was opened while the office still asked.
    private var lost: HTML { form.map { TypedWords(visit: visit, words: $0.words).html } ?? .empty }

    /// What cannot be changed any more.
    private func told(_ said: OpenSatisfaction) -> HTML {
        Card(
            id: "rating",
            title: visit.words("satisfaction.title"),
            icon: .chat,
            look: .soft,
            content: "<p>\(visit.words(said.answer.text))</p>"
        ).html
    }

    private var fields: HTML {
        let words = visit.words
        let choices = Choices(
            name: "satisfaction",
            legend: words("satisfaction.legend"),
            error: form?.errors["satisfaction"],
            choices: Satisfaction.allCases.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [form?.answer ?? said?.answer.rawValue ?? ""]
        )
        let more = Field(
            name: "words",
            label: words("satisfaction.words"),
            hint: words("satisfaction.words.hint"),
            error: form?.errors["words"],
            optional: words("form.optional"),
            control: .area(TextArea(value: form?.words ?? said?.words ?? "", rows: 3))
        )
        let button = Button(words: words(said == nil ? "satisfaction.send" : "satisfaction.change"), icon: .send)
        return Form(action: visit.path("z/\(report.number.path)/\(secret.grouped)/satisfaction"))
            .html("\(choices)\(more)\(button)")
    }
}

/// What the reporter said about the handling, for the office.
struct CaseSatisfaction: Component {
    let visit: Visit
    /// The first ending first.
    let said: [OpenSatisfaction]

    var html: HTML { said.enumerated().reversed().html { card($1, $0) } }

    private func card(_ said: OpenSatisfaction, _ index: Int) -> HTML {
        let rows = [
            CheckList.Row(
                question: visit.words("satisfaction.case.answer"),
                answer: HTML(text: visit.words(said.answer.text))
            ),
            said.words.map {
                CheckList.Row(question: visit.words("satisfaction.case.words"), answer: HTML(paragraphs: $0))
            },
        ]
        return Card(
            id: "rating-\(index + 1)",
            title: visit.words("satisfaction.case"),
            icon: .chat,
            note: visit.moment(said.saidAt),
            content: FactList(rows: rows.compactMap(\.self)).html
        ).html
    }
}
