import CityDomain
import CityKit
import Hummingbird

/// The second step of signing in: asks for a code, or sets up the app that makes them.
struct CodePage {
    let question: ProveFactor.Question
    var errors = ErrorFields.none
    /// What was typed on the page of a case when the session ended.
    var carried: [(name: String, value: String)] = []

    private var key: String {
        switch question {
        case .code: "code"
        case .setUp: "setUp"
        }
    }

    func response(_ visit: Visit) throws -> Response {
        let words = visit.words
        let field = Field(
            name: "code",
            label: words("signIn.\(key).field"),
            hint: words("signIn.\(key).hint"),
            error: errors["code"],
            control: .line(TextLine(kind: hasRecovery ? .text : .code, width: .half, autocomplete: .oneTimeCode))
        )
        let form = Form(action: visit.path("office/sign-in/code"), hidden: carried)
        let page = PublicPage(title: words("signIn.\(key).title"), robots: .hidden, isFaulty: !errors.isEmpty)
        return page.response(
            visit,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("signIn.\(key).title"))</h1>
            <p>\(words("signIn.\(key).lead"))</p>
            \(try secret(visit))\(form.html("\(field)\(Button(words: words("signIn.\(key).button")))"))
            <p>\(Link(words("signIn.code.back"), to: visit.path("office/sign-in")))</p>
            </div>
            """
        )
    }

    /// A recovery code has letters.
    private var hasRecovery: Bool { if case .code = question { true } else { false } }

    private func secret(_ visit: Visit) throws -> HTML? {
        guard case .setUp(let secret, let login) = question else { return nil }
        let words = visit.words
        let address = secret.address(issuer: words(visit.town.profile.name), account: login.text)
        return """
            <p>\(try visit.site.qrCode.svg(of: address, title: words("signIn.setUp.code")))</p>
            \(Disclosure(
                question: words("signIn.setUp.cannotScan"),
                state: errors.isEmpty ? .closed : .open,
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
