import CityKit
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

@Suite struct PasskeyCheckTests {
    private static let question = [UInt8](repeating: 7, count: 32)

    private static let check = PasskeyCheck(
        challenge: PasskeyChallenge(bytes: question, purpose: .use, boundTo: [], issuedAt: .monday),
        site: PasskeySite(address: "http://localhost"),
        cryptography: CryptoPasskeys()
    )

    @Test("A passkey of each algorithm is taken, and answers", arguments: PasskeyAlgorithm.allCases)
    func taking(algorithm: PasskeyAlgorithm) throws {
        var passkey = try FakePasskey(algorithm)
        passkey.counter = 3
        let (credential, counter) = try Self.check.credential(of: passkey.make(Self.question).made)
        #expect(credential == PasskeyCredential(id: passkey.id, algorithm: algorithm, publicKey: passkey.publicKey))
        #expect(counter == 3)
        passkey.counter = 4
        let answer = try passkey.answer(Self.question)
        #expect(try Self.check.counter(of: answer.answer, by: credential, after: 3) == 4)
        var forged = answer
        forged.rest["signature"]?[10] ^= 1
        #expect(throws: PasskeyFailure.refused(.signature)) {
            try Self.check.counter(of: forged.answer, by: credential, after: 3)
        }
        var other = answer
        other.clientData += Array(" ".utf8)
        #expect(throws: PasskeyFailure.refused(.signature)) {
            try Self.check.counter(of: other.answer, by: credential, after: 3)
        }
    }

    /// A lie, and what the check says of it.
    private typealias Lie = @Sendable (inout FakePasskey) -> Void
    private static let untruths: [(PasskeyFault, Lie)] = [
        (.type, { $0.type = "payment.get" }),
        (.origin, { $0.origin = "https://localhost" }),
        (.origin, { $0.origin = "http://localhost:8080" }),
        (.origin, { $0.origin = "http://localhost.example" }),
        (.origin, { $0.members = #","crossOrigin":true"# }),
        (.origin, { $0.members = #","topOrigin":"http://localhost""# }),
        (.host, { $0.host = "localhost.example" }),
        (.absent, { $0.flags = 0b0000_0100 }),
        (.backup, { $0.flags = 0b0001_0001 }),
        (.malformed, { $0.members = "," + "\"" }),
    ]

    @Test(
        "What a browser or an authenticator says of another page, host or step is refused",
        arguments: 0..<untruths.count
    )
    func lies(row: Int) throws {
        let (fault, lie) = Self.untruths[row]
        var passkey = try FakePasskey()
        let (credential, _) = try Self.check.credential(of: passkey.make(Self.question).made)
        lie(&passkey)
        #expect(throws: PasskeyFailure.refused(fault)) {
            try Self.check.credential(of: passkey.make(Self.question).made)
        }
        #expect(throws: PasskeyFailure.refused(fault)) {
            try Self.check.counter(of: passkey.answer(Self.question).answer, by: credential, after: 0)
        }
    }

    @Test("An answer is to the challenge that was put, and of the step it was put for")
    func challenge() throws {
        let passkey = try FakePasskey()
        let (credential, _) = try Self.check.credential(of: passkey.make(Self.question).made)
        var near = Self.question
        near[31] = 8
        #expect(throws: PasskeyFailure.refused(.challenge)) { try Self.check.credential(of: passkey.make(near).made) }
        #expect(throws: PasskeyFailure.refused(.challenge)) {
            try Self.check.counter(of: passkey.answer(near).answer, by: credential, after: 0)
        }
        #expect(throws: PasskeyFailure.refused(.type)) {
            try Self.check.credential(of: passkey.answer(Self.question).made)
        }
    }

    @Test(
        "A counter goes on, or does not count; one that stands or goes back is a copy",
        arguments: [(0, 0, true), (0, 1, true), (1, 2, true), (1, 1, false), (2, 1, false), (1, 0, false)]
            as [(UInt32, UInt32, Bool)]
    )
    func counting(last: UInt32, counter: UInt32, isTaken: Bool) throws {
        var passkey = try FakePasskey()
        let (credential, _) = try Self.check.credential(of: passkey.make(Self.question).made)
        passkey.counter = counter
        let answer = try passkey.answer(Self.question).answer
        if isTaken {
            #expect(try Self.check.counter(of: answer, by: credential, after: last) == counter)
        } else {
            #expect(throws: PasskeyFailure.copied) { try Self.check.counter(of: answer, by: credential, after: last) }
        }
    }

    @Test("A key of another algorithm, a cut one, an unknown algorithm and an empty answer are refused")
    func keys() throws {
        let sent = try FakePasskey(.es256).make(Self.question)
        let rows: [(PasskeyFault, (inout FakePasskey.Sent) -> Void)] = [
            (.algorithm, { $0.algorithm = -37 }), (.key, { $0.algorithm = -257 }), (.key, { $0.algorithm = -8 }),
            (.key, { $0.rest["publicKey"]?.removeLast() }), (.key, { $0.rest["publicKey"] = nil }),
            (.malformed, { $0.authenticatorData.removeLast() }), (.malformed, { $0.authenticatorData = [] }),
            (.malformed, { $0.authenticatorData = Array($0.authenticatorData.prefix(37)) }),
            (.malformed, { $0.clientData = [] }),
        ]
        for (fault, spoil) in rows {
            var spoilt = sent
            spoil(&spoilt)
            #expect(throws: PasskeyFailure.refused(fault)) { try Self.check.credential(of: spoilt.made) }
        }
    }

    @Test(
        "The host has no port, and the origin only an unusual one",
        arguments: [
            ("https://ratusz.example", "ratusz.example", "https://ratusz.example"),
            ("https://Ratusz.example:443", "ratusz.example", "https://ratusz.example"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
            ("http://localhost:80", "localhost", "http://localhost"),
            ("https://ratusz.example:8443", "ratusz.example", "https://ratusz.example:8443"),
            ("http://[::1]:8080", "[::1]", "http://[::1]:8080"),
        ]
    )
    func sites(address: String, host: String, origin: String) {
        let site = PasskeySite(address: address)
        #expect([site.host, site.origin] == [host, origin])
    }
}
