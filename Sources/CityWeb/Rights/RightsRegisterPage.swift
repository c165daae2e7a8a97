import CityDomain
import CityKit
import Hummingbird

/// The register: what was asked, by when it must be answered, how it ended. It names nobody.
struct RightsRegisterPage {
    let page: OfficePage
    let requests: [RightsRequest]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let table = QueueTable(
            caption: page.title,
            columns: ["request", "state", "ground"].map { words("rightsRegister.column.\($0)") },
            rows: requests.map { row($0, visit) }
        )
        let list: HTML = requests.isEmpty ? "<p class=\"muted\">\(words("rightsRegister.none"))</p>" : table.html
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("rightsRegister.lead")))
            \(list)
            """
        )
    }

    private func row(_ request: RightsRequest, _ visit: Visit) -> QueueTable.Row {
        let line = RightsRow(request: request, visit: visit)
        let late = request.isOverdue(on: visit.today) ? visit.words("case.overdue") : nil
        return QueueTable.Row(
            head: line.title,
            note: line.received,
            href: visit.path("office/rights/\(request.id)"),
            cells: [QueueTable.Cell(line.state, note: late), QueueTable.Cell(request.right.groundWords(visit.words))]
        )
    }
}

/// One request with the person and the ways to act.
struct RequestPage {
    let page: OfficePage
    let opened: HandleRights.Opened
    let form: FormData
    let errors: ErrorFields

    private var request: RightsRequest { opened.request.request }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let line = RightsRow(request: request, visit: visit)
        let acts: HTML? =
            request.closing == nil ? "\(identity(visit))\(extend(visit))\(close(visit))" : nil
        return page.response(
            visit,
            """
            \(BackLink(words("rightsRegister.title"), to: visit.path("office/rights")))
            \(errors.summary)
            \(PageHead(facts: line.received, title: line.title, lead: line.state))
            \(Columns(
                .work,
                Card(id: "request", title: words("rightsRegister.request"), content: FactList(rows: facts(visit)).html).html,
                acts ?? ""
            ))
            """
        )
    }

    private func facts(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let gone = words("rightsRegister.erased")
        let person = opened.person
        let rows: [(String, String?)] = [
            ("account.name", person?.name ?? gone), ("register.email", person?.email.text),
            ("register.phone", person?.phone?.formatted),
            ("rights.ground", request.right.ground == nil ? nil : request.right.groundWords(words)),
            ("rightsRegister.words", opened.request.words),
            ("rightsRegister.identity", words("rightsRegister.identity.\(request.identity.rawValue)")),
            ("rightsRegister.answer", opened.request.answer),
        ]
        return rows.compactMap { key, answer in
            answer.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        }
    }

    private func action(_ name: String, _ visit: Visit) -> String { visit.path("office/rights/\(request.id)/\(name)") }

    private func identity(_ visit: Visit) -> HTML {
        let words = visit.words
        let choices = Choices(
            name: "identity",
            legend: words("rightsRegister.identity"),
            legendStyle: .unseen,
            choices: RightsRequest.Identity.allCases.map { identity in
                Choices.Choice(value: identity.rawValue, words: words("rightsRegister.identity.\(identity.rawValue)"))
            },
            selected: [request.identity.rawValue]
        )
        let button = Button(words: words("account.save"), look: .quiet)
        return Card(
            id: "identity-card",
            title: words("rightsRegister.identity"),
            content: Form(action: action("identity", visit)).html("\(choices)\(button)")
        ).html
    }

    private func extend(_ visit: Visit) -> HTML? {
        guard request.extendedOn == nil, visit.today <= request.due else { return nil }
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("rightsRegister.extend.reason"),
            error: form.names.contains("reason") ? errors["answer"] : nil,
            control: .area(TextArea(value: form["reason"], rows: 3))
        )
        let button = Button(words: words("rightsRegister.extend.button"), look: .quiet)
        return Card(
            id: "extend",
            title: words("rightsRegister.extend"),
            content: Form(action: action("extend", visit)).html(
                "<p>\(words("rightsRegister.extend.lead"))</p>\(field)\(button)"
            )
        ).html
    }

    private func close(_ visit: Visit) -> HTML {
        let words = visit.words
        let outcomes = Choices(
            name: "outcome",
            legend: words("rightsRegister.outcome"),
            error: errors["outcome"],
            choices: RightsRequest.Outcome.allCases.map { outcome in
                Choices.Choice(value: outcome.rawValue, words: words("rightsRegister.outcome.\(outcome.rawValue)"))
            },
            selected: [form["outcome"]]
        )
        let answer = Field(
            name: "answer",
            label: words("rightsRegister.answer"),
            error: form.names.contains("answer") ? errors["answer"] : nil,
            control: .area(TextArea(value: form["answer"]))
        )
        let button = Button(words: words("rightsRegister.close.button"))
        return Card(
            id: "close",
            title: words("rightsRegister.close"),
            look: .framed,
            content: Form(action: action("close", visit)).html("\(outcomes)\(answer)\(button)")
        ).html
    }
}

extension RightsRequest.Right {
    /// Why it is asked for, in the reader's words; a dash where law asks for no ground.
    fileprivate func groundWords(_ words: Words) -> String {
        ground.map { words("rights.ground.\(form.rawValue).\($0)") } ?? "–"
    }
}
