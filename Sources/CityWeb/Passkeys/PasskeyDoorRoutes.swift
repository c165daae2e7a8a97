import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Signing in to an account by a passkey alone. The question is put when somebody asks for it, so that the page with the
/// password writes nothing.
struct PasskeyDoorRoutes {
    let site: Site

    private var signIn: SignInByPasskey { site.useCases.residents.secondStep.signInByPasskey }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/sign-in/passkey") { request, context in
            let visit = try site.accountVisit(request, context)
            guard visit.resident == nil else { return visit.redirect("account") }
            return try await ask(visit, visit.query())
        }
        router.post("/:town/account/sign-in/passkey") { request, context in
            try await enter(site.accountVisit(request, context))
        }
    }

    private func ask(_ visit: Visit, _ form: FormData, _ failure: (any Failure)? = nil) async throws -> Response {
        let (token, request) = try await signIn.question(in: visit.town, at: visit.now)
        let response = PasskeyDoorPage(
            request: request,
            carried: ResidentDoor(form).carried,
            errors: ErrorFields(failure.map { [$0] } ?? [], visit.words)
        ).response(visit)
        return response.setting(visit.cookie(.residentSignIn).setting(token.text, maxAge: PasskeyChallenge.longest))
    }

    private func enter(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            guard let token = visit.residentSignInToken else { throw PasskeyFailure.late }
            let session = try await signIn(
                PasskeyAnswer(form),
                by: token,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.follow(.session(session), form).setting(visit.cookie(.residentSignIn).clearing)
        } catch let failure as any Failure where failure.isMendable {
            return try await ask(visit, form, failure)
        }
    }
}

/// Asks for a passkey of whoever it belongs to.
struct PasskeyDoorPage {
    let request: PasskeyRequest
    let carried: [(name: String, value: String)]
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(
            title: words("passkey.door.title"),
            section: .account,
            robots: .hidden,
            errors: errors
        )
        let form = PasskeyForm(
            request: request,
            action: visit.path("account/sign-in/passkey"),
            button: Button(words: words("passkey.use")),
            carried: carried,
            error: errors["passkey"]
        )
        return page.response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("account.signIn.title"), to: visit.path("account/sign-in")))
            \(errors.summary)\(PageHead(title: words("passkey.door.title"), lead: words("passkey.door.lead")))
            \(form.html(visit))
            <p data-without-passkey>\(words("passkey.missing"))</p>
            </div>
            """
        )
    }
}
