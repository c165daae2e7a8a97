import CityKit
import Foundation

/// Where webhooks may lead.
public enum WebhookReach: Sendable, Equatable {
    /// Encrypted, and to addresses of the public internet: nobody can make the server talk to its own network.
    case outside
    /// Anywhere, also without encryption: for closed networks and for trying things out.
    case inside
}

/// The address of a webhook.
public struct WebhookURL: Sendable, Hashable {
    public let text: String

    /// What may be shown of it: the path may hold a secret.
    public let host: String

    private static let longest = 2_000

    /// - Throws: `WebhookFailure.noAddress`, `WebhookFailure.notEncrypted`.
    public init(typed: String, reach: WebhookReach) throws(WebhookFailure) {
        let text = typed.trimmingSpaces()
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (33...126).contains($0) }),
            let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.fragment == nil
        else { throw .noAddress }
        switch (parts.scheme?.lowercased(), reach) {
        case ("https", _), ("http", .inside): break
        case ("http", .outside): throw .notEncrypted
        default: throw .noAddress
        }
        self.text = text
        self.host = host
    }

    /// Takes what a store kept.
    public init(stored: String) {
        text = stored
        host = URLComponents(string: stored)?.host ?? ""
    }
}
