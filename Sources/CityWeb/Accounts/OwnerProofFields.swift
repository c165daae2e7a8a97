import CityDomain
import CityKit
import Hummingbird

/// Asks the owner of an account for a proof: the password, or the code of a letter where the account has none.
struct OwnerProofFields {
    let act: OwnerAct
    let signed: SignInResident.Signed
    let errors: ErrorFields

    /// What the form of the act asks for.
    func field(_ words: Words) -> HTML {
        guard signed.resident.hasPassword else {
            return Field(
                name: "code",
                label: words("proof.code"),
                hint: words("proof.code.hint"),
                error: errors["code"],
                control: .line(TextLine(kind: .text, width: .half, autocomplete: .oneTimeCode))
            ).html
        }
        return PasswordField(
            name: "password",
            label: words("proof.password"),
            error: errors["password"],
            autocomplete: .currentPassword
        ).html(words)
    }

    /// The form that sends a code, for above the form of the act; nothing where there is a password.
    func sender(_ visit: Visit) -> HTML? {
        guard !signed.resident.hasPassword else { return nil }
        let words = visit.words
        let isSent = (try? visit.query()["code"]) == "sent"
        let sent =
            isSent
            ? Notice(
                kind: .success,
                title: words("proof.sent.title"),
                text: HTML(text: words("proof.sent.text", ["email": .words(signed.profile.email.text)]))
            ) : nil
        let button = Button(words: words(isSent ? "proof.again" : "proof.send"), look: .quiet)
        return """
            \(sent)
            <p>\(words("proof.lead", ["email": .words(signed.profile.email.text)]))</p>
            \(Form(action: visit.path("account/code"), hidden: [("for", act.rawValue)]).html(button.html))
            """
    }
}

extension FormData {
    /// What was typed into the field of `OwnerProofFields`.
    func proof(of signed: SignInResident.Signed) -> OwnerProof {
        signed.resident.hasPassword ? .password(Password(typed: self["password"])) : .code(self["code"])
    }
}

extension AccountFailure {
    /// Whether the form that asked for the proof says it.
    var isOfProof: Bool {
        switch self {
        case .wrongPassword, .wrongLetterCode, .paused: true
        default: false
        }
    }
}
