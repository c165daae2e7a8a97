public import CityKit

/// Which passwords are taken: 8 to 128 characters, not the login and not among the commonest (ASVS 5, 6.2.1, 6.2.4 and
/// 6.2.9). Nothing is asked about kinds of characters.
public enum PasswordRule {
    public static let minimumLength = 8
    public static let maximumLength = 128

    /// - Parameter login: nil while it cannot be read.
    /// - Throws: the first reason not to take `password` for the account of `login`.
    public static func check(_ password: Password, login: EmailAddress?) throws(PasswordFailure) {
        let text = password.text
        guard text.count >= minimumLength else { throw .tooShort }
        guard text.count <= maximumLength, text.utf8.count <= 4 * maximumLength else { throw .tooLong }
        let folded = text.precomposedLowercase()
        if let login = login?.indexForm {
            guard folded != login, folded != login.prefix(while: { $0 != "@" }) else { throw .sameAsLogin }
        }
        guard !CommonPasswords.contains(folded) else { throw .tooCommon }
    }
}

public enum PasswordFailure: Failure, Hashable {
    case tooShort
    case tooLong
    case sameAsLogin
    case tooCommon

    public var kind: FailureKind { .invalid(field: "password") }

    public var text: Text {
        switch self {
        case .tooShort: Text("password.tooShort", ["minimum": .number(PasswordRule.minimumLength)])
        case .tooLong: Text("password.tooLong", ["maximum": .number(PasswordRule.maximumLength)])
        case .sameAsLogin: Text("password.sameAsLogin")
        case .tooCommon: Text("password.tooCommon")
        }
    }
}
