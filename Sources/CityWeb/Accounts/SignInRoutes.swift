import CityDomain
import CityKit
import Hummingbird

/// The door of the office.
struct SignInRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/sign-in") { request, context in
            SignInPage().response(try site.visit(request, context))
        }
        router.post("/:town/office/sign-in") { request, context in try await signIn(site.visit(request, context)) }
        router.post("/:town/office/sign-out") { request, context in
            let visit = try site.visit(request, context)
            _ = try await visit.form()
            if let token = visit.staffToken {
                try await site.useCases.signIn.signOut(
                    token,
                    request: visit.context.id,
                    in: visit.town,
                    at: visit.now
                )
            }
            return visit.redirect("office/sign-in").setting(visit.cookie(.staff).clearing)
        }
    }

    private func signIn(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            let token = try await site.useCases.signIn(
                login: form["login"],
                password: Password(typed: form["password"]),
                network: visit.network,
                request: visit.context.id,
                in: visit.town,
                at: visit.now
            )
            return try await next(form, token, visit).setting(visit.cookie(.staff).setting(token.text))
        } catch let failure as AccountFailure {
            let page = SignInPage(
                login: form["login"],
                errors: ErrorFields([failure], visit.words),
                carried: CaseForm.carried(from: form)
            )
            var response = page.response(visit, status: failure.kind.status)
            response.tell(failure.kind)
            return response
        }
    }

    /// The inbox, or the case whose decision was typed before the session ended.
    private func next(_ form: FormData, _ token: Token, _ visit: Visit) async throws -> Response {
        guard let number = ReportNumber(form["case"]) else { return visit.redirect("office") }
        let signed = try await site.useCases.signIn.session(token, in: visit.town, at: visit.now)
        return try await InboxRoutes(site: site).show(CaseForm(carriedBy: form), of: number, visit, signed)
    }
}

extension Visit {
    var staffToken: Token? { cookie(.staff).value(in: request).flatMap { Token(typed: $0) } }
}

extension Site {
    /// A visit of a signed-in member of staff.
    ///
    /// - Throws: `AccountFailure.signedOut`.
    func officeVisit(_ request: Request, _ context: CityContext) async throws -> (Visit, SignIn.Signed) {
        let visit = try visit(request, context)
        guard let token = visit.staffToken else { throw AccountFailure.signedOut }
        return (visit, try await useCases.signIn.session(token, in: visit.town, at: visit.now))
    }
}

extension Site {
    /// The visit of an administrator who is signed in.
    ///
    /// - Throws: `AccountFailure.signedOut`, `AccountFailure.administratorsOnly`.
    func administratorVisit(_ request: Request, _ context: CityContext) async throws -> (Visit, SignIn.Signed) {
        let (visit, signed) = try await officeVisit(request, context)
        guard signed.staff.role == .administrator else { throw AccountFailure.administratorsOnly }
        return (visit, signed)
    }
}

struct SignInPage {
    var login = ""
    var errors = ErrorFields.none
    /// What was typed on the page of a case when the session ended; it is there again after signing in.
    var carried: [(name: String, value: String)] = []

    func response(_ visit: Visit, status: HTTPResponse.Status = .ok) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("signIn.title"), robots: .hidden, isFaulty: !errors.isEmpty)
        let fields: HTML = """
            \(Field(
                name: "login",
                label: words("signIn.login"),
                error: errors["login"],
                control: .line(TextLine(value: login, kind: .email, autocomplete: .username))
            ))
            \(Field(
                name: "password",
                label: words("signIn.password"),
                error: errors["password"],
                control: .line(
                    TextLine(
                        kind: .password,
                        autocomplete: .currentPassword,
                        reveal: TextLine.Reveal(show: words("signIn.show"), hide: words("signIn.hide"))
                    )
                )
            ))
            \(Button(words: words("signIn.button")))
            """
        return page.response(
            visit,
            status: status,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("signIn.title"))</h1>
            <p>\(words(carried.isEmpty ? "signIn.lead" : "signIn.again"))</p>
            \(Form(action: visit.path("office/sign-in"), hidden: carried).html(fields))
            </div>
            """
        )
    }
}
