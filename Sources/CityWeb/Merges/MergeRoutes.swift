import CityDomain
import CityKit
import Hummingbird

/// The answers to the letters that ask whether two accounts may become one.
struct MergeRoutes {
    let site: Site

    private var merge: MergeAccounts { site.useCases.residents.merge }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/merge/:link/:token") { request, context in
            // Only the button answers: mail scanners open links.
            let visit = try site.accountVisit(request, context)
            let (link, token) = visit.accountLink
            let part = try await merge.part(of: link, token: token, in: visit.town, at: visit.now)
            return MergePage(part: part).response(visit)
        }
        router.post("/:town/account/merge/:link/:token") { request, context in
            let visit = try site.accountVisit(request, context)
            _ = try await visit.form()
            let (link, token) = visit.accountLink
            let outcome = try await merge.agree(
                by: link,
                token: token,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.redirect(outcome == .merged ? "account/merged" : "account/merged?waiting=1")
        }
        router.get("/:town/account/merged") { request, context in
            MergedPage().response(try site.accountVisit(request, context))
        }
    }
}
