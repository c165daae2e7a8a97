import CityDomain
import CityKit

/// A form that a passkey answers, by the script `passkeys.js`; without it there is nothing to see.
struct PasskeyForm {
    let request: PasskeyRequest
    let action: String
    let button: Button
    /// Values that go along unseen.
    var carried: [(name: String, value: String)] = []
    /// Of a new passkey.
    var name: Field?
    /// What the server said about the answer before this one.
    var error: String?

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let answers = Self.fields.map { (name: $0, value: "") }
        return """
            <div class="stack tight" id="passkey" hidden tabindex="-1"\(data(visit))>
            \(FieldError(error, of: "passkey"))\
            \(Form(action: action, hidden: carried + answers).html("\(name)\(button)"))
            <p class="fault" role="alert" hidden data-passkey-fault>\(Icon.warning)\(words("passkey.none"))</p>
            </div>
            <script type="module" src="\(Asset.address("passkeys.js"))"></script>
            """
    }

    /// What the script fills in.
    private static let fields = [
        "credential", "clientData", "authenticatorData", "signature", "user", "algorithm", "publicKey",
    ]

    private func data(_ visit: Visit) -> HTML {
        let known = request.known.map { Base64URL.text($0) }.joined(separator: " ")
        let common: HTML = """
             data-challenge="\(Base64URL.text(request.challenge))" data-host="\(request.host)" data-known="\(known)"
            """
        switch request.act {
        case .use: return "\(common) data-passkey=\"use\""
        case .enter: return "\(common) data-passkey=\"use\" data-verification=\"required\""
        case .make(let user):
            let town = visit.words(visit.town.profile.name)
            return """
                \(common) data-passkey="make" data-user="\(Base64URL.text(user.handle))" data-login="\(user.login.text)" \
                data-town="\(town)"
                """
        }
    }
}

extension PasskeyForm {
    /// The name of a new passkey, which the browser's own stands in for at first.
    static func nameField(typed: String? = nil, error: String? = nil, _ visit: Visit) -> Field {
        Field(
            name: "name",
            label: visit.words("passkey.name"),
            hint: visit.words("passkey.name.hint"),
            error: error,
            control: .line(TextLine(value: typed ?? BrowserName(visit.request.device)?.words ?? "", autocomplete: .off))
        )
    }
}

extension FactorAnswer {
    /// What a form gives: what the script filled in, or what was typed as `code`.
    init(_ form: FormData) {
        guard !form["clientData"].isEmpty else {
            self = .code(form["code"])
            return
        }
        guard form["publicKey"].isEmpty else {
            self = .newPasskey(MadePasskey(form), name: form["name"])
            return
        }
        self = .passkey(PasskeyAnswer(form))
    }
}

extension PasskeyAnswer {
    /// What cannot be read is empty, which fits nothing.
    init(_ form: FormData) {
        func bytes(_ name: String) -> [UInt8] { Base64URL.bytes(form[name]) ?? [] }
        self.init(
            credential: bytes("credential"),
            clientData: bytes("clientData"),
            authenticatorData: bytes("authenticatorData"),
            signature: bytes("signature"),
            user: bytes("user")
        )
    }
}

extension MadePasskey {
    /// What cannot be read is empty, which fits nothing.
    init(_ form: FormData) {
        func bytes(_ name: String) -> [UInt8] { Base64URL.bytes(form[name]) ?? [] }
        self.init(
            clientData: bytes("clientData"),
            authenticatorData: bytes("authenticatorData"),
            algorithm: Int(form["algorithm"]) ?? 0,
            publicKey: bytes("publicKey")
        )
    }
}
