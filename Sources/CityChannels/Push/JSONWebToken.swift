import CityKit
import Foundation

/// Statements that we sign for push services (RFC 7519, compact form).
enum JSONWebToken {
    /// - Parameter sign: gives the signature as JSON Web Signatures have it (RFC 7518 §3).
    static func signed(
        header: some Encodable,
        claims: some Encodable,
        by sign: (_ bytes: [UInt8]) throws -> some Sequence<UInt8>
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let parts = [try encoder.encode(header), try encoder.encode(claims)].map { Base64URL.text($0) }
        let statement = parts.joined(separator: ".")
        return "\(statement).\(Base64URL.text(try sign(Array(statement.utf8))))"
    }
}
