import CityDomain
import CityKit

/// Asks somebody for the second factor: the passkey, where there is one, and a code.
struct FactorFields {
    let question: FactorQuestion
    let action: String
    /// Of either way.
    let button: String
    var look = ButtonLook.main
    let codes: Codes
    var carried: [(name: String, value: String)] = []
    var errors = ErrorFields.none

    /// Which codes are taken.
    enum Codes { case ofApp, ofAppAndRecovery }

    func html(_ visit: Visit) -> HTML { "\(passkey(visit))\(code(visit))" }

    private func passkey(_ visit: Visit) -> HTML? {
        question.passkey.map { request in
            let use = Button(words: visit.words("passkey.use"), look: look)
            return """
                \(PasskeyForm(
                    request: request,
                    action: action,
                    button: use,
                    carried: carried,
                    error: errors["passkey"]
                ).html(visit))
                \(codes == .ofApp && !question.hasApp
                    ? "<p data-without-passkey>\(visit.words("passkey.missing"))</p>" : HTML.empty)
                """
        }
    }

    private func code(_ visit: Visit) -> HTML? {
        let hint: String? =
            switch codes {
            case .ofApp: question.hasApp ? "ownAccount.codes.hint" : nil
            case .ofAppAndRecovery: question.hasApp ? "signIn.code.hint" : "signIn.recovery.hint"
            }
        return hint.map { hint in
            let kind = codes == .ofApp ? TextLine.Kind.code : .text
            let field = Field(
                name: "code",
                label: visit.words("signIn.code.field"),
                hint: visit.words(hint),
                error: errors["code"],
                control: .line(TextLine(kind: kind, width: .half, autocomplete: .oneTimeCode))
            )
            let send = Button(words: button, look: question.passkey == nil ? look : .quiet)
            return Form(action: action, hidden: carried).html("\(field)\(send)")
        }
    }
}
