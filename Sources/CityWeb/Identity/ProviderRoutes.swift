import CityDomain
import CityKit
import Hummingbird

/// Signing in by a service outside: to the service, back from it, and what is still to be typed.
struct ProviderRoutes {
    let site: Site

    private var providers: SignInWithProvider { site.useCases.residents.providers }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/with/:provider") { request, context in
            try await leave(site.accountVisit(request, context))
        }
        router.get("/:town/account/callback/:provider") { request, context in
            try await arrive(site.accountVisit(request, context))
        }
        router.get("/:town/account/complete") { request, context in
            let visit = try site.accountVisit(request, context)
            let identity = try await providers.waiting(visit.identityToken, in: visit.town, at: visit.now)
            return CompletePage(identity: identity, form: RegistrationForm(identity)).response(visit)
        }
        router.post("/:town/account/complete") { request, context in
            try await complete(site.accountVisit(request, context))
        }
        router.post("/:town/account/services") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let provider: ID<IdentityProvider> = ID(try await visit.form()["unlink"])
            try await providers.unlink(provider, from: signed, in: visit.town, at: visit.now)
            return visit.redirect("account?changed=services")
        }
    }

    private func leave(_ visit: Visit) async throws -> Response {
        let departure = try await providers.leave(
            for: ID(visit.parameter("provider")),
            as: visit.resident,
            returnAddress: visit.returnAddress,
            in: visit.town,
            at: visit.now
        )
        return visit.leave(departure)
    }

    private func arrive(_ visit: Visit) async throws -> Response {
        do {
            let arrival = try visit.arrival(at: visit.returnAddress)
            return response(
                to: try await providers.arrive(arrival, as: visit.resident, in: visit.town, at: visit.now),
                visit
            )
        } catch let failure as IdentityFailure where visit.resident == nil {
            let page = ResidentSignInPage(errors: ErrorFields([failure], visit.words))
            return page.response(visit)
        }
    }

    private func response(to outcome: SignInWithProvider.Outcome, _ visit: Visit) -> Response {
        switch outcome {
        case .signedIn(let step): visit.follow(step, FormData())
        case .linked: visit.redirect("account?changed=services")
        case .new: visit.redirect("account/complete")
        case .hasAccount: visit.redirect("account/sign-in?known=1")
        case .unproved(let identity): RegisterPage(form: RegistrationForm(identity), isUnproved: true).response(visit)
        }
    }

    private func complete(_ visit: Visit) async throws -> Response {
        let identity = try await providers.waiting(visit.identityToken, in: visit.town, at: visit.now)
        let form = RegistrationForm(try await visit.form())
        do {
            let step = try await providers.open(
                form,
                visit.identityToken,
                language: visit.language,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.follow(step, FormData(), to: "account?new=1")
                .setting(visit.cookie(.identity).clearing)
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return CompletePage(identity: identity, form: form, errors: errors).response(visit)
        }
    }
}

extension Visit {
    fileprivate var identityToken: Token? { cookie(.identity).value(in: request).flatMap { Token(typed: $0) } }

    /// Sends the browser to a service.
    func leave(_ departure: IdentityDeparture) -> Response {
        let cookie = cookie(.identity).setting(departure.browser.text, maxAge: .hours(1))
        return Response(status: .seeOther, headers: [.location: departure.address]).setting(cookie)
    }

    /// What a service sent back with the browser.
    ///
    /// - Throws: `RequestFailure.notUTF8`.
    func arrival(at returnAddress: String) throws -> IdentityArrival {
        let query = try query()
        return IdentityArrival(
            provider: ID(parameter("provider")),
            state: Token(typed: query["state"]),
            code: query["code"].isEmpty ? nil : query["code"],
            issuer: query["iss"].isEmpty ? nil : query["iss"],
            browser: identityToken,
            returnAddress: returnAddress,
            place: place
        )
    }

    /// Where a service sends a resident's browser back to.
    fileprivate var returnAddress: String { link("account/callback/\(parameter("provider"))") }
}

extension RegistrationForm {
    /// What a service said, to be completed.
    fileprivate init(_ identity: ProvedIdentity) {
        self.init()
        givenName = identity.givenName
        surname = identity.surname
        email = identity.email ?? ""
    }
}
