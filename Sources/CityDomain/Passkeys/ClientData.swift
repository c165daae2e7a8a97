import CityKit
import Foundation

/// What the browser says about an answer; the authenticator signs its hash.
///
/// Source: WebAuthn Level 3, section 5.8.1. Members that are not read here may come along.
struct ClientData: Decodable, Equatable {
    let type: String
    /// In base64url.
    let challenge: String
    let origin: String
    /// Whether the page stood in a frame of another origin.
    let crossOrigin: Bool?
    /// The page around that frame.
    let topOrigin: String?

    /// Nil for what is no JSON, or lacks a member.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.longest, let data = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else {
            return nil
        }
        self = data
    }

    /// Several times what browsers write.
    private static let longest = 4_096

    var challengeBytes: [UInt8]? { Base64URL.bytes(challenge) }
}
