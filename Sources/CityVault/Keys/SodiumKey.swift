import CityDomain
import CityKit

/// A data key in memory.
///
/// A ciphertext is one byte of format, 24 bytes of nonce, the padded text and 16 bytes of tag; the format and the slot
/// are authenticated with it.
struct SodiumKey: DataKey {
    private static let format: UInt8 = 1

    let bytes: KeyBytes
    let randomness: any Randomness

    func seal<Value: Sealable>(_ value: Value, in slot: Slot) throws -> Sealed<Value> {
        let ciphertext = try AuthenticatedCipher.seal(
            Padding.add(to: value.plainBytes()),
            header: [Self.format],
            nonce: randomness.bytes(AuthenticatedCipher.nonceLength),
            associated: slot.associatedData,
            key: bytes
        )
        return Sealed(ciphertext: ciphertext)
    }

    func open<Value: Sealable>(_ sealed: Sealed<Value>, in slot: Slot) throws -> Value {
        guard sealed.ciphertext.first == Self.format else { throw VaultError.unknownFormat }
        let padded = try AuthenticatedCipher.open(
            sealed.ciphertext,
            headerLength: 1,
            associated: slot.associatedData,
            key: bytes
        )
        guard let plain = Padding.removed(from: padded) else { throw VaultError.unreadable }
        return try Value(plainBytes: plain)
    }
}
