import CSodium
public import CityDomain
public import CityKit

/// The vault over libsodium: XChaCha20-Poly1305 for keys and values, HMAC-SHA-256 for indexes and secrets, SHA-256 for
/// tokens.
///
/// Indexes and secrets come from a root key of the installation, which is wrapped like every other key; so they stay
/// the same when the master key changes. Indexes may have got a key of their own since. A wrapped key is one byte of format, one byte with the version of the master
/// key, 24 bytes of nonce, 32 bytes of key and 16 bytes of tag; the first two bytes and the slot are authenticated.
public struct SodiumVault: Vault {
    private static let format: UInt8 = 1

    /// Where the wrapped root key belongs.
    public static let rootSlot = Slot(ID("*"), table: "vault", row: "root", column: "key")
    /// Where a wrapped key of indexes belongs.
    public static let indexSlot = Slot(ID("*"), table: "vault", row: "index", column: "key")

    private let masterKeys: MasterKeyRing
    private let randomness: any Randomness
    /// Of values that can be read and indexed again.
    private var indexes: SodiumMAC
    /// Of values that are kept as an index alone.
    private let firstIndexes: SodiumMAC
    private let secrets: SodiumMAC

    /// - Parameters:
    ///   - rootKey: what `newRootKey` made when the database was new.
    ///   - indexKey: what `newKey` made in `indexSlot` when indexes were made anew; nil when they never were.
    /// - Throws: `VaultError` when the key ring cannot open the keys.
    public init(
        masterKeys: MasterKeyRing,
        rootKey: WrappedKey,
        indexKey: WrappedKey? = nil,
        randomness: any Randomness
    ) throws {
        self.masterKeys = masterKeys
        self.randomness = randomness
        let root = try Self.unwrap(rootKey, in: Self.rootSlot, with: masterKeys, into: .guarded)
        firstIndexes = SodiumMAC(key: root.derived(for: .indexing))
        indexes = try indexKey.map { try Self.indexes(under: $0, masterKeys) } ?? firstIndexes
        secrets = SodiumMAC(key: root.derived(for: .secrets))
    }

    /// The same vault, whose indexes come from another key.
    public func indexing(under indexKey: WrappedKey) throws -> Self {
        var vault = self
        vault.indexes = try Self.indexes(under: indexKey, masterKeys)
        return vault
    }

    private static func indexes(under key: WrappedKey, _ masterKeys: MasterKeyRing) throws -> SodiumMAC {
        let key = try unwrap(key, in: indexSlot, with: masterKeys, into: .guarded)
        return SodiumMAC(key: key.derived(for: .indexing))
    }

    /// A root key for a new database, to be stored for as long as the database lives.
    public static func newRootKey(under masterKeys: MasterKeyRing, randomness: any Randomness) throws -> WrappedKey {
        let root = KeyBytes(randomness.bytes(KeyBytes.count), in: .heap)
        return try wrap(root, in: rootSlot, with: masterKeys, randomness)
    }

    public func newKey(in slot: Slot) throws -> NewKey {
        let bytes = KeyBytes(randomness.bytes(KeyBytes.count), in: .heap)
        let wrapped = try Self.wrap(bytes, in: slot, with: masterKeys, randomness)
        return NewKey(key: SodiumKey(bytes: bytes, randomness: randomness), wrapped: wrapped)
    }

    public func key(_ wrapped: WrappedKey, in slot: Slot) throws -> any DataKey {
        let bytes = try Self.unwrap(wrapped, in: slot, with: masterKeys, into: .heap)
        return SodiumKey(bytes: bytes, randomness: randomness)
    }

    public func rewrapped(_ wrapped: WrappedKey, in slot: Slot) throws -> WrappedKey? {
        let bytes = try Self.unwrap(wrapped, in: slot, with: masterKeys, into: .heap)
        guard Int(wrapped.bytes[1]) != masterKeys.currentVersion else { return nil }
        return try Self.wrap(bytes, in: slot, with: masterKeys, randomness)
    }

    public func index(_ value: some BlindIndexable, of column: IndexedColumn, in town: ID<Municipality>) -> [UInt8] {
        let message = Transcript(town.rawValue, column.table, column.column, value.indexForm)
        let code = (column.isReadable ? indexes : firstIndexes).code(of: message.bytes)
        guard case .bits(let count) = column.length else { return code }
        return Self.first(Int(count), bitsOf: code)
    }

    public func secret(for purpose: SecretPurpose, _ parts: [String], in town: ID<Municipality>) -> [UInt8] {
        var message = Transcript(town.rawValue, purpose.rawValue)
        for part in parts { message.append(part) }
        return secrets.code(of: message.bytes)
    }

    public func standingKey(for purpose: SecretPurpose, in town: ID<Municipality>) -> any DataKey {
        var bytes = secret(for: SecretPurpose(rawValue: "key:\(purpose.rawValue)"), [], in: town)
        defer { bytes.withUnsafeMutableBytes { wipe($0) } }
        return SodiumKey(bytes: KeyBytes(bytes, in: .heap), randomness: randomness)
    }

    public func checksum(_ bytes: [UInt8]) -> String {
        var sum = SHA256()
        bytes.withUnsafeBytes { sum.update($0) }
        return sum.hex()
    }

    public func hash(_ token: Token) -> [UInt8] {
        let text = Array(token.text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, text, UInt64(text.count))
        return digest
    }

    public func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && sodium_memcmp(a, b, a.count) == 0
    }

    private static func wrap(
        _ key: KeyBytes,
        in slot: Slot,
        with masterKeys: MasterKeyRing,
        _ randomness: any Randomness
    ) throws(VaultError) -> WrappedKey {
        guard let (version, master) = masterKeys.current else {
            throw .unknownMasterKey(version: masterKeys.currentVersion)
        }
        var plain = Array(UnsafeBufferPointer(start: key.pointer, count: KeyBytes.count))
        defer { plain.withUnsafeMutableBytes { wipe($0) } }
        let sealed = AuthenticatedCipher.seal(
            plain,
            header: [format, version],
            nonce: randomness.bytes(AuthenticatedCipher.nonceLength),
            associated: slot.associatedData,
            key: master
        )
        return WrappedKey(bytes: sealed)
    }

    private static func unwrap(
        _ wrapped: WrappedKey,
        in slot: Slot,
        with masterKeys: MasterKeyRing,
        into memory: KeyBytes.Memory
    ) throws(VaultError) -> KeyBytes {
        guard wrapped.bytes.count > 2, wrapped.bytes[0] == format else { throw .unknownFormat }
        let version = wrapped.bytes[1]
        guard let master = masterKeys.key(version: version) else { throw .unknownMasterKey(version: Int(version)) }
        var plain = try AuthenticatedCipher.open(
            wrapped.bytes,
            headerLength: 2,
            associated: slot.associatedData,
            key: master
        )
        defer { plain.withUnsafeMutableBytes { wipe($0) } }
        guard plain.count == KeyBytes.count else { throw .unreadable }
        return KeyBytes(plain, in: memory)
    }

    private static func first(_ count: Int, bitsOf code: [UInt8]) -> [UInt8] {
        let count = min(max(count, 1), 32)
        var bytes = Array(code[..<((count + 7) / 8)])
        let spare = bytes.count * 8 - count
        bytes[bytes.count - 1] &= 0xFF << UInt8(spare)
        return bytes
    }
}
