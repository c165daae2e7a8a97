import CityDomain
import CityKit
import Hummingbird

/// Reports that were put aside, for moderators: the queue, the verdict on one or many, and who is on watch.
struct AsideRoutes {
    let site: Site

    private var judge: JudgeAside { site.useCases.casework.abuse.judge }
    private var senders: WatchSenders { site.useCases.casework.abuse.watch }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/aside") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await queue(visit, signed)
        }
        router.get("/:town/office/aside/judge") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await ask(AsideForm(visit.query()), visit, signed)
        }
        router.post("/:town/office/aside/judge") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await act(AsideForm(visit.form()), visit, signed)
        }
        router.get("/:town/office/aside/watch/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await askToWatch(WatchForm(), visit, signed)
        }
        router.post("/:town/office/aside/watch/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await watch(visit, signed)
        }
        router.get("/:town/office/watches") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await watches(visit, signed)
        }
        router.post("/:town/office/watches/:watch/end") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await end(visit, signed)
        }
    }

    private func queue(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = visit.judging(signed)
        let month = CivilMonth(of: visit.today)
        let lines = try await judge.queue(work)
        return AsideQueuePage(
            page: try await page(visit.words("aside.title"), visit, signed),
            lines: lines,
            figures: try await judge.figures(from: CivilMonth(of: visit.today - 365), to: month, work)
        ).response(visit)
    }

    // MARK: - The verdict

    private func ask(_ form: AsideForm, errors: ErrorFields = .none, _ visit: Visit, _ signed: SignIn.Signed)
        async throws -> Response
    {
        var page = try await page(visit.words("aside.judge.\(form.act.rawValue)"), visit, signed)
        page.errors = errors
        return JudgePage(page: page, form: form, lines: try await judge.chosen(form.numbers, visit.judging(signed)))
            .response(visit)
    }

    /// Does what the form asks for, or shows it again with what was typed and what is wrong.
    private func act(_ form: AsideForm, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        do {
            let judged = try await judge.all(form.seen, try form.verdict, visit.judging(signed))
            guard judged.contains(where: { $0.failure != nil }) else {
                return visit.redirect("office/aside?done=\(form.act.rawValue)")
            }
            return JudgedPage(
                page: try await page(visit.words("aside.judged.title"), visit, signed),
                form: form,
                judged: judged
            )
            .response(visit)
        } catch let failure as AbuseFailure {
            return try await ask(form, errors: ErrorFields([failure], visit.words), visit, signed)
        } catch let failure as ReportFailure {
            return try await ask(form, errors: ErrorFields([failure], visit.words), visit, signed)
        }
    }

    // MARK: - Who is on watch

    private func askToWatch(_ form: WatchForm, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        guard let days = visit.town.reports.abuse?.watch?.days else { throw AbuseFailure.noWatch }
        guard let aside = try await judge.chosen([visit.reportNumber], visit.judging(signed)).first else {
            throw AbuseFailure.unknown
        }
        var page = try await page(visit.words("aside.watch.title"), visit, signed)
        page.errors = form.errors
        return WatchPage(page: page, aside: aside.aside, days: days, form: form).response(visit)
    }

    private func watch(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            let report = try await site.useCases.readReport.unseen(visit.reportNumber, in: visit.town).report
            try await senders.watch(
                AbuseWatch.Subject(rawValue: form["subject"]),
                of: report,
                because: form["justification"],
                visit.judging(signed)
            )
            return visit.redirect("office/watches?done=set")
        } catch let failure as AbuseFailure where failure != .noWatch && failure != .unknown {
            return try await askToWatch(WatchForm(form, failure, visit.words), visit, signed)
        }
    }

    private func watches(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        WatchListPage(
            page: try await page(visit.words("aside.watches"), visit, signed),
            watches: try await senders.list(visit.judging(signed))
        ).response(visit)
    }

    private func end(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        _ = try await visit.form()
        try await senders.end(ID(visit.parameter("watch")), visit.judging(signed))
        return visit.redirect("office/watches?done=ended")
    }

    private func page(_ title: String, _ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: title,
            queue: "office/aside",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

extension Visit {
    func judging(_ signed: SignIn.Signed) -> JudgeAside.Work {
        JudgeAside.Work(by: caller(signed), in: town, at: now)
    }
}

/// What a moderator wants.
enum AsideAct: String, CaseIterable {
    case release, refuse
}

/// What was chosen for reports that were put aside, the same for all of them.
struct AsideForm {
    let act: AsideAct
    let numbers: [ReportNumber]
    private let fields: FormData

    init(_ fields: FormData) {
        act = AsideAct(rawValue: fields["act"]) ?? .release
        self.fields = fields
        var known: Set<ReportNumber> = []
        numbers = fields.all("case").prefix(JudgeAside.most).compactMap { ReportNumber($0) }
            .filter { known.insert($0).inserted }
    }

    subscript(field: String) -> String { fields[field] }

    /// With the lines of history that each had on the page.
    var seen: [(number: ReportNumber, lines: Int)] { numbers.map { ($0, Int(fields["seen-\($0)"]) ?? 0) } }

    /// - Throws: `AbuseFailure.groundMissing`.
    var verdict: JudgeAside.Verdict {
        get throws(AbuseFailure) {
            guard act == .refuse else { return .release }
            guard let ground = RejectionReason(rawValue: fields["ground"]) else { throw .groundMissing }
            return .refuse(ground, justification: fields["justification"])
        }
    }
}
