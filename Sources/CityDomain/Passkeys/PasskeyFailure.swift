public import CityKit

/// Why a passkey is not taken.
public enum PasskeyFailure: Failure, Equatable {
    /// The answer is not one to what was asked. The page says no more than that.
    case refused(PasskeyFault)
    /// The answer opens no account.
    case stranger
    /// The question is too old or was answered before.
    case late
    /// The authenticator counted further elsewhere: the key may have been copied.
    case copied
    /// It is kept already, for this person or another one.
    case known
    case tooMany
    case nameMissing, nameTooLong
    /// It is the only second factor.
    case lastFactor
    case notFound
    /// There is a second factor already: another one is added after a proof of it.
    case factorThere

    public var kind: FailureKind {
        switch self {
        case .refused, .stranger, .late, .copied, .known: .invalid(field: "passkey")
        case .nameMissing, .nameTooLong: .invalid(field: "name")
        case .tooMany, .lastFactor, .factorThere: .conflict
        case .notFound: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .refused: Text("passkey.failure.refused")
        case .stranger: Text("passkey.failure.stranger")
        case .late: Text("passkey.failure.late")
        case .copied: Text("passkey.failure.copied")
        case .known: Text("passkey.failure.known")
        case .tooMany: Text("passkey.failure.tooMany", ["limit": .number(Passkey.most)])
        case .nameMissing: Text("passkey.failure.nameMissing")
        case .nameTooLong: Text("passkey.failure.nameTooLong", ["limit": .number(Passkey.longestName)])
        case .lastFactor: Text("passkey.failure.lastFactor")
        case .notFound: Text("passkey.failure.notFound")
        case .factorThere: Text("passkey.failure.factorThere")
        }
    }
}

/// What of an answer does not fit.
public enum PasskeyFault: String, Sendable {
    case malformed, type, challenge, origin, host, absent, unverified, backup
    case user, algorithm, key, credential, signature
}
