import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// How a resident deletes the account: what goes and what stays, the proof, the end.
struct ErasureRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/erase") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            return ErasePage().response(visit, of: signed)
        }
        router.post("/:town/account/erase") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            return try await erase(signed, visit)
        }
        // Open to everybody: whoever comes here from the button has no account any more.
        router.get("/:town/account/erased") { request, context in
            ErasedPage().response(try site.accountVisit(request, context))
        }
    }

    private func erase(_ signed: SignInResident.Signed, _ visit: Visit) async throws -> Response {
        let proof = try await visit.form().proof(of: signed)
        do {
            try await site.useCases.residents.erase(
                signed,
                proof: proof,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as AccountFailure where failure.isOfProof {
            let page = ErasePage(errors: ErrorFields([failure], visit.words))
            return page.response(visit, of: signed)
        }
        var response = visit.redirect("account/erased")
            .setting(visit.cookie(.resident).clearing)
            .setting(visit.cookie(.draft).clearing)
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
    }
}
