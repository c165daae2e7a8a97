import CityDomain
import CityKit
import Hummingbird

/// The door of the office: a password, then a second factor.
struct SignInRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/sign-in") { request, context in
            SignInPage().response(try site.visit(request, context))
        }
        router.post("/:town/office/sign-in") { request, context in try await signIn(site.visit(request, context)) }
        router.get("/:town/office/with/:provider") { request, context in
            try await leave(site.visit(request, context))
        }
        router.get("/:town/office/callback/:provider") { request, context in
            try await arrive(site.visit(request, context))
        }
        router.get("/:town/office/sign-in/code") { request, context in
            try await ask(site.visit(request, context))
        }
        router.post("/:town/office/sign-in/code") { request, context in
            try await prove(site.visit(request, context))
        }
        router.get("/:town/office/join/:token") { request, context in
            let visit = try site.visit(request, context)
            let login = try await site.useCases.staff.join.login(visit.invitation, in: visit.town, at: visit.now)
            return JoinPage(login: login).response(visit)
        }
        router.post("/:town/office/join/:token") { request, context in try await join(site.visit(request, context)) }
        router.post("/:town/office/sign-out") { request, context in try await signOut(site.visit(request, context)) }
    }

    private func signIn(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            let step = try await site.useCases.signIn(
                login: form["login"],
                password: Password(typed: form["password"]),
                network: visit.network,
                request: visit.context.id,
                in: visit.town,
                at: visit.now
            )
            return try await follow(step, form, visit)
        } catch let failure as AccountFailure {
            let page = SignInPage(
                login: form["login"],
                errors: ErrorFields([failure], visit.words),
                carried: CaseForm.carried(from: form)
            )
            return page.response(visit)
        }
    }

    private func follow(_ step: SignInStep, _ form: FormData, _ visit: Visit) async throws -> Response {
        switch step {
        case .session(let token): return try await enter(token, form, visit)
        case .factor(let token):
            let carried = CaseForm.carried(from: form)
            // What was typed on the page of a case goes along; else the page of the code has an address of its own.
            let response =
                carried.isEmpty ? visit.redirect("office/sign-in/code") : try await page(token, carried, visit)
            return response.setting(visit.cookie(.signIn).setting(token.text, maxAge: PendingSignIn.longest))
        }
    }

    private func leave(_ visit: Visit) async throws -> Response {
        let departure = try await site.useCases.staff.providers.leave(
            for: ID(visit.parameter("provider")),
            returnAddress: visit.returnAddress,
            in: visit.town,
            at: visit.now
        )
        return visit.leave(departure)
    }

    private func arrive(_ visit: Visit) async throws -> Response {
        do {
            let step = try await site.useCases.staff.providers.arrive(
                visit.arrival(at: visit.returnAddress),
                request: visit.context.id,
                in: visit.town,
                at: visit.now
            )
            return try await follow(step, FormData(), visit)
        } catch let failure as IdentityFailure {
            let page = SignInPage(errors: ErrorFields([failure], visit.words))
            return page.response(visit)
        }
    }

    private func ask(_ visit: Visit) async throws -> Response {
        guard let token = visit.signInToken else { throw AccountFailure.signedOut }
        return try await page(token, [], visit)
    }

    private func page(
        _ token: Token,
        _ carried: [(name: String, value: String)],
        errors: ErrorFields = .none,
        name: String? = nil,
        _ visit: Visit
    ) async throws -> Response {
        let question = try await site.useCases.staff.proveFactor.question(token, in: visit.town, at: visit.now)
        return try CodePage(question: question, door: .office, errors: errors, carried: carried, name: name).response(
            visit
        )
    }

    private func prove(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let carried = CaseForm.carried(from: form)
        do {
            guard let token = visit.signInToken else { throw AccountFailure.signedOut }
            return try await prove(token, form, visit)
        } catch AccountFailure.signedOut where !carried.isEmpty {
            return SignInPage(carried: carried).response(visit, status: .unauthorized)
        }
    }

    private func prove(_ token: Token, _ form: FormData, _ visit: Visit) async throws -> Response {
        do {
            let entered = try await site.useCases.staff.proveFactor(
                FactorAnswer(form),
                by: token,
                from: ProveFactor.Place(
                    network: visit.network,
                    request: visit.context.id,
                    language: visit.language
                ),
                in: visit.town,
                at: visit.now
            )
            let response =
                entered.recoveryCodes.isEmpty
                ? try await enter(entered.session, form, visit)
                : RecoveryCodesPage(codes: entered.recoveryCodes, path: "office/account").response(visit)
                    .setting(visit.cookie(.staff).setting(entered.session.text))
            return response.setting(visit.cookie(.signIn).clearing)
        } catch let failure as any Failure where failure.isMendable {
            let errors = ErrorFields([failure], visit.words)
            let carried = CaseForm.carried(from: form)
            let name = form.names.contains("name") ? form["name"] : nil
            return try await page(token, carried, errors: errors, name: name, visit)
        }
    }

    private func join(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            let step = try await site.useCases.staff.join(
                visit.invitation,
                password: Password(typed: form["password"]),
                request: visit.context.id,
                in: visit.town,
                at: visit.now
            )
            return try await follow(step, form, visit)
        } catch let failure as PasswordFailure {
            let login = try await site.useCases.staff.join.login(visit.invitation, in: visit.town, at: visit.now)
            return JoinPage(login: login, errors: ErrorFields([failure], visit.words)).response(visit)
        }
    }

    /// Opens the office: where the person begins, or the case whose decision was typed before the session ended.
    private func enter(_ token: Token, _ form: FormData, _ visit: Visit) async throws -> Response {
        let signed = try await site.useCases.signIn.session(token, in: visit.town, at: visit.now)
        let cookie = visit.cookie(.staff).setting(token.text)
        guard let number = ReportNumber(form["case"]) else { return visit.redirect(signed.home).setting(cookie) }
        return try await InboxRoutes(site: site).show(CaseForm(carriedBy: form), of: number, visit, signed)
            .setting(cookie)
    }

    private func signOut(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        if let token = visit.staffToken {
            try await site.useCases.signIn.signOut(token, request: visit.context.id, in: visit.town, at: visit.now)
        }
        return visit.redirect("office/sign-in").setting(visit.cookie(.staff).clearing)
    }
}

extension Visit {
    var staffToken: Token? { cookie(.staff).value(in: request).flatMap { Token(typed: $0) } }

    /// Of a sign-in that has got past the password.
    fileprivate var signInToken: Token? { cookie(.signIn).value(in: request).flatMap { Token(typed: $0) } }

    /// Where a service sends the browser of somebody of the office back to.
    fileprivate var returnAddress: String { link("office/callback/\(parameter("provider"))") }

    fileprivate var invitation: Token? { Token(typed: parameter("token")) }
}

extension Site {
    /// A visit of a signed-in member of staff who may open this page: `RouteTable` says who may.
    ///
    /// - Throws: `AccountFailure.signedOut`, `AccountFailure.rightMissing`.
    func officeVisit(_ request: Request, _ context: CityContext) async throws -> (Visit, SignIn.Signed) {
        let visit = try visit(request, context)
        guard let token = visit.staffToken else { throw AccountFailure.signedOut }
        let signed = try await useCases.signIn.session(token, in: visit.town, at: visit.now)
        try checkPause(visit, signed)
        switch RouteTable.access(request, context) {
        case .staff: break
        case .right(let right): _ = try visit.caller(signed).using(right)
        // A page of the office that the table does not know as one is nobody's.
        default: throw RequestFailure.unknownPage
        }
        return (visit, signed)
    }
}
