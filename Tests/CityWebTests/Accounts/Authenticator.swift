import CityDomain
import CityKit
import CityVault
import Testing

/// The app on a telephone: reads the key that a page shows and makes codes of it.
struct Authenticator {
    private let secret: OneTimeSecret

    /// - Parameter markup: the page that sets up the second factor.
    init(reading markup: String) throws {
        let text = try #require(markup.firstMatch(of: #/<code class="by-hand">([A-Z2-7 ]+)</code>/#)).1
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.filter { $0 != " " }.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        secret = OneTimeSecret(
            plainBytes: stride(from: 0, to: bits.count, by: 8).map { start in
                bits[start..<start + 8].reduce(0) { $0 << 1 | UInt8($1) }
            }
        )
    }

    func code(at now: Instant) -> String {
        secret.code(of: now.milliseconds / 30_000, by: CryptoOneTimeDigest())
    }
}
