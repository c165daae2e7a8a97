import CityDomain
import CityKit
import Hummingbird

/// Who stands in for whom at the office.
struct SubstitutionRoutes {
    let site: Site

    private var substitutions: ArrangeSubstitution { site.useCases.casework.substitutions }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/substitutions") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/substitutions") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await arrange(visit, signed)
        }
        router.post("/:town/office/substitutions/:substitution/end") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            _ = try await visit.form()
            let id = ID<Substitution>(visit.parameter("substitution"))
            try await substitutions.end(id, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/substitutions")
        }
    }

    private func arrange(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let order = ArrangeSubstitution.Order(
            absent: ID(form["absent"]),
            substitute: ID(form["substitute"]),
            firstDay: CivilDate(form["first"]),
            lastDay: CivilDate(form["last"])
        )
        do {
            try await substitutions.arrange(order, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/substitutions")
        } catch let failure as SubstitutionFailure where failure != .onlyForOneself {
            return try await show(visit, signed, form, errors: ErrorFields([failure], visit.words))
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        let overview = try await substitutions.overview(by: visit.caller(signed), in: visit.town, at: visit.now)
        let page = OfficePage(
            title: visit.words("substitution.title"),
            queue: "office/substitutions",
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
        return SubstitutionPage(page: page, overview: overview, form: form, errors: errors).response(visit)
    }
}
