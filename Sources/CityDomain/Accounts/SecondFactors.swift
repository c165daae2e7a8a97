import CityKit

/// The second factors of a person. Who has one has recovery codes besides.
public struct SecondFactors: Sendable {
    public let app: CodeApp?
    /// The oldest first.
    public let passkeys: [Passkey]

    public init(app: CodeApp?, passkeys: [Passkey]) {
        self.app = app
        self.passkeys = passkeys
    }

    var isEmpty: Bool { app == nil && passkeys.isEmpty }
}

/// An app on a telephone that makes codes.
public struct CodeApp: Sendable {
    public let secret: Sealed<OneTimeSecret>
    /// The step of the last code that was taken.
    public let lastStep: Int64

    public init(secret: Sealed<OneTimeSecret>, lastStep: Int64) {
        self.secret = secret
        self.lastStep = lastStep
    }
}

/// What somebody is asked for who has a second factor. A recovery code will do as well.
public struct FactorQuestion: Sendable {
    public let hasApp: Bool
    /// Nil for whoever has no passkey.
    public let passkey: PasskeyRequest?
}

/// What somebody gives at the second step.
public enum FactorAnswer: Sendable {
    /// A code of the app, or a recovery code, as it was typed.
    case code(String)
    case passkey(PasskeyAnswer)
    /// A passkey that was just made, and what its owner calls it.
    case newPasskey(MadePasskey, name: String)
}

/// What was right about an answer. Each counts once.
public enum FactorProof: Sendable {
    /// The code of this step; none of it or before is taken any more.
    case code(step: Int64)
    /// A recovery code, by its hash.
    case recovery([UInt8])
    case passkey(PasskeyUse)
}

/// A second factor that gave its first answer.
public enum NewFactor: Sendable {
    case app(CodeApp)
    case passkey(Passkey)
}

extension NewFactor {
    /// What the audit log tells of it besides that a factor was set up.
    var auditedPart: String? {
        switch self {
        case .app: nil
        case .passkey: "passkey"
        }
    }

    var change: FactorChange {
        switch self {
        case .app: .appSet
        case .passkey: .passkeyAdded
        }
    }
}
