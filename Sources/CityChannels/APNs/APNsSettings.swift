public import CityDomain
import Crypto
import Foundation

/// How to reach Apple's push service: the key that Apple gives as a file `AuthKey_….p8`, with its names. It prints as
/// `‹Apple›`, for it holds a key.
public struct APNsSettings: Sendable, Redacted {
    public static let standIn = "‹Apple›"

    public enum Server: Sendable, Equatable {
        /// For apps from the store.
        case production
        /// For apps that are being developed.
        case sandbox
        /// Another one, for trying things out, such as `https://127.0.0.1:8443`, with a file of certificates that are
        /// trusted instead of the system's.
        case other(String, certificates: String? = nil)
    }

    let key: P256.Signing.PrivateKey
    let keyID: String
    let team: String
    let topic: String
    let server: Server

    /// - Parameters:
    ///   - key: the file's text, PEM.
    ///   - keyID: 10 letters and digits.
    ///   - team: 10 letters and digits.
    ///   - topic: the app's bundle id.
    public init(key: String, keyID: String, team: String, topic: String, server: Server = .production)
        throws(APNsSettingsError)
    {
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: key) else { throw .noKey }
        guard keyID.wholeMatch(of: /[A-Z0-9]{10}/) != nil else { throw .noKeyID }
        guard team.wholeMatch(of: /[A-Z0-9]{10}/) != nil else { throw .noTeam }
        guard topic.wholeMatch(of: /[A-Za-z0-9.-]{1,200}/) != nil, topic.contains(".") else { throw .noTopic }
        (self.key, self.keyID, self.team, self.topic, self.server) = (key, keyID, team, topic, server)
    }

    var address: String {
        switch server {
        case .production: "https://api.push.apple.com"
        case .sandbox: "https://api.sandbox.push.apple.com"
        case .other(let address, _): address
        }
    }

    var certificates: String? { if case .other(_, let file) = server { file } else { nil } }
}

/// What an operator must mend. Never holds a part of the key.
public enum APNsSettingsError: Error, Hashable, CustomStringConvertible {
    case noKey
    case noKeyID
    case noTeam
    case noTopic

    public var description: String {
        switch self {
        case .noKey: "The key of Apple's push service is no P-256 key in PEM, as the file AuthKey_….p8 has it."
        case .noKeyID: "The key id of Apple's push service must be 10 capital letters and digits."
        case .noTeam: "The team id of Apple's push service must be 10 capital letters and digits."
        case .noTopic: "The topic of Apple's push service must be the app's bundle id, such as pl.example.town."
        }
    }
}
