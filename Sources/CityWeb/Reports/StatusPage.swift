import CityDomain
import CityKit
import Hummingbird

/// Everything about a report, for whoever has its secret link.
struct StatusPage {
    let report: OpenReport
    let secret: ReportSecret
    var photos: [ReportPhoto] = []
    /// Who looked at the report, the last one first.
    let views: [AuditView]
    /// Where it is handled with another one.
    var joined: JoinedNotice?
    /// What everybody reads of a question; nil where the office published nothing.
    var answer: AnsweredQuestion?
    /// An answer that could not be taken, and why.
    var reply = ""
    /// An address that could not be taken.
    var email = ""
    var errors = ErrorFields.none
    /// What the reporter said about the handling; nil when nothing was.
    var said: OpenSatisfaction?
    /// An answer about the handling that could not be taken.
    var rating: SatisfactionForm?
    /// What the office and the reporter wrote to each other, and what was typed for it.
    var thread = OpenThread.empty
    var message: ThreadForm?
    /// Where an idea stands; nil for every other report.
    var idea: IdeaCard?
    /// What was done just now; the last part of the key of its words.
    var done: FollowUp?

    /// What the reporter can do here.
    enum FollowUp: String {
        case reply, email, change, withdraw, reopen, satisfaction, message
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(
            title: words("status.title", ["number": .words(report.report.number.description)]),
            section: .status,
            robots: .hidden,
            errors: errors
        )
        let history = ReportHistory(
            visit: visit,
            report: report.report,
            answers: report.answers,
            reader: .reporter,
            acting: report.contact.acting
        )
        return page.response(
            visit,
            Columns(
                .side,
                """
                \(errors.summary)
                \(notice(visit))
                \(head(words))
                \(joined)\(QuestionNotices(visit: visit, report: report.report, answer: answer))
                \(question(visit))
                \(HandledInParts(visit, own: report.report))\(CheckList(id: "report", title: words("status.report"), rows: facts(visit)))
                \(OwnThread(visit: visit, report: report, secret: secret, thread: thread, form: message))
                \(PageSection(id: "history", title: words("report.history"), content: history.html))
                \(ViewList(visit: visit, views: views))
                """,
                side(visit)
            ).html
        )
    }

    private func side(_ visit: Visit) -> HTML {
        let rating = SatisfactionCard(visit: visit, report: report.report, secret: secret, said: said, form: rating)
        return """
            \(idea)\(NextTerm(visit: visit, report: report.report))\(rating)\(reopening(visit))\(mail(visit))\(changes(visit))
            """
    }

    private func head(_ words: Words) -> PageHead {
        let status = report.report.status
        return PageHead(
            tags: [StatusTag(status.look, words(report.report.statusText))]
                + (report.report.isWaiting ? [StatusTag(.waiting, words("report.waiting"))] : []),
            facts: words("report.case", ["number": .words(report.report.number.description)]),
            title: report.published?.title ?? PublicText.title(of: report.content.description),
            lead: words("status.secret"),
            leadIcon: .lock
        )
    }

    private func facts(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let category = visit.town.category(report.report.category)
        let place = report.content.place
        let rows: [(String, String?)] = [
            ("address", place.address ?? place.point.map(\.words)),
            ("hint", place.hint),
            ("category", category.map { words($0.name) } ?? report.report.category.rawValue),
            ("description", report.content.description),
        ]
        return rows.compactMap { field, answer in
            answer.map { CheckList.Row(question: words("report.field.\(field)"), answer: HTML(paragraphs: $0)) }
        } + report.content.detailRows(of: category, visit) + pictures(visit)
    }

    private func path(_ followUp: FollowUp) -> String {
        "z/\(report.report.number.path)/\(secret.grouped)/\(followUp.rawValue)"
    }

    private func notice(_ visit: Visit) -> HTML? {
        done.map { followUp in
            Notice(
                kind: .success,
                title: visit.words("status.done.\(followUp.rawValue).title"),
                text: HTML(text: visit.words("status.done.\(followUp.rawValue).text"))
            ).html
        }
    }

    private func pictures(_ visit: Visit) -> [CheckList.Row] {
        guard !photos.isEmpty else { return [] }
        let place = "z/\(report.report.number.path)/\(secret.grouped)/photos"
        let pictures = visit.pictures(photos, at: place) { photo in
            HTML(text: visit.words("photo.state.\(photo.state.rawValue)"))
        }
        return [CheckList.Row(question: visit.words("photo.field"), answer: pictures.html)]
    }

    /// The office's question, with the day until which it waits and the field for the answer.
    private func question(_ visit: Visit) -> HTML? {
        guard let asked = report.report.openQuestion, let words = report.answers[asked.sequence],
            let due = report.report.deadlines.first(where: { $0.name == .reply && $0.isRunning })?.due
        else { return nil }
        let say = visit.words
        let byMail: HTML? = words.replyTo.map { address in
            "<p class=\"small\">\(say("status.question.byMail")) <a href=\"mailto:\(address)\">\(address)</a></p>"
        }
        let answer = Form(action: visit.path(path(.reply))).html(
            """
            \(Field(
                name: "reply",
                label: say("status.question.reply"),
                error: errors["reply"],
                control: .area(TextArea(value: reply, rows: 4))
            ))
            \(Button(words: say("status.question.send"), icon: .send))
            """
        )
        return Question(
            title: say("status.question.title"),
            by: say(
                "status.question.by",
                [
                    "office": .words(say(visit.town.profile.office.name)),
                    "moment": .words(visit.moment(asked.at)),
                ]
            ),
            question: words.justification,
            due: "\(say("status.question.due")) <b>\(due.words(in: visit.language, style: .full))</b>",
            answer: "\(byMail)\(answer)"
        ).html
    }

    /// Until the office has decided, the reporter may change the words or take the report back.
    private func changes(_ visit: Visit) -> HTML? {
        guard report.report.status == .new else { return nil }
        let words = visit.words
        return Card(
            id: "changes",
            title: words("status.changes.title"),
            icon: .edit,
            content: """
                <p class="small">\(words("status.changes.text"))</p>
                <div class="row">\(LinkButton(Link(words("status.change"), to: visit.path(path(.change))), look: .quiet, size: .small))\
                \(report.report.leads > 0 ? nil : withdrawal(visit))</div>
                """
        ).html
    }

    /// For some time after the end, where the town has a rule for it.
    private func reopening(_ visit: Visit) -> HTML? {
        report.report.reopenableUntil(on: visit.today, in: visit.town).map { last in
            Card(
                id: "reopening",
                title: visit.words("status.reopening.title"),
                icon: .edit,
                content: """
                    <p class="small">\(visit.words("status.reopening.text", ["day": .date(last)]))</p>
                    \(LinkButton(Link(visit.words("status.reopening.button"), to: visit.path(path(.reopen))), look: .quiet, size: .small))
                    """
            ).html
        }
    }

    /// Not for a report for which others wait as well.
    private func withdrawal(_ visit: Visit) -> LinkButton {
        LinkButton(
            Link(visit.words("status.withdraw"), to: visit.path(path(.withdraw))),
            look: .danger,
            size: .small
        )
    }

    private func mail(_ visit: Visit) -> HTML {
        let words = visit.words
        let form = report.contact.email == nil && !report.report.status.isFinished ? emailForm(visit) : nil
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
            content: """
                <p class="small">\(words(key, ["email": .words(report.contact.email?.text ?? "")]))</p>
                \(form)
                """
        ).html
    }

    private func emailForm(_ visit: Visit) -> HTML {
        Form(action: visit.path(path(.email))).html(
            """
            \(Field(
                name: "email",
                label: visit.words("report.field.email"),
                hint: visit.words("status.mail.hint"),
                error: errors["email"],
                control: .line(TextLine(value: email, kind: .email, autocomplete: .email))
            ))
            \(Button(words: visit.words("status.mail.button"), icon: .mail, look: .quiet, size: .small))
            """
        )
    }
}

extension Coordinate {
    /// Degrees as maps take them: `50.87033, 20.62752`.
    var words: String { "\(latitude), \(longitude)" }
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
            counting: ReportTerms(words: words, town: visit.town).counting(next, of: report)
        ).html
    }
}
