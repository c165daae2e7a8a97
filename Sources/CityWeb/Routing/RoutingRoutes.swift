import CityDomain
import CityKit
import Hummingbird

/// The rules that say which unit gets a report, tried on the reports of the last time.
struct RoutingRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/routing") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
    }

    /// A trial changes nothing, so that it has an address of its own, which can be kept and passed on.
    private func show(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        try visit.needs(.reports)
        let query = try visit.query()
        let typed = query.names.isEmpty ? RoutingDraft.Typed(of: visit.town) : RoutingDraft.Typed(query)
        var errors = ErrorFields.none
        var draft = RoutingDraft(of: visit.town)
        do {
            draft = try RoutingDraft(typed, in: visit.town)
        } catch {
            errors = ErrorFields(error.all, visit.words)
        }
        let trial =
            errors.isEmpty
            ? try await site.useCases.casework.tryRouting(
                draft,
                by: visit.caller(signed),
                in: visit.town,
                at: visit.now
            ) : nil
        let page = OfficePage(
            title: visit.words("routing.title"),
            queue: "office/routing",
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
        return RoutingPage(page: page, typed: typed, draft: draft, trial: trial, errors: errors).response(visit)
    }
}

extension RoutingDraft.Typed {
    /// The rules of the town, and no further one.
    fileprivate init(of town: Municipality) {
        self.init()
        kept = (town.reports.routing ?? []).map(\.id.rawValue)
    }

    fileprivate init(_ query: FormData) {
        self.init()
        unit = query["unit"]
        categories = query.all("category")
        districts = query.all("district")
        days = query["days"]
        from = query["from"]
        until = query["until"]
        kept = query.all("kept")
    }
}
