import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The door of a resident's account.
struct ResidentSignInPage {
    var login = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit, status: HTTPResponse.Status = .ok) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("account.signIn.title"), section: .account, isFaulty: !errors.isEmpty)
        let query = try? visit.query()
        let hidden = query?["next"] == "report" ? [(name: "next", value: "report")] : []
        let done: HTML? =
            query?["reset"] == "1"
            ? Notice(
                kind: .success,
                title: words("account.reset.done.title"),
                text: HTML(text: words("account.reset.done.text"))
            ).html : nil
        return page.response(
            visit,
            status: status,
            """
            <div class="measure stack">\(errors.summary)
            \(done)<h1>\(words("account.signIn.title"))</h1>
            <p>\(words("account.signIn.lead"))</p>
            \(Form(action: visit.path("account/sign-in"), hidden: hidden).html(fields(words)))
            <p>\(Link(words("account.signIn.forgotten"), to: visit.path("account/forgotten"))) · \
            \(Link(words("account.signIn.register"), to: visit.path("account/register")))</p>
            </div>
            """
        )
    }

    private func fields(_ words: Words) -> HTML {
        let login = Field(
            name: "login",
            label: words("register.email"),
            error: errors["login"],
            control: .line(TextLine(value: login, kind: .email, autocomplete: .username))
        )
        let password = PasswordField(
            name: "password",
            label: words("register.password"),
            error: errors["password"],
            autocomplete: .currentPassword
        )
        return "\(login)\(password.html(words))\(Button(words: words("account.signIn.button")))"
    }
}

/// Asks for the address of an account whose password was forgotten.
struct ForgottenPage {
    var email = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("account.forgotten.title"), section: .account, isFaulty: !errors.isEmpty)
        let field = Field(
            name: "email",
            label: words("register.email"),
            error: errors["email"],
            control: .line(TextLine(value: email, kind: .email, autocomplete: .email))
        )
        let button = Button(words: words("account.forgotten.button"))
        return page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("account.forgotten.title"))</h1>
            <p>\(words("account.forgotten.lead"))</p>
            \(Form(action: visit.path("account/forgotten")).html("\(field)\(button)"))
            </div>
            """
        )
    }
}

/// Asks for a new password, behind the link of a letter.
struct ResetPage {
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(
            title: words("account.reset.title"),
            section: .account,
            robots: .hidden,
            isFaulty: !errors.isEmpty
        )
        let password = PasswordField(
            name: "password",
            label: words("account.password.new"),
            hint: words("register.password.hint"),
            error: errors["password"],
            autocomplete: .newPassword
        )
        let button = Button(words: words("account.password.button"))
        return page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("account.reset.title"))</h1>
            <p>\(words("account.reset.lead"))</p>
            \(Form(action: visit.ownPath).html("\(password.html(words))\(button)"))
            </div>
            """
        )
    }
}
