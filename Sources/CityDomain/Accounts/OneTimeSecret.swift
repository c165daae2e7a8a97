import CityKit

/// What a telephone and the town hall both know, and make the same codes of: six digits for each 30 seconds.
///
/// Source: RFC 6238 (TOTP) with HMAC-SHA-1, the only form that every authenticator app reads; RFC 4226 for the digits.
public struct OneTimeSecret: Hashable, Sendable, Redacted, Sealable {
    /// 20, as RFC 4226 recommends.
    static let length = 20
    public static let digits = 6
    private static let period: Int64 = 30

    let bytes: [UInt8]

    init(from randomness: any Randomness) { bytes = randomness.bytes(Self.length) }

    public init(plainBytes: [UInt8]) { bytes = plainBytes }

    public func plainBytes() -> [UInt8] { bytes }

    public static let standIn = "‹secret›"

    /// Which 30 seconds a moment belongs to, counted from 1970.
    static func step(at now: Instant) -> Int64 { now.milliseconds / 1_000 / period }

    /// The code of a step.
    public func code(of step: Int64, digits: Int = Self.digits, by digest: some OneTimeDigest) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = digest.code(of: counter, key: bytes)
        let offset = Int(hash[hash.count - 1] & 0xF)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % (0..<digits).reduce(1) { power, _ in power * 10 })
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a typed code belongs to: this one, the one before or the one after, because clocks differ.
    ///
    /// - Parameter last: the step of the last code that was taken; it and earlier ones are not taken again.
    func step(of typed: String, after last: Int64, at now: Instant, by digest: some OneTimeDigest) -> Int64? {
        let present = Self.step(at: now)
        return (present - 1...present + 1).first { $0 > last && code(of: $0, by: digest) == typed }
    }

    /// As authenticator apps take it when it is typed: RFC 4648, in groups of four.
    public var text: String {
        let letters = Self.base32(bytes)
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(decoding: letters[$0..<min($0 + 4, letters.count)], as: UTF8.self) }
            .joined(separator: " ")
    }

    /// The address that a QR code holds for an authenticator app.
    ///
    /// - Parameters:
    ///   - issuer: the town, as the app names it.
    ///   - account: the login.
    public func address(issuer: String, account: String) -> String {
        let secret = String(decoding: Self.base32(bytes), as: UTF8.self)
        let names = [issuer, account].map(Self.escaped)
        return "otpauth://totp/\(names[0]):\(names[1])?secret=\(secret)&issuer=\(names[0])"
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// RFC 4648; 20 bytes need no filling.
    private static func base32(_ bytes: [UInt8]) -> [UInt8] {
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        return stride(from: 0, to: bits.count, by: 5).map { start in
            alphabet[bits[start..<min(start + 5, bits.count)].reduce(0) { $0 << 1 | Int($1) }]
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte.isASCIILetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            return isPlain ? String(UnicodeScalar(byte)) : "%" + Hex.text([byte]).uppercased()
        }
        .joined()
    }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}

/// HMAC-SHA-1 (RFC 2104): here it stands for a shared secret, which its weakness against collisions does not touch.
public protocol OneTimeDigest: Sendable {
    /// - Returns: 20 bytes.
    func code(of message: [UInt8], key: [UInt8]) -> [UInt8]
}
