import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The office's register of breaches, with the clock of 72 hours.
struct BreachRoutes {
    let site: Site

    private var breaches: KeepBreaches { site.useCases.registers.breaches }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/breaches") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/breaches") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await note(visit, signed)
        }
        router.get("/:town/office/breaches/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let rows = try await breaches.register(visit.breachWork(signed))
            return BreachFile(breaches: rows, visit: visit).response
        }
        router.get("/:town/office/breaches/:breach") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await open(visit, signed)
        }
        for action in BreachAction.allCases {
            router.post("/:town/office/breaches/:breach/\(action.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await act(action, visit, signed)
            }
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        let all = try await breaches.register(visit.breachWork(signed))
        let page = try await page(visit, signed)
        return BreachListPage(page: page, breaches: all.map(\.breach), form: form, errors: errors).response(visit)
    }

    private func note(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            let id = try await breaches.note(
                learnedAt: visit.moment(form),
                KeepBreaches.Description(form),
                visit.breachWork(signed)
            )
            return visit.redirect("office/breaches/\(id)")
        } catch let failure as BreachFailure {
            return try await show(visit, signed, form, errors: ErrorFields([failure], visit.words))
        } catch let failure as ReportFailure {
            return try await show(visit, signed, form, errors: ErrorFields([failure], visit.words))
        }
    }

    private func open(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData? = nil,
        errors: ErrorFields = .none
    ) async throws -> Response {
        let (opened, persons) = try await breaches.open(visit.breachID, visit.breachWork(signed))
        let page = try await page(visit, signed)
        return BreachPage(page: page, opened: opened, persons: persons, form: form, errors: errors).response(visit)
    }

    private func act(_ action: BreachAction, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await act(action, form, visit, visit.breachWork(signed))
            return visit.redirect("office/breaches/\(visit.breachID)")
        } catch let failure as BreachFailure where failure != .unknownBreach {
            return try await open(visit, signed, form, errors: ErrorFields([failure], visit.words, ids: action.ids))
        } catch let failure as ReportFailure {
            return try await open(visit, signed, form, errors: ErrorFields([failure], visit.words, ids: action.ids))
        }
    }

    private func act(_ action: BreachAction, _ form: FormData, _ visit: Visit, _ work: KeepBreaches.Work) async throws {
        let (id, moment, reason) = (visit.breachID, visit.moment(form), form["reason"])
        switch (action, form["decision"]) {
        case (.describe, _): try await breaches.describe(id, KeepBreaches.Description(form), work)
        case (.notice, "unneeded"): try await breaches.waiveNotice(id, because: reason, work)
        case (.notice, _): try await breaches.notify(id, at: moment, delay: reason, work)
        case (.telling, "unneeded"): try await breaches.waiveTelling(id, because: reason, work)
        case (.telling, _): try await breaches.tell(id, at: moment, work)
        case (.person, _): try await breaches.add(person: form["person"], to: id, work)
        case (.close, _): try await breaches.close(id, work)
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("breach.title"),
            queue: "office/breaches",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

/// What is done about a breach, by the last part of its path.
enum BreachAction: String, CaseIterable {
    case describe, notice, telling, person, close

    /// The ids of its controls, where two forms of the page ask the same.
    var ids: [String: String] {
        switch self {
        case .notice, .telling: ["day": "\(rawValue)-day", "reason": "\(rawValue)-reason"]
        case .describe, .person, .close: [:]
        }
    }
}

extension Visit {
    fileprivate var breachID: ID<Breach> { ID(parameter("breach")) }

    fileprivate func breachWork(_ signed: SignIn.Signed) -> KeepBreaches.Work {
        KeepBreaches.Work(by: caller(signed), in: town, at: now)
    }

    /// The day and the time of a form, on the town's clock; nil where one of them is none.
    fileprivate func moment(_ form: FormData) -> Instant? {
        guard let day = CivilDate(form["day"]), let time = TimeOfDay(form["time"]) else { return nil }
        return town.clock.instant(of: day, at: time)
    }
}

extension KeepBreaches.Description {
    fileprivate init(_ form: FormData) {
        self.init(
            natures: Set(form.all("natures").compactMap(Breach.Nature.init)),
            persons: form["persons"],
            words: BreachWords(
                events: form["events"],
                data: form["data"],
                consequences: form["consequences"],
                measures: form["measures"]
            )
        )
    }
}
