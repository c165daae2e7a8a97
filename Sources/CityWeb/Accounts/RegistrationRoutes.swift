import CityDomain
import CityKit
import Hummingbird

/// How a resident gets an account: the form, the letter, the link in it.
struct RegistrationRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/register") { request, context in
            RegisterPage().response(try site.accountVisit(request, context))
        }
        router.post("/:town/account/register") { request, context in
            try await register(site.accountVisit(request, context))
        }
        router.get("/:town/account/sent") { request, context in
            LetterSentPage().response(try site.accountVisit(request, context))
        }
        router.get("/:town/account/activate/:link/:token") { request, context in
            // Only the button makes the account: mail scanners open links.
            let visit = try site.accountVisit(request, context)
            let (link, token) = visit.accountLink
            try await site.useCases.residents.register.check(link, token: token, in: visit.town, at: visit.now)
            return ActivatePage().response(visit)
        }
        router.post("/:town/account/activate/:link/:token") { request, context in
            try await activate(site.accountVisit(request, context))
        }
    }

    private func register(_ visit: Visit) async throws -> Response {
        let registration = RegistrationForm(try await visit.form())
        do {
            try await site.useCases.residents.register(
                registration,
                language: visit.language,
                network: visit.network,
                in: visit.town,
                at: visit.now
            )
        } catch let failures as Failures {
            return RegisterPage(form: registration, errors: ErrorFields(failures.all, visit.words)).response(visit)
        }
        let isYoung = visit.town.accounts?.guardian != nil && registration.ageGroup == .young
        return visit.redirect(isYoung ? "account/sent?guardian=1" : "account/sent")
    }

    private func activate(_ visit: Visit) async throws -> Response {
        let (link, token) = visit.accountLink
        let password = Password(typed: try await visit.form()["password"])
        do {
            let resident = try await site.useCases.residents.register.activate(
                link,
                token: token,
                password: password,
                in: visit.town,
                at: visit.now
            )
            let step = try await site.useCases.residents.signIn.begin(
                resident,
                from: visit.place,
                in: visit.town,
                at: visit.now
            )
            return visit.follow(step, FormData(), to: "account?new=1")
        } catch AccountFailure.wrongPassword {
            return ActivatePage(errors: ErrorFields([AccountFailure.wrongPassword], visit.words)).response(visit)
        }
    }
}

extension RegistrationForm {
    /// What was typed.
    init(_ form: FormData) {
        self.init()
        givenName = form["givenName"]
        surname = form["surname"]
        email = form["email"]
        phone = form["phone"]
        password = Password(typed: form["password"])
        termsVersion = form["terms"]
        declaresAge = form["age"] == "yes"
        ageGroup = AgeGroup(rawValue: form["ageGroup"])
        guardianName = form["guardianName"]
        guardianEmail = form["guardianEmail"]
    }
}

extension Site {
    /// A visit to the pages of accounts.
    ///
    /// - Throws: `RequestFailure.unknownPage` in a town without accounts.
    func accountVisit(_ request: Request, _ context: CityContext) throws -> Visit {
        let visit = try visit(request, context)
        guard visit.town.accounts != nil else { throw RequestFailure.unknownPage }
        return visit
    }
}

extension Request {
    /// What the browser says it is.
    var device: String { headers[.userAgent] ?? "" }
}

extension Visit {
    /// The link of a letter that the path names.
    var accountLink: (ID<AccountLink>, Token?) { (ID(parameter("link")), Token(typed: parameter("token"))) }

    /// From where somebody signs in.
    var place: SignInPlace { SignInPlace(network: network, device: request.device) }

    func residentCookie(_ token: Token) -> Cookie {
        cookie(.resident).setting(token.text, maxAge: ResidentSession.longest)
    }
}
