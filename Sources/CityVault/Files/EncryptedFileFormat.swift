import CSodium
import CityDomain
import CityKit

/// An encrypted file: one byte of format, the length of the sealed file key (2 bytes, big endian), that key, and
/// libsodium's secret stream of pieces of 64 KiB, the last one tagged as such. The stream tells pieces that were
/// changed, swapped or left out; the file key is sealed for the file's name.
enum EncryptedFileFormat {
    static let format: UInt8 = 1
    static let pieceLength = 65_536
    static let overhead = Int(crypto_secretstream_xchacha20poly1305_ABYTES)
    static let streamHeaderLength = Int(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
    static let messageTag = UInt8(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
    static let finalTag = UInt8(crypto_secretstream_xchacha20poly1305_TAG_FINAL)

    static func slot(of name: ID<StoredFile>) -> Slot { Slot(ID("*"), table: "file", row: name, column: "key") }
}

/// The key of one file.
struct FileKey: Sealable {
    let bytes: [UInt8]

    init(from randomness: any Randomness) { bytes = randomness.bytes(KeyBytes.count) }

    init(plainBytes: [UInt8]) throws {
        guard plainBytes.count == KeyBytes.count else { throw VaultError.unreadable }
        bytes = plainBytes
    }

    func plainBytes() -> [UInt8] { bytes }
}
