import CSodium
import CityDomain
import CityKit
import Foundation

/// Reads and decrypts one file, piece by piece.
final class EncryptedFileReader {
    private typealias Format = EncryptedFileFormat

    private let disk: Disk
    private let file: Int32
    private var stream = crypto_secretstream_xchacha20poly1305_state()
    private var isAtEnd = false

    /// - Throws: `FileStoreFailure.notFound`, `.damaged` when the file was not written for this name and key.
    init(_ name: ID<StoredFile>, under key: any DataKey, in paths: FilePaths, on disk: Disk) throws {
        self.disk = disk
        file = open(paths.file(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw FileStoreFailure(errno) }
        let start = try read(3)
        guard start.count == 3, start[0] == Format.format else { throw FileStoreFailure.damaged }
        let sealedKey = try read(Int(start[1]) << 8 | Int(start[2]))
        let streamHeader = try read(Format.streamHeaderLength)
        guard streamHeader.count == Format.streamHeaderLength,
            let fileKey = try? key.open(Sealed<FileKey>(ciphertext: sealedKey), in: Format.slot(of: name)),
            crypto_secretstream_xchacha20poly1305_init_pull(&stream, streamHeader, fileKey.bytes) == 0
        else { throw FileStoreFailure.damaged }
    }

    deinit {
        sodium_memzero(&stream, MemoryLayout.size(ofValue: stream))
        if file >= 0 { close(file) }
    }

    /// At most 64 KiB; nil after the last piece.
    func next() throws(FileStoreFailure) -> [UInt8]? {
        guard !isAtEnd else { return nil }
        let piece = try read(Format.pieceLength + Format.overhead)
        guard piece.count >= Format.overhead else { throw .damaged }
        var plain = [UInt8](repeating: 0, count: piece.count - Format.overhead)
        var tag: UInt8 = 0
        let status = crypto_secretstream_xchacha20poly1305_pull(
            &stream,
            &plain,
            nil,
            &tag,
            piece,
            UInt64(piece.count),
            nil,
            0
        )
        guard status == 0 else { throw .damaged }
        if tag == Format.finalTag {
            isAtEnd = true
            guard try read(1).isEmpty else { throw .damaged }
        } else if plain.count < Format.pieceLength {
            throw .damaged
        }
        return plain
    }

    private func read(_ length: Int) throws(FileStoreFailure) -> [UInt8] {
        do { return try disk.readAll(length, from: file) } catch { throw FileStoreFailure(error.code) }
    }
}

extension FileStoreFailure {
    /// - Parameter code: what `errno` was after the call that failed.
    init(_ code: Int32) {
        switch code {
        case ENOENT: self = .notFound
        case ENOSPC, EDQUOT, EFBIG: self = .full
        default: self = .broken(code: code)
        }
    }
}
