import CityDomain
import CityKit
import Hummingbird

/// The second step of signing in: asks for a passkey or a code, or sets one of them up.
struct CodePage {
    let question: ProveFactor.Question
    var errors = ErrorFields.none
    /// What was typed on the page of a case when the session ended.
    var carried: [(name: String, value: String)] = []
    /// What the passkey that could not be made was to be called.
    var name: String?

    private var key: String {
        switch question {
        case .known(let question): question.passkey == nil ? "code" : "second"
        case .setUp: "setUp"
        }
    }

    func response(_ visit: Visit) throws -> Response {
        let words = visit.words
        let page = PublicPage(title: words("signIn.\(key).title"), robots: .hidden, isFaulty: !errors.isEmpty)
        return page.response(
            visit,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("signIn.\(key).title"))</h1>
            <p>\(words("signIn.\(key).lead"))</p>
            \(try content(visit))
            <p>\(Link(words("signIn.code.back"), to: visit.path("office/sign-in")))</p>
            </div>
            """
        )
    }

    private func content(_ visit: Visit) throws -> HTML {
        let words = visit.words
        let action = visit.path("office/sign-in/code")
        switch question {
        case .known(let question):
            return FactorFields(
                question: question,
                action: action,
                button: words("signIn.code.button"),
                codes: .ofAppAndRecovery,
                carried: carried,
                errors: errors
            ).html(visit)
        case .setUp(let secret, let login, let request):
            let field = Field(
                name: "code",
                label: words("signIn.setUp.field"),
                hint: words("signIn.setUp.hint"),
                error: errors["code"],
                control: .line(TextLine(kind: .code, width: .half, autocomplete: .oneTimeCode))
            )
            let form = Form(action: action, hidden: carried)
            return """
                \(try app(secret, login, visit))
                \(form.html("\(field)\(Button(words: words("signIn.setUp.button")))"))
                \(passkey(request, action, visit))
                """
        }
    }

    private func passkey(_ request: PasskeyRequest, _ action: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let form = PasskeyForm(
            request: request,
            action: action,
            button: Button(words: words("passkey.make"), look: .quiet),
            carried: carried,
            name: PasskeyForm.nameField(typed: name, error: errors["name"], visit),
            error: errors["passkey"]
        )
        return Disclosure(
            question: words("signIn.setUp.passkey"),
            state: errors["passkey"] == nil && errors["name"] == nil ? .closed : .open,
            answer: """
                <p>\(words("passkey.lead"))</p>
                \(form.html(visit))
                <p data-without-passkey>\(words("passkey.missing"))</p>
                """
        ).html
    }

    private func app(_ secret: OneTimeSecret, _ login: EmailAddress, _ visit: Visit) throws -> HTML {
        let words = visit.words
        let address = secret.address(issuer: words(visit.town.profile.name), account: login.text)
        return """
            <p>\(try visit.site.qrCode.svg(of: address, title: words("signIn.setUp.code")))</p>
            \(Disclosure(
                question: words("signIn.setUp.cannotScan"),
                state: errors["code"] == nil ? .closed : .open,
                answer: """
                    <p>\(words("signIn.setUp.type"))</p>
                    \(FactList(rows: [
                        CheckList.Row(question: words("signIn.setUp.account"), answer: HTML(text: login.text)),
                        CheckList.Row(
                            question: words("signIn.setUp.secret"),
                            answer: "<code class=\"by-hand\">\(secret.text)</code>"
                        ),
                    ]))
                    """
            ))
            """
    }
}
