import CityDomain
import CityKit
import Hummingbird

/// Everything about a report, for whoever has its secret link.
struct StatusPage {
    let report: OpenReport
    let secret: ReportSecret
    var photos: [ReportPhoto] = []

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let status = report.report.status
        let page = PublicPage(
            title: words("status.title", ["number": .words(report.report.number.description)]),
            section: .status,
            robots: .hidden
        )
        let head = PageHead(
            tags: [StatusTag(status.look, words(status.text))],
            facts: words("report.case", ["number": .words(report.report.number.description)]),
            title: report.published?.title ?? PublicText.title(of: report.content.description),
            lead: words("status.secret"),
            leadIcon: .lock
        )
        let history = ReportHistory(visit: visit, report: report.report, answers: report.answers)
        return page.response(
            visit,
            Columns(
                .side,
                """
                \(head)
                \(CheckList(id: "report", title: words("status.report"), rows: facts(visit)))
                \(PageSection(id: "history", title: words("report.history"), content: history.html))
                """,
                "\(NextTerm(visit: visit, report: report.report))\(mail(visit))"
            ).html
        )
    }

    private func facts(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let category = visit.town.category(report.report.category).map { words($0.name) }
        let place = report.content.place
        let rows: [(String, String?)] = [
            ("address", place.address ?? place.point.map(\.words)),
            ("hint", place.hint),
            ("category", category ?? report.report.category.rawValue),
            ("description", report.content.description),
        ]
        return rows.compactMap { field, answer in
            answer.map { CheckList.Row(question: words("report.field.\(field)"), answer: HTML(paragraphs: $0)) }
        } + pictures(visit)
    }

    private func pictures(_ visit: Visit) -> [CheckList.Row] {
        guard !photos.isEmpty else { return [] }
        let place = "z/\(report.report.number.path)/\(secret.grouped)/photos"
        let pictures = visit.pictures(photos, at: place) { photo in
            HTML(text: visit.words("photo.state.\(photo.state.rawValue)"))
        }
        return [CheckList.Row(question: visit.words("photo.field"), answer: pictures.html)]
    }

    private func mail(_ visit: Visit) -> HTML {
        let words = visit.words
        let key =
            switch (report.contact.email, report.emailConfirmedAt) {
            case (nil, _): "status.mail.none"
            case (_, nil): "status.mail.unconfirmed"
            case (_, _): "status.mail.confirmed"
            }
        return Card(
            id: "mail",
            title: words("status.mail.title"),
            icon: .mail,
            look: .soft,
            content: "<p class=\"small\">\(words(key, ["email": .words(report.contact.email?.text ?? "")]))</p>"
        ).html
    }
}

extension Coordinate {
    /// Degrees as maps take them: `50.87033, 20.62752`.
    var words: String { "\(latitude), \(longitude)" }
}

/// The history of a report, and what is to come.
struct ReportHistory: Component {
    let visit: Visit
    let report: Report
    let answers: [Int: Answer]

    var html: HTML {
        Track(entries: report.history.map(entry) + ReportTerms(words: visit.words, town: visit.town).coming(report))
            .html
    }

    private func entry(_ event: ReportEvent) -> Track.Entry {
        let words = visit.words
        let reason = event.rejection.map { words("report.rejected.because", ["reason": .text($0.text)]) }
        return Track.Entry(
            mark: .status(event.status.look),
            title: words(event.status.text),
            when: HTML(text: visit.moment(event.at)),
            body: "<p>\(reason ?? words("report.event.\(event.status.rawValue)"))</p>",
            answer: answers[event.sequence].map { answer in
                let solution: HTML? = answer.solution.map {
                    "<br><b>\(words("report.answer.solution"))</b> \(HTML(paragraphs: $0))"
                }
                return Track.Answer(
                    label: words("report.answer"),
                    text: "\(HTML(paragraphs: answer.justification))\(solution)"
                )
            }
        )
    }
}

/// The next day that matters, big; nothing when no term runs.
struct NextTerm: Component {
    let visit: Visit
    let report: Report

    var html: HTML {
        let words = visit.words
        guard let next = report.nextDeadline else { return .empty }
        let left = next.due - visit.today
        return NextDate(
            title: words("report.term.\(next.name.rawValue).title"),
            date: next.due.words(in: visit.language, style: .dayMonth),
            rest: words(
                left == 0 ? "report.term.today" : left > 0 ? "report.term.left" : "report.term.over",
                ["weekday": .words(next.due.words(in: visit.language, style: .weekday)), "count": .number(abs(left))]
            ),
            explanation: "<p>\(words("report.term.\(next.name.rawValue).text"))</p>",
            counting: ReportTerms(words: words, town: visit.town).counting(next)
        ).html
    }
}
