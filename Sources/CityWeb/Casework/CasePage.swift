import CityDomain
import CityKit
import Hummingbird

/// One report as the office works on it: what was reported, who to reach, the history, the moves the rules allow.
struct CasePage {
    let page: OfficePage
    let report: OpenReport
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let caller: Caller
    let form: CaseForm
    var casework = OpenCasework.nothing
    /// Words that the office says often about such cases.
    var templates: [AnswerTemplate] = []
    var photos: [ReportPhoto] = []
    /// What contractors were given of it, and what was typed about one of them.
    var commissions: [OpenCommission] = []
    var commission: CommissionForm?
    /// What the office and the reporter wrote to each other, and what was typed for it.
    var thread = OpenThread.empty
    var message: ThreadForm?
    /// Reports that it leads, and how many persons wait for it.
    var joined: [JoinedReport] = []
    var persons = 1
    /// Who decided what about them.
    var photoLog: [PhotoEvent] = []
    /// What the reporter said about each end of the handling.
    var said: [OpenSatisfaction] = []
    /// What everybody reads of a question, and what the same person asked before.
    var answered: AnsweredQuestion?
    var earlier: [EarlierQuestion] = []
    /// Earlier cases that may be the same thing.
    var similar: [SimilarReport] = []
    /// Why it was put aside; nil where it never was.
    var aside: SealedAside?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let status = report.report.status
        let head = PageHead(
            tags: [StatusTag(status.look, words(report.report.statusText))] + overlays(visit),
            facts: facts(visit),
            title: report.published?.title ?? PublicText.title(of: report.content.description)
        )
        return page.response(
            visit,
            """
            \(BackLink(words("office.back"), to: visit.path("office")))
            \(form.errors.summary)\(commission?.errors.summary)\(message?.errors.summary)\(meanwhile(visit))
            \(head)
            \(rights.contains(.decideReports) ? toMoves(words) : nil)
            \(Columns(
                .work,
                """
                \(Card(id: "report", title: words("case.report"), content: FactList(rows: reportRows(visit)).html))
                \(map(visit))
                \(photos.isEmpty ? nil : CasePhotos(visit: visit, number: report.report.number, photos: photos, log: photoLog, rights: rights))
                \(Card(
                    id: "contact",
                    title: words("case.contact"),
                    icon: .lock,
                    note: words("case.contact.note"),
                    content: FactList(rows: contactRows(visit)).html
                ))
                \(CaseThread(visit: visit, report: report, thread: thread, rights: rights, form: message))
                \(Card(id: "history", title: words("case.history"), content: history(visit).html))\(rating(visit))
                \(CaseNotes(visit: visit, number: report.report.number, lines: casework.lines, rights: rights, form: form))
                """,
                work(visit)
            ))
            """
        )
    }

    private func map(_ visit: Visit) -> ReportMapView? {
        report.content.place.point.map {
            ReportMapView(visit: visit, kind: .office(ReportMap.Point(report.report, at: $0)))
        }
    }

    /// What can be done with it.
    private func work(_ visit: Visit) -> HTML {
        """
        \(CaseAside(visit: visit, aside: aside))\(visit.ideaCard(of: report.report, persons: persons))\(CaseLead(visit: visit, report: report.report, casework: casework, rights: rights, reader: page.signed.staff.id, form: form))
        \(rights.contains(.decideReports) ? CaseMoves(visit: visit, report: report, templates: templates, form: form) : nil)
        \(CaseQuestion(visit: visit, report: report, stored: answered, earlier: earlier, rights: rights))\
        \(CaseUnits(visit: visit, report: report.report, casework: casework, rights: rights, form: form))
        \(contractors(visit))
        \(similar.isEmpty || report.report.joined != nil ? nil : duplicates(visit))
        \(joins(visit))
        \(CaseSplits(visit: visit, report: report.report, rights: rights, caller: caller, form: form))
        \(office(visit))
        \(comments(visit))\(terms(visit))\(filing(visit))
        """
    }

    private func contractors(_ visit: Visit) -> CaseCommissions {
        CaseCommissions(
            visit: visit,
            report: report.report,
            commissions: commissions,
            rights: rights,
            form: commission
        )
    }

    private func office(_ visit: Visit) -> CaseWork {
        CaseWork(
            visit: visit,
            report: report,
            templates: templates,
            rights: rights,
            form: form,
            isReturned: casework.isReturned,
            mayBeReturned: casework.mayBeReturned
        )
    }

    private func history(_ visit: Visit, after line: Int? = nil) -> ReportHistory {
        ReportHistory(
            visit: visit,
            report: report.report,
            answers: report.answers,
            reader: .office,
            after: line,
            acting: report.contact.acting
        )
    }

    /// What others did with the case while somebody worked on a page of it, and what that one wrote: the form for it may be
    /// gone.
    private func meanwhile(_ visit: Visit) -> HTML? {
        guard form.isOutdated else { return nil }
        let isBehind = (1..<report.report.history.count).contains(form.seen)
        let own = form.typedWords.html { TypedWords(visit: visit, words: $0).html }
        guard isBehind else { return own }
        return Card(
            id: "meanwhile",
            title: visit.words("case.meanwhile"),
            content: "\(history(visit, after: form.seen).html)\(own)"
        ).html
    }

    private func toMoves(_ words: Words) -> HTML {
        let link = LinkButton(Link(words("case.toMoves"), to: "#moves"), look: .quiet, size: .small)
        return "<p class=\"only-narrow\">\(link)</p>"
    }

    private func duplicates(_ visit: Visit) -> CaseDuplicates {
        CaseDuplicates(visit: visit, report: report.report, rights: rights, similar: similar)
    }

    private func joins(_ visit: Visit) -> CaseJoins {
        CaseJoins(
            visit: visit,
            report: report.report,
            joined: joined,
            persons: persons,
            rights: rights,
            form: form
        )
    }

    private func overlays(_ visit: Visit) -> [StatusTag] {
        let waiting =
            (report.report.isWaiting ? [StatusTag(.waiting, visit.words("report.waiting"))] : [])
            + (casework.isReturned ? [StatusTag(.waiting, visit.words("case.returned"))] : [])
            + (report.report.split.isDone && !report.report.status.isFinished
                ? [StatusTag(.waiting, visit.words("office.queue.partsDone"))] : [])
        guard let next = report.report.nextDeadline, next.isOverdue(on: visit.today) else { return waiting }
        return waiting + [StatusTag(.overdue, visit.words("case.overdue"))]
    }

    private func facts(_ visit: Visit) -> String {
        let received = visit.words("report.received", ["date": .words(visit.moment(report.report.receivedAt))])
        return "\(report.report.number) · \(received)"
    }

    private func reportRows(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let category = visit.town.category(report.report.category)
        let place = report.content.place
        let rows: [(String, String?)] = [
            ("report.field.description", report.content.description),
            ("report.field.category", category.map { words($0.name) } ?? report.report.category.rawValue),
            ("case.unit", visit.town.unit(report.report.unit).map { words($0.name) }),
            ("report.field.address", place.address),
            ("report.field.hint", place.hint),
            ("report.field.point", place.point?.words),
            ("newCase.way", report.way.map { words($0.text) }),
            ("case.foreignNumber", report.foreignNumber?.description),
            ("case.public", report.published?.description),
        ]
        return rows.compactMap { key, answer in
            answer.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        } + report.content.detailRows(of: category, visit)
    }

    private func contactRows(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let contact = report.contact
        guard !report.isRestricted else {
            let answer = HTML(text: words("case.contact.restricted"))
            return [CheckList.Row(question: words("case.contact"), answer: answer)]
        }
        guard !contact.isEmpty else {
            let none = report.reporterErasedAt.map { moment in
                words("case.contact.erased", ["date": .date(visit.town.clock.date(of: moment))])
            }
            let key =
                report.report.split.from != nil
                ? "case.contact.part" : report.contactIsWithheld ? "case.contact.withheld" : "case.contact.none"
            let answer = HTML(text: none ?? words(key))
            return [CheckList.Row(question: words("case.contact"), answer: answer)]
        }
        let isConfirmed = words(report.emailConfirmedAt == nil ? "case.email.unconfirmed" : "case.email.confirmed")
        let rows: [(String, HTML?)] = [
            ("representation.represented", contact.acting.map { HTML(text: $0.represented.words) }),
            ("representation.kind", contact.acting.map { HTML(text: words($0.kind.text)) }),
            ("representation.actor", contact.acting.map { HTML(text: $0.actor) }),
            ("report.field.name", contact.name.map { HTML(text: $0.text) }),
            (
                "report.field.email",
                contact.email.map { "<a href=\"mailto:\($0.ascii)\">\($0.text)</a> (\(isConfirmed))" }
            ),
            ("report.field.phone", contact.phone.map { "<a href=\"tel:\($0.e164)\">\($0.formatted)</a>" }),
        ]
        return rows.compactMap { key, answer in answer.map { CheckList.Row(question: words(key), answer: $0) } }
    }

    private func rating(_ visit: Visit) -> CaseSatisfaction {
        CaseSatisfaction(visit: visit, said: report.isRestricted ? said.map(\.withoutWords) : said)
    }

    /// The way to what residents wrote under the report, once it is public.
    private func comments(_ visit: Visit) -> HTML? {
        guard visit.town.reports.comments != nil, rights.contains(.publishReports), report.published != nil else {
            return nil
        }
        let link = Link(
            visit.words("comment.desk.all", ["number": .words(report.report.number.description)]),
            to: visit.path("office/reports/\(report.report.number.path)/comments")
        )
        return Card(id: "comments", title: visit.words("comment.title"), icon: .chat, content: "<p>\(link)</p>").html
    }

    /// The way to hand the case to the records system.
    private func filing(_ visit: Visit) -> HTML? {
        guard rights.contains(.decideReports) else { return nil }
        let link = Link(
            visit.words("filing.link"),
            to: visit.path("office/reports/\(report.report.number.path)/file")
        )
        return Card(id: "filing", title: visit.words("filing.card"), icon: .download, content: "<p>\(link)</p>").html
    }

    private func terms(_ visit: Visit) -> HTML? {
        guard !report.report.deadlines.isEmpty else { return nil }
        let words = visit.words
        let running = report.report.deadlines.filter(\.isRunning).sorted { $0.due < $1.due }
        let ended = report.report.deadlines.filter { !$0.isRunning }
        return TermsCard(
            title: words("case.terms"),
            terms: (running + ended).map { term($0, visit) },
            counting: running.first.map { ReportTerms(words: words, town: visit.town).counting($0, of: report.report) }
        ).html
    }

    private func term(_ deadline: ReportDeadline, _ visit: Visit) -> TermsCard.Term {
        let words = visit.words
        let end = deadline.endedOn ?? deadline.heldSince ?? visit.today
        let isLate = deadline.isOverdue(on: visit.today)
        let told = deadline.earlierDues.last.map { " \(words("case.term.earlier", ["date": .date($0)]))" } ?? ""
        return TermsCard.Term(
            look: isLate ? .overdue : deadline.isHeld ? .waiting : deadline.isRunning ? deadline.name.look : .done,
            name: words(deadline.name.text),
            due: deadline.isHeld ? words("case.term.stands") : visit.dueWords(deadline.due),
            passed: end - deadline.startedOn,
            days: deadline.due - deadline.startedOn,
            sentence: words(
                "case.term.\(deadline.isHeld ? "held" : deadline.isRunning ? "running" : isLate ? "late" : "kept")",
                ["period": .text(deadline.within.text), "start": .date(deadline.startedOn), "end": .date(end)]
            ) + told
        )
    }
}
