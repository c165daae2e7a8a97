import CityDomain
import CityKit

/// Lets somebody set a second factor up: an app on the telephone, or a passkey.
struct SetUpFields {
    let setUp: FactorSetUp
    let action: String
    var carried: [(name: String, value: String)] = []
    /// What the passkey that could not be made was to be called.
    var name: String?
    var errors = ErrorFields.none

    /// The app, and the passkey for whoever would rather have that.
    func ofEither(_ visit: Visit) throws -> HTML {
        let passkey = Disclosure(
            question: visit.words("signIn.setUp.passkey"),
            state: errors["passkey"] == nil && errors["name"] == nil ? .closed : .open,
            answer: "<p>\(visit.words("passkey.lead"))</p>\n\(form(.quiet, visit))"
        )
        return "\(try ofApp(visit))\n\(passkey)"
    }

    func ofApp(_ visit: Visit) throws -> HTML {
        let words = visit.words
        let field = Field(
            name: "code",
            label: words("signIn.setUp.field"),
            hint: words("signIn.setUp.hint"),
            error: errors["code"],
            control: .line(TextLine(kind: .code, width: .half, autocomplete: .oneTimeCode))
        )
        let button = Button(words: words("signIn.setUp.button"))
        return """
            \(try secret(visit))
            \(Form(action: action, hidden: carried).html("\(field)\(button)"))
            """
    }

    func ofPasskey(_ visit: Visit) -> HTML { form(.main, visit) }

    private func form(_ look: ButtonLook, _ visit: Visit) -> HTML {
        let form = PasskeyForm(
            request: setUp.passkey,
            action: action,
            button: Button(words: visit.words("passkey.make"), look: look),
            carried: carried,
            name: PasskeyForm.nameField(typed: name, error: errors["name"], visit),
            error: errors["passkey"]
        )
        return "\(form.html(visit))\n<p data-without-passkey>\(visit.words("passkey.missing"))</p>"
    }

    private func secret(_ visit: Visit) throws -> HTML {
        let words = visit.words
        let address = setUp.secret.address(issuer: words(visit.town.profile.name), account: setUp.login.text)
        return """
            <p>\(try visit.site.qrCode.svg(of: address, title: words("signIn.setUp.code")))</p>
            \(Disclosure(
                question: words("signIn.setUp.cannotScan"),
                state: errors["code"] == nil ? .closed : .open,
                answer: """
                    <p>\(words("signIn.setUp.type"))</p>
                    \(FactList(rows: [
                        CheckList.Row(question: words("signIn.setUp.account"), answer: HTML(text: setUp.login.text)),
                        CheckList.Row(
                            question: words("signIn.setUp.secret"),
                            answer: "<code class=\"by-hand\">\(setUp.secret.text)</code>"
                        ),
                    ]))
                    """
            ))
            """
    }
}
