import CityDomain
import CityKit
import Hummingbird

/// The office's work on reports: inbox, case, decision.
struct InboxRoutes {
    let site: Site

    private static let pageSize = 50

    func add(to router: Router<CityContext>) {
        router.get("/:town/office") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await inbox(InboxView(visit.query(), in: visit.town), visit, signed)
        }
        router.get("/:town/office/find") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await find(visit, signed)
        }
        router.get("/:town/office/reports/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = CaseForm(joining: try visit.query()["joinTo"], visit.words)
            return try await show(form, of: try visit.reportNumber, visit, signed)
        }
        // A note may bring files.
        for action in CaseAction.allCases where action != .note {
            let place = action == .decide ? "" : "/\(action.rawValue)"
            router.post("/:town/office/reports/:number\(place)") { request, context in
                do {
                    let (visit, signed) = try await site.officeVisit(request, context)
                    return try await act(action, visit, signed)
                } catch AccountFailure.signedOut {
                    let visit = try site.visit(request, context)
                    return try askToSignIn(visit, try await visit.form())
                }
            }
        }
    }

    /// - Parameters:
    ///   - name: what was typed to keep the view under.
    ///   - errors: what is wrong with it.
    func inbox(
        _ view: InboxView,
        keeping name: String = "",
        errors: ErrorFields = .none,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        try visit.needs(.reports)
        let query = try visit.query()
        let lines = try await site.useCases.casework.inbox(
            view,
            after: query["after"].isEmpty ? nil : query["after"],
            limit: Self.pageSize,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        let page = OfficePage(
            title: visit.words(view.queue.text),
            queue: InboxView(queue: view.queue).place,
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
        let saved = try await site.useCases.casework.views.all(of: signed.staff, in: visit.town)
        return InboxPage(page: page, view: view, lines: lines, saved: saved, name: name, errors: errors).response(visit)
    }

    private func find(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        try visit.needs(.reports)
        let typed = try visit.query()["search"]
        let outcome = try await site.useCases.casework.search(
            typed,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        switch outcome {
        case .report(let number): return visit.redirect("office/reports/\(number.path)")
        case .list(let found):
            let page = OfficePage(
                title: visit.words("search.title"),
                counts: try await visit.counts(for: signed),
                signed: signed,
                search: typed
            )
            return CaseSearchPage(page: page, found: found).response(visit)
        }
    }

    /// - Parameter commission: what was typed about work that a contractor was given.
    func show(
        _ form: CaseForm,
        commission: CommissionForm? = nil,
        thread: ThreadForm? = nil,
        of number: ReportNumber,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let caller = visit.caller(signed)
        let report = try await site.useCases.readReport(number, by: caller, in: visit.town, at: visit.now)
        let page = OfficePage(
            title: report.report.number.description,
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: form.errors.isEmpty ? commission?.errors ?? thread?.errors ?? .none : form.errors
        )
        let photos = site.useCases.photos.read
        return CasePage(
            page: page,
            report: report,
            rights: Set(OfficeRight.allCases.filter { caller.may($0, on: report.report) }),
            caller: caller,
            form: form,
            casework: try await site.useCases.casework.work.read(visit.casework(on: number, signed)),
            templates: try await site.useCases.casework.templates.offered(on: report.report, in: visit.town),
            photos: try await photos.all(of: report.report.id, in: visit.town.id),
            commissions: try await site.useCases.casework.contractors.work.all(visit.casework(on: number, signed)),
            commission: commission,
            thread: try await site.useCases.thread.read.read(report, by: caller, in: visit.town.id),
            message: thread,
            joined: try await site.useCases.joins.joined(to: report.report, by: caller, in: visit.town),
            persons: try await site.useCases.supports.count(report.report.id, in: visit.town.id),
            photoLog: try await photos.log(of: report.report.id, in: visit.town.id),
            said: try await site.useCases.rateHandling.all(about: report.report, in: visit.town.id),
            answered: try await site.useCases.questions.publish.stored(report.report, in: visit.town),
            earlier: try await site.useCases.questions.publish.earlier(than: report.report, by: caller, in: visit.town),
            similar: report.report.status.isFinished
                ? []
                : try await site.useCases.findSimilarReports.forOffice(
                    to: report,
                    by: caller,
                    in: visit.town,
                    at: visit.now
                ),
            aside: try await site.useCases.casework.abuse.judge.aside(report.report, visit.judging(signed))
        ).response(visit)
    }

    private func act(_ action: CaseAction, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = CaseForm(action: action, try await visit.form())
        let number = try visit.reportNumber
        if form.asksForWords { return try await show(filled(form, number, visit, signed), of: number, visit, signed) }
        do {
            if action == .decide {
                try await decide(form, about: number, visit, signed)
            } else {
                try await work(action, form, on: number, visit, signed)
            }
            // Whoever sees one unit's reports alone may have given this one out of sight.
            let isGone = action == .handOver && !visit.caller(signed).seesAllReports
            return visit.redirect(isGone ? "office" : "office/reports/\(number.path)")
        } catch ReportFailure.clientKeyReused {
            // The page was gone back to and changed: that is another part.
            let faulty = form.renamed.faulty([ReportFailure.clientKeyReused], visit.words)
            return try await show(faulty, of: number, visit, signed)
        } catch let failure as ReportFailure where failure != .notFound {
            return try await show(form.faulty([failure], visit.words), of: number, visit, signed)
        } catch let failures as Failures {
            return try await show(form.faulty(failures.all, visit.words), of: number, visit, signed)
        } catch let failure as SplitFailure {
            return try await show(form.faulty([failure], visit.words), of: number, visit, signed)
        } catch let failure as JoinFailure {
            return try await show(form.faulty([failure], visit.words), of: number, visit, signed)
        } catch let failure as CaseworkFailure {
            return try await show(form.faulty([failure], visit.words), of: number, visit, signed)
        }
    }

    /// The form with the words of the template that was chosen, filled for the case.
    private func filled(_ form: CaseForm, _ number: ReportNumber, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> CaseForm
    {
        guard let chosen = form.inserted else { return form }
        let report = try await site.useCases.readReport.unseen(number, in: visit.town)
        let offered = try await site.useCases.casework.templates.offered(on: report.report, in: visit.town)
        guard let template = offered.first(where: { $0.id == chosen }) else { throw TemplateFailure.gone }
        let words = template.filled(for: report, in: visit.town, language: visit.town.profile.languages[0])
        return form.adding(words, to: form.action == .ask ? "question" : "justification")
    }

    private func decide(_ form: CaseForm, about number: ReportNumber, _ visit: Visit, _ signed: SignIn.Signed)
        async throws
    {
        let report = try await site.useCases.readReport.unseen(number, in: visit.town)
        let decision = try form.decision(about: report.report, in: visit.town)
        _ = try await site.useCases.decideReport(
            decision,
            about: number,
            publicText: form.publicText(at: report.content.place),
            seen: form.seen,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
    }

    private func work(
        _ action: CaseAction,
        _ form: CaseForm,
        on number: ReportNumber,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws {
        let handle = site.useCases.handleReport
        let work = HandleReport.Work(
            number,
            seen: form.seen,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        switch action {
        // Notes have routes of their own.
        case .decide, .note: break
        case .split:
            let key = (try? ClientKey(form["key"])) ?? ClientKey(random: site.randomness)
            let request = SplitReport.Request(category: form["category"], words: form["description"])
            try await site.useCases.casework.split(request, off: work, clientKey: key)
        case .seeParts: try await seeParts(visit.casework(on: number, signed))
        case .join: try await site.useCases.joins.join(work, to: form.leading(), words: form["justification"])
        case .part: try await site.useCases.joins.part(work, reason: form["reason"])
        case .assign, .watch: try await keep(action, form, on: visit.casework(on: number, signed))
        case .askUnit, .releaseUnit, .answerUnit, .giveBack, .keep:
            try await involve(action, form, on: visit.casework(on: number, signed))
        case .handOver: try await handle.handOver(work, to: ID(form["unit"]), note: form["note"])
        case .ask: try await handle.ask(work, question: form["question"])
        case .reply: try await handle.noteReply(work, answer: form["reply"])
        case .correct: try await handle.correct(work, reason: form["reason"])
        case .reopen: try await handle.reopen(work, reason: form["reason"])
        case .takeDown: try await handle.takeDown(work, reason: form["reason"])
        case .place:
            let addresses = site.useCases.addresses.addresses(of: visit.town.id)
            try await handle.place(work, at: form.point(among: addresses))
        case .publish:
            let report = try await site.useCases.readReport.unseen(number, in: visit.town)
            try await handle.publish(work, text: form.publicText(at: report.content.place))
        }
    }

    /// What the office keeps of a case for itself.
    private func keep(_ action: CaseAction, _ form: CaseForm, on work: WorkOnCase.Work) async throws {
        let useCase = site.useCases.casework.work
        switch action {
        case .assign:
            let (lead, seen) = (form["assignee"], form["lead"])
            try await useCase.assign(
                work,
                to: lead.isEmpty ? nil : ID(lead),
                seeing: seen.isEmpty ? nil : ID(seen),
                note: form["note"]
            )
        case .watch: try await form["watch"] == "0" ? useCase.unwatch(work) : useCase.watch(work)
        default: break
        }
    }

    /// Somebody else may have pressed the button first: it is seen either way.
    private func seeParts(_ work: WorkOnCase.Work) async throws {
        do { try await site.useCases.casework.split.lookPast(work) } catch SplitFailure.nothingEnded {}
    }

    /// Who else has a part in it, and who gives it on.
    private func involve(_ action: CaseAction, _ form: CaseForm, on work: WorkOnCase.Work) async throws {
        let (units, giveBack) = (site.useCases.casework.units, site.useCases.casework.giveBack)
        let (unit, note): (ID<Unit>, String) = (ID(form["unit"]), form["note"])
        switch action {
        case .askUnit: try await units.ask(work, unit, note: note)
        case .releaseUnit: try await units.release(work, unit, note: note)
        case .answerUnit:
            let answer = AskUnits.Answer(rawValue: form["answer"]) ?? .given
            try await units.answer(work, for: unit, answer, words: note)
        case .giveBack: try await giveBack(work, reason: note)
        case .keep: try await giveBack.keep(work, note: note)
        default: break
        }
    }

    /// The session ended while a decision was being typed: nothing of it is lost.
    func askToSignIn(_ visit: Visit, _ form: FormData) throws -> Response {
        let carried = CaseForm.carried(from: form) + [(name: "case", value: try visit.reportNumber.path)]
        return SignInPage(carried: carried).response(visit, status: .unauthorized)
    }
}

extension Visit {
    /// What somebody of the office does with a case.
    func casework(on number: ReportNumber, _ signed: SignIn.Signed) -> WorkOnCase.Work {
        WorkOnCase.Work(number, by: caller(signed), in: town, at: now)
    }
}
