import CityDomain
import CityKit
import Hummingbird

/// Changes the names and the phone number of an account.
struct ProfilePage {
    private let givenName: String
    private let surname: String
    private let phone: String
    private var errors = ErrorFields.none

    init(profile: ResidentProfile) {
        givenName = profile.givenName.text
        surname = profile.surname.text
        phone = profile.phone?.formatted ?? ""
    }

    /// What was typed and could not be taken.
    init(_ form: FormData, errors: ErrorFields) {
        givenName = form["givenName"]
        surname = form["surname"]
        phone = form["phone"]
        self.errors = errors
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("account.change.profile")
        let fields: HTML = """
            \(field("givenName", TextLine(value: givenName, autocomplete: .givenName), words))
            \(field("surname", TextLine(value: surname, autocomplete: .familyName), words))
            \(Field(
                name: "phone",
                label: words("register.phone"),
                hint: words("register.phone.hint"),
                error: errors["phone"],
                optional: words("form.optional"),
                control: .line(TextLine(value: phone, kind: .phone, width: .half, autocomplete: .tel))
            ))
            \(Button(words: words("account.save")))
            """
        return PublicPage(title: title, section: .account, robots: .hidden, isFaulty: !errors.isEmpty).response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("account.profile.private"))</p>
            \(Form(action: visit.path("account/profile")).html(fields))
            </div>
            """
        )
    }

    private func field(_ name: String, _ line: TextLine, _ words: Words) -> Field {
        Field(name: name, label: words("register.\(name)"), error: errors[name], control: .line(line))
    }
}

/// Changes the password of an account.
struct PasswordPage {
    var errors = ErrorFields.none
    /// Whether the error is of the old password.
    var isOldWrong = false

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("account.change.password")
        let old = PasswordField(
            name: "old",
            label: words("account.password.old"),
            error: isOldWrong ? errors["password"] : nil,
            autocomplete: .currentPassword
        )
        let new = PasswordField(
            name: "password",
            label: words("account.password.new"),
            hint: words("register.password.hint"),
            error: isOldWrong ? nil : errors["password"],
            autocomplete: .newPassword
        )
        let button = Button(words: words("account.password.button"))
        return PublicPage(title: title, section: .account, robots: .hidden, isFaulty: !errors.isEmpty).response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("account.password.lead"))</p>
            \(Form(action: visit.path("account/password")).html("\(old.html(words))\(new.html(words))\(button)"))
            </div>
            """
        )
    }
}
