import CityDomain
import CityKit
import Hummingbird

/// The complaints that were sent with an account, with what the office answered. They stay where the town takes no more.
struct OwnComplaintsPage {
    let complaints: [OpenComplaint]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("complaint.own.title")
        let new = visit.town.complaints.map { _ in
            LinkButton(Link(words("complaint.own.new"), to: visit.path("complaints")))
        }
        let list: HTML =
            complaints.isEmpty
            ? EmptyState(title: words("complaint.own.none"), text: words("complaint.own.none.text"), action: new).html
            : "\(complaints.html { card($0, visit) })\(new)"
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            <h1>\(title)</h1>
            \(list)
            </div>
            """
        )
    }

    private func card(_ open: OpenComplaint, _ visit: Visit) -> HTML {
        let complaint = open.complaint
        let state = ComplaintLineWords(complaint: complaint, visit: visit)
        let answers = open.lines.html { line in
            """
            <div class="answer"><p><b>\(visit.words(line.line.isAnswer ? "complaint.answer" : "complaint.addition"))</b> \
            <small>\(visit.moment(line.line.at))</small></p><p>\(HTML(paragraphs: line.words))</p></div>

            """
        }
        return Card(
            id: "complaint-\(complaint.id)",
            title: complaint.number.description,
            note: state.received,
            element: .article,
            content: "<p>\(state.state)</p>\(FactList(rows: open.rows(visit)))\(answers)"
        ).html
    }
}

/// A complaint in one line: when it came, by when it is answered, how it ended.
struct ComplaintLineWords {
    let complaint: Complaint
    let visit: Visit

    var received: String { visit.words("complaint.received", ["date": .date(complaint.receivedOn)]) }

    var state: String {
        let words = visit.words
        if let answer = complaint.answer {
            let outcome = words("complaint.outcome.\(answer.outcome.rawValue)")
            return "\(outcome), \(visit.town.clock.date(of: answer.at).words(in: visit.language))"
        }
        if complaint.erasedAt != nil { return words("complaint.state.erased") }
        return words(complaint.promise)
    }
}

extension OpenComplaint {
    /// What was sent, for whoever made it and the office.
    func rows(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let event = complaint.eventDay.map { $0.words(in: visit.language) }
        let about = words("complaint.about.\(complaint.subject.rawValue)")
        return [CheckList.Row(question: words("complaint.about"), answer: HTML(text: about))]
            + ComplaintField.allCases.compactMap { field in
                let said = field == .eventDay ? event : content?[field]
                return said.map {
                    CheckList.Row(question: words("complaint.field.\(field.rawValue)"), answer: HTML(paragraphs: $0))
                }
            }
    }
}
