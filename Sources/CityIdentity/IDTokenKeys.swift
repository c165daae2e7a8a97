import CityDomain
import CityKit
import Foundation
import JWTKit

/// The public keys of an issuer (RFC 7517).
struct IDTokenKeys: Sendable {
    private let collection: JWTKeyCollection
    private let ids: Set<String>
    private let hasOneAlone: Bool

    /// - Throws: `IdentityFailure.unavailable` for what holds no key that can sign.
    init(json: [UInt8]) async throws {
        guard let set = try? JSONDecoder().decode(KeySet.self, from: Data(json)) else {
            throw IdentityFailure.unavailable
        }
        let keys = set.keys.compactMap(\.jwk)
        collection = JWTKeyCollection()
        for key in keys { _ = try? await collection.add(jwk: key, isDefault: keys.count == 1) }
        ids = Set(keys.compactMap(\.keyIdentifier?.string))
        hasOneAlone = keys.count == 1
        guard !keys.isEmpty else { throw IdentityFailure.unavailable }
    }

    /// Whether a token of the key can be checked.
    func holds(_ id: String?) -> Bool { id.map(ids.contains) ?? hasOneAlone }

    /// - Throws: `IdentityFailure.refused` when the signature does not hold.
    func verify(_ token: String) async throws -> IDTokenClaims {
        do {
            return try await collection.verify(token)
        } catch {
            throw IdentityFailure.refused
        }
    }

    private struct KeySet: Decodable {
        let keys: [Entry]
    }

    /// A key of a kind that signs; nil for any other.
    private struct Entry: Decodable {
        let jwk: JWK?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            let kind = try container.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "kty"))
            let use = try container.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "use"))
            let isForSigning = ["RSA", "EC", "OKP"].contains(kind) && use != "enc"
            jwk = isForSigning ? try? JWK(from: decoder) : nil
        }
    }
}
