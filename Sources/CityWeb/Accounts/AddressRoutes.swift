import CityDomain
import CityKit
import Hummingbird

/// How an account gets another address: the wish, and the answers to the letters at both.
struct AddressRoutes {
    let site: Site

    private var changeAddress: ChangeAddress { site.useCases.residents.changeAddress }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/email") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let waiting = try await changeAddress.waiting(of: signed, in: visit.town, at: visit.now)
            return EmailPage(signed: signed, waiting: waiting).response(visit)
        }
        router.post("/:town/account/email") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return try await ask(visit, signed)
        }
        router.post("/:town/account/email/cancel") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            _ = try await visit.form()
            try await changeAddress.cancel(signed, in: visit.town, at: visit.now)
            return visit.redirect("account/email")
        }
        router.get("/:town/account/move/:link/:token") { request, context in
            // Only the button answers: mail scanners open links.
            let visit = try site.accountVisit(request, context)
            let (link, token) = visit.accountLink
            let email = try await changeAddress.address(behind: link, token: token, in: visit.town, at: visit.now)
            return MovePage(email: email).response(visit)
        }
        router.post("/:town/account/move/:link/:token") { request, context in
            let visit = try site.accountVisit(request, context)
            _ = try await visit.form()
            let (link, token) = visit.accountLink
            let outcome = try await changeAddress.agree(
                by: link,
                token: token,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.redirect(outcome == .changed ? "account/moved" : "account/moved?waiting=1")
        }
        router.get("/:town/account/moved") { request, context in
            MovedPage().response(try site.accountVisit(request, context))
        }
    }

    private func ask(_ visit: Visit, _ signed: SignInResident.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await changeAddress.ask(
                signed,
                for: form["email"],
                proof: form.proof(of: signed),
                in: visit.town,
                at: visit.now
            )
        } catch let failure as any Failure where failure.kind.field != nil {
            let errors = ErrorFields([failure], visit.words)
            return EmailPage(signed: signed, email: form["email"], errors: errors).response(visit)
        }
        return visit.redirect("account/email")
    }
}
