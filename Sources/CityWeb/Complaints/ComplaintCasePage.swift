import CityDomain
import CityKit
import Hummingbird

/// One complaint with everything that was sent and written, and the ways to answer.
struct ComplaintCasePage {
    var page: OfficePage
    let opened: HandleComplaints.Opened
    let form: FormData
    let errors: ErrorFields

    private var open: OpenComplaint { opened.open }
    private var complaint: Complaint { opened.open.complaint }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let line = ComplaintLineWords(complaint: complaint, visit: visit)
        return page.response(
            visit,
            """
            \(BackLink(words("complaint.desk.title"), to: visit.path("office/complaints")))
            \(errors.summary)
            \(PageHead(
                tags: complaint.tag(visit).map { [$0] } ?? [],
                facts: line.received,
                title: complaint.number.description,
                lead: line.state
            ))
            \(Columns(.work, "\(sent(visit))\(history(visit))", "\(acts(visit))\(counting(visit))"))
            """
        )
    }

    private func sent(_ visit: Visit) -> HTML {
        let words = visit.words
        let erased = "<p class=\"muted\">\(words("complaint.state.erased"))</p>" as HTML
        let place = "office/complaints/\(complaint.id)/photos"
        let photos = opened.photos.isEmpty ? nil : visit.pictures(opened.photos, at: place).html
        let late =
            complaint.isLate(in: visit.town)
            ? Notice(
                kind: .information,
                icon: .warning,
                title: words("complaint.desk.late"),
                text: HTML(text: words("complaint.desk.late.text"))
            ).html : nil
        return Card(
            id: "sent",
            title: words("complaint.desk.sent"),
            content: """
                \(late)
                \(open.content == nil ? erased : FactList(rows: open.rows(visit) + restriction(visit)).html)
                \(photos)
                """
        ).html
    }

    private func restriction(_ visit: Visit) -> [CheckList.Row] {
        guard open.isRestricted else { return [] }
        let words = visit.words
        return [
            CheckList.Row(question: words("case.contact"), answer: HTML(text: words("case.contact.restricted")))
        ]
    }

    private func history(_ visit: Visit) -> HTML {
        let words = visit.words
        let received = Track.Entry(
            mark: .icon(.letter, .new),
            title: words("complaint.origin.\(complaint.origin.rawValue)"),
            when: HTML(text: "\(words("complaint.received", ["date": .date(complaint.receivedOn)])) · \(stored(visit))")
        )
        let written = open.lines.map { line in
            Track.Entry(
                mark: line.line.isAnswer ? .status(.done) : .icon(.letter, .done),
                title: words(line.line.isAnswer ? outcomeKey : "complaint.addition"),
                when: HTML(text: visit.moment(line.line.at)),
                answer: Track.Answer(label: words("complaint.answer"), text: HTML(paragraphs: line.words))
            )
        }
        return Card(
            id: "history",
            title: words("complaint.desk.history"),
            content: Track(entries: [received] + written).html
        ).html
    }

    private var outcomeKey: String {
        complaint.answer.map { "complaint.outcome.\($0.outcome.rawValue)" } ?? "complaint.answer"
    }

    private func stored(_ visit: Visit) -> String {
        visit.words("complaint.desk.stored", ["moment": .words(visit.moment(complaint.storedAt))])
    }

    // MARK: - Ways to answer

    private func acts(_ visit: Visit) -> HTML? {
        guard complaint.erasedAt == nil else { return nil }
        return complaint.answer == nil ? answer(visit) : addition(visit)
    }

    private func answer(_ visit: Visit) -> HTML {
        let words = visit.words
        let outcomes = Choices(
            name: "outcome",
            legend: words("complaint.desk.outcome"),
            error: errors["outcome"],
            choices: Complaint.Outcome.allCases.map { outcome in
                Choices.Choice(
                    value: outcome.rawValue,
                    words: words("complaint.outcome.\(outcome.rawValue)"),
                    hint: words("complaint.desk.outcome.\(outcome.rawValue).hint")
                )
            },
            selected: [form["outcome"]]
        )
        let send = complaint.hasEmail ? "complaint.desk.answer.button" : "complaint.desk.answer"
        let button = Button(words: words(send), icon: .send)
        return Card(
            id: "answer",
            title: words("complaint.desk.answer"),
            look: .framed,
            content: """
                <p class="small">\(words(delivery))</p>
                \(act(.answer, visit).html("\(outcomes)\(text("complaint.desk.reasons", visit))\(button)"))
                """
        ).html
    }

    private func addition(_ visit: Visit) -> HTML {
        let words = visit.words
        let send = complaint.hasEmail ? "complaint.desk.add.button" : "complaint.desk.add"
        let button = Button(words: words(send), icon: .send, look: .quiet)
        return Card(
            id: "add",
            title: words("complaint.desk.add"),
            content: """
                <p class="small">\(words("complaint.desk.add.text")) \(words(delivery))</p>
                \(act(.add, visit).html("\(text("complaint.desk.words", visit))\(button)"))
                """
        ).html
    }

    /// Whether the answer goes out by itself.
    private var delivery: String { complaint.hasEmail ? "complaint.desk.byLetter" : "complaint.desk.byHand" }

    private func act(_ act: ComplaintAct, _ visit: Visit) -> Form {
        Form(
            action: visit.path("office/complaints/\(complaint.id)/\(act.rawValue)"),
            hidden: [("seen", "\(open.lines.count)")]
        )
    }

    private func text(_ label: String, _ visit: Visit) -> Field {
        Field(
            name: "words",
            label: visit.words(label),
            hint: visit.words("complaint.desk.words.hint"),
            error: errors["words"],
            control: .area(TextArea(value: form["words"], rows: 7))
        )
    }

    /// How the last day was counted.
    private func counting(_ visit: Visit) -> HTML? {
        guard complaint.isOpen, complaint.due != nil, let within = visit.town.complaints?.answer.within else {
            return nil
        }
        let term = Term(within, from: complaint.receivedOn)
        let sentences = term.explanation(in: visit.town.calendar).html { "<p>\(visit.words($0))</p>\n" }
        return Disclosure(question: visit.words("report.term.how"), answer: sentences).html
    }
}
