public import CityKit
import Foundation

/// Where a browser takes pushed messages: the address at its push service, and the keys with which the browser alone
/// can read what is sent there (W3C Push API, `PushSubscription`; RFC 8291 §2).
public struct PushSubscription: Hashable, Personal, Sealable {
    /// Who has it can send, so it is as secret as a password.
    public let endpoint: String
    /// Scheme, host and port of the endpoint: the push service.
    public let origin: String
    /// `p256dh`: a point of P-256, uncompressed, 65 bytes.
    public let publicKey: [UInt8]
    /// `auth`: 16 bytes.
    public let secret: [UInt8]

    private static let longest = 2_000
    private static let secretLength = 16

    /// Takes what a browser gave; keys in base64url.
    ///
    /// - Throws: `PushFailure.noAddress`, `.notEncrypted`, `.noKey`, `.noSecret`.
    public init(
        endpoint: String,
        p256dh: String,
        auth: String,
        reach: PushReach,
        cryptography: any PushCryptography
    ) throws(PushFailure) {
        let endpoint = endpoint.trimmingSpaces()
        guard endpoint.utf8.count <= Self.longest, let (origin, isEncrypted) = Self.origin(of: endpoint) else {
            throw .noAddress
        }
        guard isEncrypted || reach == .inside else { throw .notEncrypted }
        guard let key = Base64URL.bytes(p256dh.trimmingSpaces()), cryptography.isPublicKey(key) else { throw .noKey }
        guard let secret = Base64URL.bytes(auth.trimmingSpaces()), secret.count == Self.secretLength else {
            throw .noSecret
        }
        self.init(endpoint: endpoint, origin: origin, publicKey: key, secret: secret)
    }

    private init(endpoint: String, origin: String, publicKey: [UInt8], secret: [UInt8]) {
        self.endpoint = endpoint
        self.origin = origin
        self.publicKey = publicKey
        self.secret = secret
    }

    /// As RFC 6454 §6.2 writes it; nil for what is no address of the web, or names a user or a part of a page.
    private static func origin(of endpoint: String) -> (text: String, isEncrypted: Bool)? {
        guard endpoint.utf8.allSatisfy({ (33...126).contains($0) }), let parts = URLComponents(string: endpoint),
            let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil,
            parts.fragment == nil
        else { return nil }
        let usual = scheme == "https" ? 443 : 80
        let port = parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
        return ("\(scheme)://\(host)\(port)", scheme == "https")
    }
}

extension PushSubscription: Codable {
    private enum CodingKeys: String, CodingKey { case endpoint, p256dh, auth }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(endpoint, forKey: .endpoint)
        try container.encode(Base64URL.text(publicKey), forKey: .p256dh)
        try container.encode(Base64URL.text(secret), forKey: .auth)
    }

    /// Takes what `encode` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let endpoint = try container.decode(String.self, forKey: .endpoint)
        guard let origin = Self.origin(of: endpoint)?.text,
            let key = Base64URL.bytes(try container.decode(String.self, forKey: .p256dh)),
            let secret = Base64URL.bytes(try container.decode(String.self, forKey: .auth))
        else { throw VaultError.unreadable }
        self.init(endpoint: endpoint, origin: origin, publicKey: key, secret: secret)
    }
}

/// Where push services may be.
public enum PushReach: Sendable, Equatable {
    /// On the public internet, over TLS: no browser can make the server talk to its own network.
    case outside
    /// Anywhere, also without encryption: for closed networks and for trying things out.
    case inside
}

/// What is asked of cryptography before a subscription is kept.
public protocol PushCryptography: Sendable {
    /// Whether the bytes are an uncompressed point of the curve P-256: 65 bytes, and not just any of them (RFC 8291 §7,
    /// a point off the curve would let its sender learn of our key).
    func isPublicKey(_ bytes: [UInt8]) -> Bool
}

/// Why a device cannot be told of messages.
public enum PushFailure: Failure, Equatable {
    /// The endpoint is no address of the web, or is too long.
    case noAddress
    /// The endpoint does not begin with `https://`.
    case notEncrypted
    /// `p256dh` is no point of P-256.
    case noKey
    /// `auth` is not 16 bytes.
    case noSecret
    /// What an app gave is no token of its push service.
    case noToken

    public var kind: FailureKind {
        switch self {
        case .noAddress, .notEncrypted: .invalid(field: "endpoint")
        case .noKey: .invalid(field: "p256dh")
        case .noSecret: .invalid(field: "auth")
        case .noToken: .invalid(field: "token")
        }
    }

    public var text: Text {
        switch self {
        case .noAddress: Text("push.failure.noAddress")
        case .notEncrypted: Text("push.failure.notEncrypted")
        case .noKey: Text("push.failure.noKey")
        case .noSecret: Text("push.failure.noSecret")
        case .noToken: Text("push.failure.noToken")
        }
    }
}
