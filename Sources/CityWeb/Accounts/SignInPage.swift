import CityDomain
import CityKit
import Hummingbird

/// Asks for login and password.
struct SignInPage {
    var login = ""
    var errors = ErrorFields.none
    /// What was typed on the page of a case when the session ended; it is there again after signing in.
    var carried: [(name: String, value: String)] = []

    func response(_ visit: Visit, status: HTTPResponse.Status? = nil) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("signIn.title"), robots: .hidden, errors: errors)
        let password = PasswordField(
            name: "password",
            label: words("signIn.password"),
            error: errors["password"],
            autocomplete: .currentPassword
        )
        let fields: HTML = """
            \(Field(
                name: "login",
                label: words("signIn.login"),
                error: errors["login"],
                control: .line(TextLine(value: login, kind: .email, autocomplete: .username))
            ))
            \(password.html(words))
            \(Button(words: words("signIn.button")))
            """
        let demo: HTML? = visit.site.demo == nil ? nil : "<p class=\"small muted\">\(words("signIn.demo"))</p>\n"
        return page.response(
            visit,
            status: status,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("signIn.title"))</h1>
            <p>\(words(carried.isEmpty ? "signIn.lead" : "signIn.again"))</p>
            \(demo)\(Form(action: visit.path("office/sign-in"), hidden: carried).html(fields))
            \(ServiceLinks.ofOffice(visit).html)</div>
            """
        )
    }
}
