import CityDomain
import CityKit
import Hummingbird

/// The office's register of requests about personal data, for administrators.
struct RightsRegisterRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/rights") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.get("/:town/office/rights/:request") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await open(visit, signed)
        }
        router.post("/:town/office/rights/:request/identity") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let identity = RightsRequest.Identity(rawValue: try await visit.form()["identity"]) ?? .account
            try await site.useCases.handleRights.identify(visit.work(signed), as: identity)
            return visit.redirectToRequest()
        }
        router.post("/:town/office/rights/:request/extend") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = try await visit.form()
            return try await act(visit, signed, form) {
                try await site.useCases.handleRights.extend(visit.work(signed), reason: form["reason"])
            }
        }
        router.post("/:town/office/rights/:request/close") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = try await visit.form()
            return try await act(visit, signed, form) {
                guard let outcome = RightsRequest.Outcome(rawValue: form["outcome"]) else {
                    throw RightsFailure.outcomeMissing
                }
                try await site.useCases.handleRights.close(visit.work(signed), outcome, answer: form["answer"])
            }
        }
    }

    private func show(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let requests = try await site.useCases.handleRights.register(
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        return RightsRegisterPage(page: try await page(visit, signed), requests: requests).response(visit)
    }

    private func open(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        let opened = try await site.useCases.handleRights.open(visit.work(signed))
        let page = try await page(visit, signed)
        return RequestPage(page: page, opened: opened, form: form, errors: errors).response(visit)
    }

    /// Does what the form asks for, or shows it again with what is wrong.
    private func act(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData,
        _ act: () async throws -> Void
    ) async throws -> Response {
        do {
            try await act()
            return visit.redirectToRequest()
        } catch let failure as RightsFailure where failure != .unknownRequest {
            return try await open(visit, signed, form, errors: ErrorFields([failure], visit.words))
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("rightsRegister.title"),
            queue: "office/rights",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

extension Visit {
    fileprivate func work(_ signed: SignIn.Signed) -> HandleRights.Work {
        HandleRights.Work(ID(parameter("request")), by: caller(signed), in: town, at: now)
    }

    fileprivate func redirectToRequest() -> Response { redirect("office/rights/\(parameter("request"))") }
}
