import CityDomain
import CityKit
import Testing

@testable import CityVault

@Suite struct SealTests {
    private struct Contact: Codable, Sealable, Equatable {
        let name: PersonName
        let email: EmailAddress?
    }

    private let vault: any Vault
    private let key: any DataKey
    private let address: EmailAddress

    init() throws {
        vault = try SodiumVault.fake()
        key = try vault.newKey(in: .contact).key
        address = try EmailAddress(typed: "jan@example.pl")
    }

    @Test("What was sealed opens again: an address, words, a struct")
    func roundTrip() throws {
        let words = PersonalText("Zażółć gęślą jaźń. Дев'ять їжаків.\n" + String(repeating: "x", count: 5_000))
        let contact = Contact(name: try PersonName(typed: "Ґанна"), email: address)
        #expect(try key.open(key.seal(address, in: .contact), in: .contact) == address)
        #expect(try key.open(key.seal(words, in: .contact), in: .contact) == words)
        #expect(try key.open(key.seal(contact, in: .contact), in: .contact) == contact)
        #expect(try key.open(key.seal(PersonalText(""), in: .contact), in: .contact) == PersonalText(""))
    }

    @Test("A changed bit anywhere makes it unreadable")
    func tampering() throws {
        let sealed = try key.seal(address, in: .contact)
        for index in sealed.ciphertext.indices {
            for bit in 0..<8 {
                var bytes = sealed.ciphertext
                bytes[index] ^= 1 << UInt8(bit)
                #expect(throws: index == 0 ? VaultError.unknownFormat : .unreadable) {
                    try key.open(Sealed<EmailAddress>(ciphertext: bytes), in: .contact)
                }
            }
        }
    }

    @Test("A cut ciphertext is unreadable, an empty one has no format")
    func cutting() throws {
        let sealed = try key.seal(address, in: .contact)
        for length in sealed.ciphertext.indices {
            #expect(throws: length == 0 ? VaultError.unknownFormat : .unreadable) {
                try key.open(Sealed<EmailAddress>(ciphertext: Array(sealed.ciphertext[..<length])), in: .contact)
            }
        }
    }

    @Test(
        "A ciphertext opens in its own slot only",
        arguments: [
            Slot(.neighbour, table: "report", row: "r1", column: "contact"),
            Slot(.town, table: "message", row: "r1", column: "contact"),
            Slot(.town, table: "report", row: "r2", column: "contact"),
            Slot(.town, table: "report", row: "r1", column: "content"),
            Slot(.town, table: "reportr", row: "1", column: "contact"),
            Slot(.town, table: "", row: "reportr1", column: "contact"),
        ]
    )
    func swapping(slot: Slot) throws {
        let sealed = try key.seal(address, in: .contact)
        #expect(throws: VaultError.unreadable) { try key.open(sealed, in: slot) }
    }

    @Test("Another key does not open it")
    func wrongKey() throws {
        let sealed = try key.seal(address, in: .contact)
        let other = try vault.newKey(in: .contact).key
        #expect(throws: VaultError.unreadable) { try other.open(sealed, in: .contact) }
    }

    @Test("Equal values have different ciphertexts, and neither holds the value")
    func nonces() throws {
        let sealed = try (0..<100).map { _ in try key.seal(address, in: .contact) }
        #expect(Set(sealed).count == 100)
        let window = Array("example".utf8)
        #expect(sealed.allSatisfy { $0.ciphertext.firstRange(of: window) == nil })
    }

    @Test("Lengths show in steps of 16 bytes", arguments: [(0, 57), (1, 57), (15, 57), (16, 73), (31, 73), (32, 89)])
    func padding(length: Int, sealedLength: Int) throws {
        let sealed = try key.seal(PersonalText(String(repeating: "a", count: length)), in: .contact)
        #expect(sealed.ciphertext.count == sealedLength)
    }
}
