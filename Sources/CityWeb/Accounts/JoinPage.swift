import CityDomain
import CityKit
import Hummingbird

/// Lets somebody who was invited to the office choose a password.
struct JoinPage {
    let login: EmailAddress
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("join.title"), robots: .hidden, errors: errors)
        let password = PasswordField(
            name: "password",
            label: words("join.password"),
            hint: words("register.password.hint"),
            error: errors["password"],
            autocomplete: .newPassword
        )
        // Password managers keep the login with the password.
        let account: HTML = """
            <input type="hidden" name="login" value="\(login.text)" autocomplete="username">
            """
        return page.response(
            visit,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("join.title"))</h1>
            <p>\(words("join.lead", ["login": .words(login.text)]))</p>
            \(Form(action: visit.ownAddress).html("\(account)\(password.html(words))\(Button(words: words("join.button")))"))
            </div>
            """
        )
    }
}

extension Visit {
    /// Of the page itself, as a form names it.
    fileprivate var ownAddress: String { request.uri.path }
}
