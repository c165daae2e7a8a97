import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Signing in and out of a resident's account, and the way back in for who forgot the password.
struct ResidentSignInRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/sign-in") { request, context in
            let visit = try site.accountVisit(request, context)
            return visit.resident == nil ? ResidentSignInPage().response(visit) : visit.redirect("account")
        }
        router.post("/:town/account/sign-in") { request, context in
            try await signIn(site.accountVisit(request, context))
        }
        router.get("/:town/account/sign-in/code") { request, context in
            try await ask(site.accountVisit(request, context))
        }
        router.post("/:town/account/sign-in/code") { request, context in
            try await prove(site.accountVisit(request, context))
        }
        router.post("/:town/account/sign-out") { request, context in
            try await signOut(site.accountVisit(request, context))
        }
        router.get("/:town/account/forgotten") { request, context in
            ForgottenPage().response(try site.accountVisit(request, context))
        }
        router.post("/:town/account/forgotten") { request, context in
            try await sendLink(site.accountVisit(request, context))
        }
        router.get("/:town/account/reset/:link/:token") { request, context in
            let visit = try site.accountVisit(request, context)
            let (link, token) = visit.accountLink
            try await site.useCases.residents.password.check(link, token: token, in: visit.town, at: visit.now)
            return ResetPage().response(visit)
        }
        router.post("/:town/account/reset/:link/:token") { request, context in
            try await reset(site.accountVisit(request, context))
        }
    }

    private func signIn(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            let step = try await site.useCases.residents.signIn(
                login: form["login"],
                password: Password(typed: form["password"]),
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.follow(step, form)
        } catch let failure as AccountFailure {
            let page = ResidentSignInPage(login: form["login"], errors: ErrorFields([failure], visit.words))
            return page.response(visit)
        }
    }

    private func ask(_ visit: Visit, _ form: FormData? = nil, _ failure: (any Failure)? = nil) async throws -> Response
    {
        guard let token = visit.residentSignInToken else { throw AccountFailure.residentSignedOut }
        let question = try await site.useCases.residents.secondStep.prove.question(token, in: visit.town, at: visit.now)
        return try CodePage(
            question: .known(question),
            door: .account,
            errors: ErrorFields(failure.map { [$0] } ?? [], visit.words),
            carried: ResidentDoor(try form ?? visit.query()).carried
        ).response(visit)
    }

    private func prove(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let token = visit.residentSignInToken else { throw AccountFailure.residentSignedOut }
        do {
            let session = try await site.useCases.residents.secondStep.prove(
                FactorAnswer(form),
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

    /// Whatever the browser keeps of the resident goes with the session (ASVS 5, 14.3.1).
    private func signOut(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        if let resident = visit.resident {
            let session = resident.session.id
            try await site.useCases.residents.signIn.signOut(resident, on: session, in: visit.town, at: visit.now)
        }
        var response = visit.redirect("account/sign-in").setting(visit.cookie(.resident).clearing)
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
    }

    private func sendLink(_ visit: Visit) async throws -> Response {
        let email = try await visit.form()["email"]
        do {
            try await site.useCases.residents.password.forgotten(email: email, in: visit.town, at: visit.now)
        } catch let failure as EmailAddressFailure {
            return ForgottenPage(email: email, errors: ErrorFields([failure], visit.words)).response(visit)
        }
        return visit.redirect("account/sent")
    }

    private func reset(_ visit: Visit) async throws -> Response {
        let (link, token) = visit.accountLink
        let password = Password(typed: try await visit.form()["password"])
        do {
            try await site.useCases.residents.password.reset(
                link,
                token: token,
                to: password,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as PasswordFailure {
            return ResetPage(errors: ErrorFields([failure], visit.words)).response(visit)
        }
        return visit.redirect("account/sign-in?reset=1").setting(visit.cookie(.resident).clearing)
    }
}

/// Where a resident who signs in goes on to: the form of a report that the door stood in the way of, or the account.
struct ResidentDoor {
    /// Nil for the account.
    private let next: String?

    init(_ form: FormData) { next = form["next"] == "report" ? "report" : nil }

    var path: String { next ?? "account" }

    /// What goes along through the steps.
    var carried: [(name: String, value: String)] { next.map { [(name: "next", value: $0)] } ?? [] }
}

extension Visit {
    /// Lets the browser go on after a step of signing in.
    ///
    /// - Parameters:
    ///   - form: with `next` where the resident came from the form of a report.
    ///   - path: where else to go on to; nil for what `form` says.
    func follow(_ step: SignInStep, _ form: FormData, to path: String? = nil) -> Response {
        let door = ResidentDoor(form)
        switch step {
        case .session(let token): return redirect(path ?? door.path).setting(residentCookie(token))
        case .factor(let token):
            let query = door.carried.first.map { "?\($0.name)=\($0.value)" } ?? ""
            return redirect("account/sign-in/code\(query)")
                .setting(cookie(.residentSignIn).setting(token.text, maxAge: PendingSignIn.longest))
        }
    }

    var residentSignInToken: Token? { cookie(.residentSignIn).value(in: request).flatMap { Token(typed: $0) } }
}
