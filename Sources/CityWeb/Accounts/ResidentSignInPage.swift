import CityDomain
import CityKit
import Hummingbird

/// The door of a resident's account.
struct ResidentSignInPage {
    var login = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let query = try? visit.query()
        return AccountForm(
            title: words("account.signIn.title"),
            lead: words("account.signIn.lead"),
            before: query.flatMap { before($0, words)?.html },
            action: visit.path("account/sign-in"),
            hidden: query.map { ResidentDoor($0).carried } ?? [],
            fields: fields(words),
            ways: [
                Link(words("account.signIn.passkey"), to: visit.path("account/sign-in/passkey")),
                Link(words("account.signIn.forgotten"), to: visit.path("account/forgotten")),
                Link(words("account.signIn.register"), to: visit.path("account/register")),
            ],
            after: ServiceLinks.ofResidents(visit).html,
            errors: errors,
            reach: .open
        ).response(visit)
    }

    /// Why one comes to the door.
    private func before(_ query: FormData, _ words: Words) -> Notice? {
        if query["reset"] == "1" {
            return Notice(
                kind: .success,
                title: words("account.reset.done.title"),
                text: HTML(text: words("account.reset.done.text"))
            )
        }
        guard query["known"] == "1" else { return nil }
        return Notice(
            kind: .information,
            title: words("services.known.title"),
            text: HTML(text: words("services.known.text"))
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
