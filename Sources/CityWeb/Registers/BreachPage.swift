import CityDomain
import CityKit
import Hummingbird

/// One breach: what is known, who is touched, what was said to whom, and the ways to go on.
struct BreachPage {
    let page: OfficePage
    let opened: KeepBreaches.Opened
    let persons: [KeepBreaches.Person]
    /// Nil where nothing was posted.
    let form: FormData?
    let errors: ErrorFields

    private var breach: Breach { opened.breach }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let line = BreachLine(breach: breach, visit: visit)
        let acts: HTML? =
            breach.closedAt == nil
            ? "\(notice(visit))\(telling(visit))\(person(visit))\(describe(visit))\(close(visit))" : nil
        let facts = Card(id: "facts", title: words("breach.facts"), content: FactList(rows: facts(line, visit)).html)
        return page.response(
            visit,
            """
            \(BackLink(words("breach.title"), to: visit.path("office/breaches")))
            \(errors.summary)
            \(PageHead(facts: line.learned, title: line.title, lead: line.notice))
            \(Columns(.work, "\(facts)\(touched(visit))", acts ?? ""))
            """
        )
    }

    private func facts(_ line: BreachLine, _ visit: Visit) -> [CheckList.Row] {
        let (words, written) = (visit.words, opened.words)
        let rows: [(String, String)] = [
            ("breach.events", written.events), ("breach.data", written.data),
            ("breach.persons", breach.persons.map { "\($0)" } ?? words("breach.persons.unknown")),
            ("breach.consequences", written.consequences), ("breach.measures", written.measures),
            ("breach.column.notice", [line.notice, written.notice].filter { !$0.isEmpty }.joined(separator: "\n\n")),
            (
                "breach.column.telling",
                [line.telling, written.telling].filter { !$0.isEmpty }.joined(separator: "\n\n")
            ),
        ]
        return rows.map { key, answer in
            CheckList.Row(question: words(key), answer: HTML(paragraphs: answer.isEmpty ? "–" : answer))
        }
    }

    private func touched(_ visit: Visit) -> HTML {
        let words = visit.words
        let items = persons.html { person in
            switch person {
            case .reporter(let number):
                let link = Link("\(number)", to: visit.path("office/reports/\(number.path)"))
                return "<li>\(words("breach.person.reporter")) \(link)</li>\n"
            case .resident(let name, let email): return "<li>\(name), \(email)</li>\n"
            case .erased: return "<li>\(words("breach.person.erased"))</li>\n"
            }
        }
        let content: HTML =
            persons.isEmpty
            ? "<p class=\"muted\">\(words("breach.person.none"))</p>" : "<ul class=\"bullets\">\n\(items)</ul>"
        return Card(id: "touched", title: words("breach.touched"), content: content).html
    }

    // MARK: - Ways to go on

    private func action(_ action: BreachAction, _ visit: Visit) -> Form {
        Form(action: visit.path("office/breaches/\(breach.id)/\(action.rawValue)"))
    }

    /// The fields of one form; what was posted stands in it, if it was this one.
    private func fields(of action: BreachAction, _ visit: Visit) -> BreachFields {
        let posted = form.flatMap { visit.ownPath.hasSuffix("/\(action.rawValue)") ? $0 : nil }
        let isHere = posted != nil
        return BreachFields(
            visit: visit,
            errors: isHere ? errors : .none,
            value: { name in posted?[name] ?? (action == .describe ? stored(name) : "") },
            natures: Set(posted?.all("natures") ?? breach.natures.map(\.rawValue))
        )
    }

    private func stored(_ name: String) -> String {
        switch name {
        case "events": opened.words.events
        case "data": opened.words.data
        case "consequences": opened.words.consequences
        case "measures": opened.words.measures
        case "persons": breach.persons.map { "\($0)" } ?? ""
        default: ""
        }
    }

    private func notice(_ visit: Visit) -> HTML? {
        if case .given = breach.notice { return nil }
        return decision(.notice, ["given", "unneeded"], visit)
    }

    private func telling(_ visit: Visit) -> HTML? {
        if case .done = breach.telling { return nil }
        return decision(.telling, ["done", "unneeded"], visit)
    }

    private func decision(_ act: BreachAction, _ answers: [String], _ visit: Visit) -> HTML {
        let (words, fields) = (visit.words, fields(of: act, visit))
        let chosen = fields.value("decision")
        let choices = Choices(
            name: "decision",
            legend: words("breach.\(act.rawValue)"),
            legendStyle: .unseen,
            choices: answers.map { Choices.Choice(value: $0, words: words("breach.\(act.rawValue).choice.\($0)")) },
            selected: [answers.contains(chosen) ? chosen : answers[0]]
        )
        let prefix = "\(act.rawValue)-"
        return Card(
            id: "\(act.rawValue)-card",
            title: words("breach.\(act.rawValue)"),
            content: action(act, visit).html(
                """
                <p>\(words("breach.\(act.rawValue).lead"))</p>
                \(choices)
                \(fields.moment(words("breach.\(act.rawValue).day"), prefix: prefix))
                \(fields.area("reason", hint: words("breach.\(act.rawValue).reason.hint"), label: words("breach.reason"), prefix: prefix))
                \(Button(words: words("account.save"), look: .quiet))
                """
            )
        ).html
    }

    private func person(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = fields(of: .person, visit)
        let line = fields.line("person", label: words("breach.person"), hint: words("breach.person.hint"))
        return Card(
            id: "person-card",
            title: words("breach.person.add"),
            content: action(.person, visit).html("\(line)\(Button(words: words("breach.person.button"), look: .quiet))")
        ).html
    }

    private func describe(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = fields(of: .describe, visit)
        return Card(
            id: "describe-card",
            title: words("breach.describe"),
            content: action(.describe, visit).html(
                "\(fields.description)\(Button(words: words("account.save"), look: .quiet))"
            )
        ).html
    }

    private func close(_ visit: Visit) -> HTML {
        let words = visit.words
        return Card(
            id: "close-card",
            title: words("breach.close"),
            look: .framed,
            content: action(.close, visit).html(
                "<p>\(words("breach.close.lead"))</p>\(Button(words: words("breach.close.button")))"
            )
        ).html
    }
}
