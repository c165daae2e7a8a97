import CityDomain
import CityKit
import Crypto
import Foundation

@testable import CityChannels

/// The other end of web push: a browser with its keys, which reads what is sent to it.
struct TestBrowser {
    let key: P256.KeyAgreement.PrivateKey
    let secret: [UInt8]

    init() { self.init(key: P256.KeyAgreement.PrivateKey(), secret: (0..<16).map { UInt8($0) }) }

    init(key: P256.KeyAgreement.PrivateKey, secret: [UInt8]) {
        self.key = key
        self.secret = secret
    }

    func subscription(_ endpoint: String = "https://push.example.com/send/abc") throws -> PushSubscription {
        try PushSubscription(
            endpoint: endpoint,
            p256dh: Base64URL.text(key.publicKey.x963Representation),
            auth: Base64URL.text(secret),
            reach: .inside,
            cryptography: CryptoPushKeys()
        )
    }

    /// What was encrypted for this browser (RFC 8291 §3.4).
    func read(_ body: [UInt8]) throws -> [UInt8] {
        let coding = try ReadCoding(body)
        let sender = try P256.KeyAgreement.PublicKey(x963Representation: coding.keyID)
        let shared = try key.sharedSecretFromKeyAgreement(with: sender).withUnsafeBytes { SymmetricKey(data: $0) }
        let info = Array("WebPush: info\0".utf8) + key.publicKey.x963Representation + coding.keyID
        let input = HKDF<SHA256>.deriveKey(inputKeyMaterial: shared, salt: secret, info: info, outputByteCount: 32)
        return try coding.read(under: input)
    }

    /// The same as JSON.
    func notification(_ body: [UInt8]) throws -> Declared {
        try JSONDecoder().decode(Declared.self, from: Data(try read(body)))
    }
}

/// What a declarative push message says.
struct Declared: Decodable, Equatable {
    struct Notification: Decodable, Equatable {
        struct Own: Decodable, Equatable {
            let id: String
            let at: Int64
        }

        let title: String
        let lang: String
        let dir: String
        let body: String
        let navigate: String
        let tag: String
        let app_badge: Int?
        let data: Own
    }

    let web_push: Int
    let notification: Notification
    let app_badge: Int?
}

/// Reads `aes128gcm`, of any number of records (RFC 8188).
struct ReadCoding {
    struct Broken: Error {}

    let salt: [UInt8]
    let recordSize: Int
    let keyID: [UInt8]
    let records: [[UInt8]]

    init(_ body: [UInt8]) throws {
        guard body.count > 21, body.count >= 21 + Int(body[20]) else { throw Broken() }
        salt = Array(body[..<16])
        let size = body[16..<20].reduce(0) { $0 << 8 | Int($1) }
        recordSize = size
        let start = 21 + Int(body[20])
        keyID = Array(body[21..<start])
        guard size > 17 else { throw Broken() }
        records = stride(from: start, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
    }

    func read(under input: SymmetricKey) throws -> [UInt8] {
        let random = HKDF<SHA256>.extract(inputKeyMaterial: input, salt: salt)
        let key = HKDF<SHA256>.expand(
            pseudoRandomKey: random,
            info: Array("Content-Encoding: aes128gcm\0".utf8),
            outputByteCount: 16
        )
        let first = HKDF<SHA256>.expand(
            pseudoRandomKey: random,
            info: Array("Content-Encoding: nonce\0".utf8),
            outputByteCount: 12
        ).withUnsafeBytes { Array($0) }
        return try records.enumerated().flatMap { index, record in
            var nonce = first
            nonce[11] ^= UInt8(index)
            let box = try AES.GCM.SealedBox(combined: nonce + record)
            let plain = Array(try AES.GCM.open(box, using: key))
            guard let end = plain.lastIndex(where: { $0 != 0 }),
                plain[end] == (index == records.count - 1 ? 2 : 1)
            else { throw Broken() }
            return Array(plain[..<end])
        }
    }
}
