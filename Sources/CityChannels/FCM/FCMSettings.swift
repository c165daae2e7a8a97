public import CityDomain
import CryptoExtras
import Foundation

/// How to reach Firebase Cloud Messaging: the service account whose file Google gives. It prints as `‹Firebase›`, for
/// it holds a key.
public struct FCMSettings: Sendable, Redacted {
    public static let standIn = "‹Firebase›"

    let project: String
    let account: String
    /// Where tokens are to be had.
    let tokens: String
    let server: String
    let reach: PushReach
    let key: _RSA.Signing.PrivateKey

    private struct Account: Decodable {
        let project_id: String?
        let client_email: String?
        let private_key: String?
        let token_uri: String?
    }

    /// - Parameters:
    ///   - file: the service account, JSON.
    ///   - server: of Google's; another one for trying things out.
    public init(file: [UInt8], server: String = "https://fcm.googleapis.com", reach: PushReach = .outside)
        throws(FCMSettingsError)
    {
        guard let account = try? JSONDecoder().decode(Account.self, from: Data(file)) else { throw .noServiceAccount }
        guard let project = account.project_id, project.wholeMatch(of: /[a-z0-9-]{1,64}/) != nil else {
            throw .missing("project_id")
        }
        guard let email = account.client_email, !email.isEmpty else { throw .missing("client_email") }
        guard let tokens = account.token_uri, let scheme = URLComponents(string: tokens)?.scheme else {
            throw .missing("token_uri")
        }
        guard scheme == "https" || reach == .inside else { throw .notEncrypted }
        guard let pem = account.private_key else { throw .missing("private_key") }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) else { throw .noKey }
        (self.project, self.account, self.tokens, self.key) = (project, email, tokens, key)
        (self.server, self.reach) = (server, reach)
    }
}

/// What an operator must mend in the file of the service account. Never holds a part of it but the names of its fields.
public enum FCMSettingsError: Error, Hashable, CustomStringConvertible {
    case noServiceAccount
    case missing(String)
    case noKey
    case notEncrypted

    public var description: String {
        switch self {
        case .noServiceAccount: "The file of the service account is no JSON as Firebase gives it."
        case .missing(let name): "The file of the service account has no usable \(name)."
        case .noKey: "The private_key of the service account is no RSA key in PEM with 2048 bits or more."
        case .notEncrypted: "The token_uri of the service account must begin with https://."
        }
    }
}
