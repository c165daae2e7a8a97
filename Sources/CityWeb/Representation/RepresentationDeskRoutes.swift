import CityDomain
import CityKit
import Hummingbird

/// Acting for others, as the office decides about it: for those who manage accounts.
struct RepresentationDeskRoutes {
    let site: Site

    private var decide: DecideRepresentation { site.useCases.residents.representation.decide }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/representations") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            let waiting = try await decide.waiting(visit.work(signed))
            return RepresentationListPage(page: try await page(visit, signed), waiting: waiting).response(visit)
        }
        router.get("/:town/office/representations/:representation") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/representations/:representation/grant") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            let form = try await visit.form()
            return try await act(visit, signed, form) {
                let document = DecideRepresentation.Document(rawValue: form["seen"])
                try await decide.grant(visit.representation, document: document, visit.work(signed))
            }
        }
        router.post("/:town/office/representations/:representation/refuse") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            let form = try await visit.form()
            return try await act(visit, signed, form) {
                try await decide.refuse(visit.representation, reason: form["reason"], visit.work(signed))
            }
        }
        router.post("/:town/office/representations/:representation/withdraw") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            let form = try await visit.form()
            return try await act(visit, signed, form) {
                try await decide.withdraw(visit.representation, reason: form["reason"], visit.work(signed))
            }
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        let opened = try await decide.open(visit.representation, visit.work(signed))
        return RepresentationPage(
            page: try await page(visit, signed),
            opened: opened,
            form: form,
            errors: errors
        ).response(visit)
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
            return visit.redirect("office/representations/\(visit.representation)")
        } catch let failure as RepresentationFailure where failure != .unknown {
            return try await show(visit, signed, form, errors: ErrorFields([failure], visit.words))
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("representation.desk.title"),
            queue: "office/residents",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

extension Visit {
    fileprivate func work(_ signed: SignIn.Signed) -> DecideRepresentation.Work {
        DecideRepresentation.Work(by: caller(signed), in: town, at: now)
    }
}
