import CityDomain
import CityKit
import Testing

@testable import CityVault

@Suite struct VaultTests {
    private let login = IndexedColumn(table: "account", column: "login", length: .full)

    @Test("A key that was stored opens what it sealed")
    func wrapping() throws {
        let vault = try SodiumVault.fake()
        let made = try vault.newKey(in: .contact)
        let sealed = try made.key.seal(PersonalText("words"), in: .contact)
        #expect(try vault.key(made.wrapped, in: .contact).open(sealed, in: .contact) == PersonalText("words"))
        #expect(made.wrapped.bytes.count == 74)
        #expect(Array(made.wrapped.bytes[..<2]) == [1, 1])
    }

    @Test("A wrapped key that was changed, cut or moved to another row opens nothing")
    func wrappedTampering() throws {
        let vault = try SodiumVault.fake(MasterKeyRing.first, MasterKeyRing.second)
        let wrapped = try vault.newKey(in: .contact).wrapped
        for index in wrapped.bytes.indices {
            var bytes = wrapped.bytes
            bytes[index] ^= 1
            #expect(throws: VaultError.self) { try vault.key(WrappedKey(bytes: bytes), in: .contact) }
            #expect(throws: VaultError.self) { try vault.key(WrappedKey(bytes: Array(bytes[..<index])), in: .contact) }
        }
        let other = Slot(.town, table: "report", row: "r2", column: "contact")
        #expect(throws: VaultError.unreadable) { try vault.key(wrapped, in: other) }
    }

    @Test("A new master key wraps keys anew; data, indexes and secrets stay as they are")
    func rotation() throws {
        let root = try SodiumVault.newRootKey(under: MasterKeyRing(MasterKeyRing.first), randomness: FakeRandomness())
        let old = try SodiumVault.fake(MasterKeyRing.first, root: root)
        let made = try old.newKey(in: .contact)
        let sealed = try made.key.seal(PersonalText("words"), in: .contact)

        let both = try SodiumVault.fake(MasterKeyRing.first, MasterKeyRing.second, root: root)
        let wrapped = try #require(try both.rewrapped(made.wrapped, in: .contact))
        let newRoot = try #require(try both.rewrapped(root, in: SodiumVault.rootSlot))
        #expect(try both.rewrapped(wrapped, in: .contact) == nil)
        #expect(try both.key(made.wrapped, in: .contact).open(sealed, in: .contact) == PersonalText("words"))

        let new = try SodiumVault.fake(MasterKeyRing.second, root: newRoot)
        #expect(try new.key(wrapped, in: .contact).open(sealed, in: .contact) == PersonalText("words"))
        #expect(throws: VaultError.unknownMasterKey(version: 1)) { try new.key(made.wrapped, in: .contact) }
        let address = try EmailAddress(typed: "jan@example.pl")
        #expect(new.index(address, of: login, in: .town) == old.index(address, of: login, in: .town))
        let purpose = SecretPurpose(rawValue: "link")
        #expect(new.secret(for: purpose, "r1", in: .town) == old.secret(for: purpose, "r1", in: .town))
    }

    @Test("A key ring with another key of the same version is not taken for the right one")
    func wrongMasterKey() throws {
        let wrapped = try SodiumVault.fake().newKey(in: .contact).wrapped
        let other = try SodiumVault.fake("1:" + String(repeating: "3c", count: 32))
        #expect(throws: VaultError.unreadable) { try other.key(wrapped, in: .contact) }
        let root = try SodiumVault.newRootKey(under: MasterKeyRing(MasterKeyRing.first), randomness: FakeRandomness())
        #expect(throws: VaultError.unreadable) {
            try SodiumVault.fake("1:" + String(repeating: "3c", count: 32), root: root)
        }
    }

    @Test("Spellings of one address share an index; towns, columns and root keys do not")
    func indexes() throws {
        let vault = try SodiumVault.fake()
        let address = try EmailAddress(typed: "jan@example.pl")
        let index = vault.index(address, of: login, in: .town)
        #expect(try index == vault.index(EmailAddress(typed: " JAN@Example.pl"), of: login, in: .town))
        let reporter = IndexedColumn(table: "person", column: "email", length: .full)
        let otherRoot = try SodiumVault.newRootKey(
            under: MasterKeyRing(MasterKeyRing.first),
            randomness: FakeRandomness(seed: 7)
        )
        let others = [
            try vault.index(EmailAddress(typed: "jan@example.com"), of: login, in: .town),
            vault.index(address, of: login, in: .neighbour),
            vault.index(address, of: reporter, in: .town),
            try SodiumVault.fake(root: otherRoot).index(address, of: login, in: .town),
        ]
        #expect(Set(others + [index]).count == 5)
        #expect(index.count == 32)
    }

    @Test("A short index is the beginning of the full one", arguments: [1, 3, 8, 11, 13, 16, 17, 31, 32])
    func truncation(bits: UInt8) throws {
        let vault = try SodiumVault.fake()
        let address = try EmailAddress(typed: "jan@example.pl")
        let full = vault.index(address, of: login, in: .town)
        let short = IndexedColumn(table: login.table, column: login.column, length: .bits(bits))
        let index = vault.index(address, of: short, in: .town)
        let kept = Self.bits(of: full).prefix(Int(bits))
        #expect(Self.bits(of: index).starts(with: kept))
        #expect(Self.bits(of: index).dropFirst(Int(bits)).allSatisfy { !$0 })
        #expect(index.count == (Int(bits) + 7) / 8)
    }

    private static func bits(of bytes: [UInt8]) -> [Bool] {
        bytes.flatMap { byte in (0..<8).map { bit in byte & (0x80 >> UInt8(bit)) != 0 } }
    }

    @Test("A secret can be made again from the same parts and only from them")
    func secrets() throws {
        let link = SecretPurpose(rawValue: "link")
        let vault = try SodiumVault.fake(seed: 1)
        let secret = vault.secret(for: link, "r1", "2026", in: .town)
        #expect(try SodiumVault.fake(seed: 2).secret(for: link, ["r1", "2026"], in: .town) == secret)
        let others = [
            vault.secret(for: link, "r12", "026", in: .town), vault.secret(for: link, "r1", in: .town),
            vault.secret(for: link, "r1", "2026", "", in: .town), vault.secret(for: link, "r1", "2026", in: .neighbour),
            vault.secret(for: SecretPurpose(rawValue: "export"), "r1", "2026", in: .town),
            vault.index(
                PersonalWord("r12026"),
                of: IndexedColumn(table: "link", column: "r1", length: .full),
                in: .town
            ),
        ]
        #expect(Set(others + [secret]).count == 7)
        #expect(secret.count == 32)
    }

    @Test(
        "Bytes are equal when all of them are",
        arguments: [
            ([], [], true), ([1], [1], true), ([1], [2], false), ([1, 2], [1], false), ([], [0], false),
            ([0, 0, 1], [0, 0, 2], false),
        ] as [([UInt8], [UInt8], Bool)]
    )
    func equality(a: [UInt8], b: [UInt8], equal: Bool) throws {
        #expect(try SodiumVault.fake().isEqual(a, b) == equal)
    }
}

private struct PersonalWord: BlindIndexable, SealableText {
    let plainText: String
    var indexForm: String { plainText }

    init(_ text: String) { plainText = text }
    init(plainText: String) { self.plainText = plainText }
}
