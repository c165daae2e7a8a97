import CityDomain
import CityKit
import Hummingbird

/// Accounts that look like those of one person, for those of the office who manage accounts.
struct SecondAccountRoutes {
    let site: Site

    private var review: ReviewSecondAccounts { site.useCases.residents.secondAccounts }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/second-accounts") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/second-accounts/:pair/dismiss") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            _ = try await visit.form()
            try await review.dismiss(visit.pair, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/second-accounts")
        }
        router.post("/:town/office/second-accounts/:pair/merge") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            let kept: ID<Resident> = ID(try await visit.form()["kept"])
            try await review.ask(visit.pair, keeping: kept, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/second-accounts")
        }
    }

    private func show(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let pairs = try await review(by: visit.caller(signed), in: visit.town, at: visit.now)
        let page = OfficePage(
            title: visit.words("merges.title"),
            queue: "office/residents",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
        return SecondAccountsPage(page: page, pairs: pairs).response(visit)
    }
}

extension Visit {
    fileprivate var pair: ID<SecondAccount> { ID(parameter("pair")) }
}
