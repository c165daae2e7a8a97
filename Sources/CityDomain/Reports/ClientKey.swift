public import CityKit

/// The name a client gives a submission so that sending it twice makes one report: 1 to 100 visible ASCII characters.
public struct ClientKey: Hashable, Sendable {
    public let rawValue: String

    /// - Throws: `ReportFailure.clientKeyMalformed`.
    public init(_ text: some StringProtocol) throws(ReportFailure) {
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .clientKeyMalformed
        }
        rawValue = String(text)
    }

    /// A key that nobody else has, for clients that sent none.
    public init(random randomness: any Randomness) { rawValue = Base32.encode(randomness.bytes(16)) }
}
