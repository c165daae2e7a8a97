public import CityKit

/// Keeps keys and makes secrets. All of it is synchronous and takes microseconds; nothing here reads the database.
///
/// Contact data is sealed under a person's key, unpublished words and photos under a case's key. Each key is stored
/// wrapped by the master key, so that erasing one row of keys erases a person, and a new master key means wrapping keys
/// anew, not data.
public protocol Vault: Sendable {
    /// A new random key.
    /// - Parameter slot: where its wrapped form will be stored.
    func newKey(in slot: Slot) throws -> NewKey

    /// The key that was wrapped in `slot`.
    /// - Throws: `VaultError` when it was wrapped for another slot, changed, or its master key is not at hand.
    func key(_ wrapped: WrappedKey, in slot: Slot) throws -> any DataKey

    /// The same key under the current master key; nil when it is under it already.
    func rewrapped(_ wrapped: WrappedKey, in slot: Slot) throws -> WrappedKey?

    /// A keyed hash by which a sealed value can be found again. Equal values of one town and column have equal indexes.
    /// - Returns: as many bits as the column keeps, filled up with zero bits to whole bytes.
    func index(_ value: some BlindIndexable, of column: IndexedColumn, in town: ID<Municipality>) -> [UInt8]

    /// A secret that can be made again from the same parts and by nobody without the key. It outlives a change of the
    /// master key.
    /// - Returns: 32 bytes.
    func secret(for purpose: SecretPurpose, _ parts: [String], in town: ID<Municipality>) -> [UInt8]

    /// A key that is nowhere stored: it can be made again for the same purpose and by nobody else. It outlives a change of
    /// the master key, so what is sealed under it cannot be erased by erasing a key.
    func standingKey(for purpose: SecretPurpose, in town: ID<Municipality>) -> any DataKey

    /// What the database keeps of a token.
    /// - Returns: 32 bytes.
    func hash(_ token: Token) -> [UInt8]

    /// SHA-256 (FIPS 180-4) of a file, by which others see that it came whole: 64 hexadecimal digits.
    func checksum(_ bytes: [UInt8]) -> String

    /// Whether the bytes are the same, in a time that does not depend on where they differ.
    func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool
}

extension Vault {
    public func secret(for purpose: SecretPurpose, _ parts: String..., in town: ID<Municipality>) -> [UInt8] {
        secret(for: purpose, parts, in: town)
    }
}

/// An unwrapped key, in memory only; wiped when nobody holds it any more.
public protocol DataKey: Sendable {
    /// Encrypts `value`. Lengths are hidden up to steps of 16 bytes.
    func seal<Value: Sealable>(_ value: Value, in slot: Slot) throws -> Sealed<Value>

    /// The value that was sealed in `slot`.
    /// - Throws: `VaultError.unreadable` when the ciphertext was changed, comes from another slot or key.
    func open<Value: Sealable>(_ sealed: Sealed<Value>, in slot: Slot) throws -> Value
}

/// A key that was just made and the form of it to be stored.
public struct NewKey: Sendable {
    public let key: any DataKey
    public let wrapped: WrappedKey

    public init(key: any DataKey, wrapped: WrappedKey) {
        self.key = key
        self.wrapped = wrapped
    }
}

/// What a secret is for. Secrets of two purposes never match, even when their parts do.
public struct SecretPurpose: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Why something sealed cannot be read. Never shown: the person can mend none of it.
public enum VaultError: Error, Hashable {
    /// Changed, cut, moved to another slot, or sealed under another key.
    case unreadable
    /// Written by a newer version of the program, or no ciphertext at all.
    case unknownFormat
    /// The key ring lacks the master key of this version.
    case unknownMasterKey(version: Int)
}
