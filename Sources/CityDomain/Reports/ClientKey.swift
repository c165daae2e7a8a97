public import CityKit

/// The name a client gives a submission so that sending it twice makes one report: 1 to 100 visible ASCII characters.
public struct ClientKey: Hashable, Sendable {
    public let rawValue: String

    /// - Throws: `RequestKeyFailure.malformed`.
    public init(_ text: some StringProtocol) throws(RequestKeyFailure) {
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed
        }
        rawValue = String(text)
    }

    /// A key that nobody else has, for clients that sent none.
    public init(random randomness: any Randomness) { rawValue = Base32.encode(randomness.bytes(16)) }

    /// A key of 32 characters.
    fileprivate init(bytes: [UInt8]) { rawValue = Base32.encode(bytes.prefix(20)) }
}

extension Vault {
    /// The key of a submission that a program named; those of two callers never meet, even when the names are the same.
    func clientKey(_ key: IdempotencyKey, of caller: RequestCaller, in town: ID<Municipality>) -> ClientKey {
        ClientKey(bytes: secret(for: .submissionName, caller.parts + [key.text], in: town))
    }
}

extension SecretPurpose {
    static let submissionName = Self(rawValue: "submission-name")
}
