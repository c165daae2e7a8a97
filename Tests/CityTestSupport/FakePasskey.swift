public import CityDomain
import CityKit
import Crypto
import CryptoExtras
import Foundation

/// An authenticator with one passkey. It says what it is told to say, so that a test can let it lie.
public struct FakePasskey: Sendable {
    public let algorithm: PasskeyAlgorithm
    public let id: [UInt8]
    private let key: Key
    public var host = "localhost"
    public var origin = "http://localhost"
    /// Members of the client data after the usual ones, each with a comma before it.
    public var members = ""
    /// In place of the type that fits the question.
    public var type: String?
    /// Somebody is there and was recognised.
    public var flags: UInt8 = 0b0000_0101
    /// Of the answer that comes next; 0 does not count.
    public var counter: UInt32 = 0
    /// Whose it is, as it was told when it was made; empty for an authenticator that keeps none.
    public var user: [UInt8] = []

    private enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    public init(_ algorithm: PasskeyAlgorithm = .es256, id: [UInt8] = Array("passkey".utf8)) throws {
        self.algorithm = algorithm
        self.id = id
        key =
            switch algorithm {
            case .es256: .p256(P256.Signing.PrivateKey())
            case .edDSA: .ed25519(Curve25519.Signing.PrivateKey())
            case .rs256: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
            }
    }

    public var publicKey: [UInt8] {
        switch key {
        case .p256(let key): Array(key.publicKey.derRepresentation)
        case .rsa(let key): Array(key.publicKey.derRepresentation)
        case .ed25519(let key):
            [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + key.publicKey.rawRepresentation
        }
    }

    /// What a browser sends, by the names of the form's fields.
    public struct Sent: Sendable {
        public var clientData: [UInt8]
        public var authenticatorData: [UInt8]
        public var rest: [String: [UInt8]]
        public var algorithm: Int?

        public var fields: [(name: String, value: String)] {
            let bytes = rest.merging(["clientData": clientData, "authenticatorData": authenticatorData]) { $1 }
            let texts = bytes.mapValues { Base64URL.text($0) }.sorted { $0.key < $1.key }
            return texts.map { (name: $0.key, value: $0.value) }
                + (algorithm.map { [(name: "algorithm", value: "\($0)")] } ?? [])
        }

        public var answer: PasskeyAnswer {
            PasskeyAnswer(
                credential: rest["credential"] ?? [],
                clientData: clientData,
                authenticatorData: authenticatorData,
                signature: rest["signature"] ?? [],
                user: rest["user"] ?? []
            )
        }

        public var made: MadePasskey {
            MadePasskey(
                clientData: clientData,
                authenticatorData: authenticatorData,
                algorithm: algorithm ?? 0,
                publicKey: rest["publicKey"] ?? []
            )
        }
    }

    public func make(_ challenge: [UInt8]) -> Sent {
        let length = [UInt8(id.count >> 8), UInt8(id.count & 0xFF)]
        let credential = [UInt8](repeating: 0, count: 16) + length + id
        return Sent(
            clientData: clientData(challenge, "webauthn.create"),
            authenticatorData: authenticatorData(flags | 0b0100_0000) + credential,
            rest: ["publicKey": publicKey],
            algorithm: algorithm.rawValue
        )
    }

    public func answer(_ challenge: [UInt8]) throws -> Sent {
        let client = clientData(challenge, "webauthn.get")
        let data = authenticatorData(flags)
        let message = data + Array(SHA256.hash(data: client))
        let signature: [UInt8] =
            switch key {
            case .p256(let key): Array(try key.signature(for: message).derRepresentation)
            case .ed25519(let key): Array(try key.signature(for: message))
            case .rsa(let key):
                Array(
                    try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation
                )
            }
        return Sent(
            clientData: client,
            authenticatorData: data,
            rest: ["credential": id, "signature": signature, "user": user],
            algorithm: nil
        )
    }

    private func clientData(_ challenge: [UInt8], _ usual: String) -> [UInt8] {
        let text = Base64URL.text(challenge)
        return Array(#"{"type":"\#(type ?? usual)","challenge":"\#(text)","origin":"\#(origin)"\#(members)}"#.utf8)
    }

    private func authenticatorData(_ flags: UInt8) -> [UInt8] {
        Array(SHA256.hash(data: Array(host.utf8))) + [flags] + withUnsafeBytes(of: counter.bigEndian) { Array($0) }
    }
}
