import CityDomain
import CityKit
import Hummingbird

/// The page of disturbances for everybody, and the office's pages that announce them.
struct DisruptionRoutes {
    let site: Site

    private var announce: AnnounceDisruptions { site.useCases.disruptions.announce }
    private var read: ReadDisruptions { site.useCases.disruptions.read }

    func add(to router: Router<CityContext>) {
        router.get("/:town/disruptions") { request, context in
            let visit = try site.visit(request, context)
            let current = await site.disruptions.shown(in: visit.town.id, at: visit.now)
            let past = try await read.past(in: visit.town.id, at: visit.now)
            return DisruptionPage(current: current, past: past).response(visit)
        }
        router.get("/:town/office/disruptions") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await list(visit, signed, DisruptionFields(.planned, visit))
        }
        router.post("/:town/office/disruptions") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await add(visit, signed)
        }
        router.get("/:town/office/disruptions/:disruption") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        for act in DisruptionAct.allCases {
            router.post("/:town/office/disruptions/:disruption/\(act.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await change(act, visit, signed)
            }
        }
    }

    private func list(_ visit: Visit, _ signed: SignIn.Signed, _ fields: DisruptionFields) async throws -> Response {
        let current = try await read.open(in: visit.town.id, at: visit.now)
        let past = try await read.past(in: visit.town.id, at: visit.now)
        let page = try await page(visit, signed)
        return DisruptionListPage(page: page, disruptions: current + past, fields: fields).response(visit)
    }

    private func add(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let typed = DisruptionForm(form, visit.town)
        do {
            let (kind, course) = try typed.checked(in: visit.town, at: visit.now)
            let warnings = form.unseen(DisruptionWarning.warnings(about: course, kind, in: visit.town, at: visit.now))
            guard warnings.isEmpty else {
                return try await list(visit, signed, DisruptionFields(form, visit, warnings: warnings))
            }
            let id = try await announce.announce(typed, visit.disruptionWork(signed))
            site.disruptions.forget(visit.town.id)
            return visit.redirect("office/disruptions/\(id)")
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return try await list(visit, signed, DisruptionFields(form, visit, errors: errors))
        }
    }

    private func show(_ visit: Visit, _ signed: SignIn.Signed, _ posted: DisruptionFields? = nil) async throws
        -> Response
    {
        let (disruption, lines) = try await announce.open(visit.disruptionID, visit.disruptionWork(signed))
        let page = try await page(visit, signed)
        return DisruptionCasePage(page: page, disruption: disruption, lines: lines, posted: posted).response(visit)
    }

    private func change(_ act: DisruptionAct, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let (id, work) = (visit.disruptionID, visit.disruptionWork(signed))
        let seen = Int(form["seen"]) ?? 0
        do {
            switch act {
            case .end: try await announce.end(id, seen: seen, work)
            case .cancel: try await announce.cancel(id, seen: seen, work)
            case .correct:
                let before = try await announce.open(id, work).0
                let typed = DisruptionForm(form, visit.town, before.kind)
                let all = DisruptionWarning.warnings(
                    about: try typed.checked(in: visit.town, at: visit.now).course,
                    before.kind,
                    correcting: before.course,
                    in: visit.town,
                    at: visit.now
                )
                let warnings = form.unseen(all)
                guard warnings.isEmpty else {
                    return try await show(visit, signed, DisruptionFields(form, visit, warnings: warnings))
                }
                try await announce.correct(id, seen: seen, typed, work)
            }
            site.disruptions.forget(visit.town.id)
            return visit.redirect("office/disruptions/\(id)")
        } catch let failures as Failures {
            return try await show(
                visit,
                signed,
                DisruptionFields(form, visit, errors: ErrorFields(failures.all, visit.words))
            )
        } catch let failure as DisruptionFailure where failure != .unknown {
            return try await show(
                visit,
                signed,
                DisruptionFields(form, visit, errors: ErrorFields([failure], visit.words))
            )
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("disruption.desk.title"),
            queue: "office/disruptions",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

/// What is done about a disruption, by the last part of its path.
enum DisruptionAct: String, CaseIterable {
    case correct, end, cancel
}

extension Visit {
    fileprivate var disruptionID: ID<Disruption> { ID(parameter("disruption")) }

    fileprivate func disruptionWork(_ signed: SignIn.Signed) -> AnnounceDisruptions.Work {
        AnnounceDisruptions.Work(by: caller(signed), in: town, at: now)
    }
}

extension FormData {
    /// The warnings that the form was not shown with yet.
    fileprivate func unseen(_ warnings: [DisruptionWarning]) -> [DisruptionWarning] {
        let shown = Set(all("warned"))
        return warnings.contains { !shown.contains($0.rawValue) } ? warnings : []
    }
}

extension DisruptionForm {
    /// - Parameter kind: where the form does not ask for it.
    fileprivate init(_ form: FormData, _ town: Municipality, _ kind: Disruption.Kind? = nil) {
        self.init(
            kind: kind?.rawValue ?? form["kind"],
            from: Moment(day: form["fromDay"], time: form["fromTime"]),
            until: Moment(day: form["untilDay"], time: form["untilTime"]),
            words: Dictionary(
                uniqueKeysWithValues: town.profile.languages.map { ($0, form[Self.field(of: $0)]) }
            )
        )
    }
}
