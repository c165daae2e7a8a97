public import CityDomain
import Crypto
import Foundation

/// HMAC-SHA-1 of swift-crypto: libsodium has no SHA-1.
public struct CryptoOneTimeDigest: OneTimeDigest {
    public init() {}

    public func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }
}
