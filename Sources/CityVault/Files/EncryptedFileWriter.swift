import CSodium
import CityDomain
import CityKit
import Foundation

/// Encrypts and writes one file, piece by piece. Ends with `commit` or `abandon`.
final class EncryptedFileWriter {
    private typealias Format = EncryptedFileFormat

    private let name: ID<StoredFile>
    private let paths: FilePaths
    private let disk: Disk
    private let file: Int32
    private var stream = crypto_secretstream_xchacha20poly1305_state()
    /// Plain text that waits for its piece to be full.
    private var waiting: [UInt8] = []
    private(set) var size = 0

    init(_ name: ID<StoredFile>, under key: any DataKey, in paths: FilePaths, on disk: Disk, randomness: any Randomness)
        throws
    {
        self.name = name
        self.paths = paths
        self.disk = disk
        let fileKey = FileKey(from: randomness)
        let sealedKey = try key.seal(fileKey, in: Format.slot(of: name)).ciphertext
        file = disk.create(paths.partial(name))
        guard file >= 0 else { throw DiskError() }
        do {
            try writeHeader(sealedKey: sealedKey, fileKey: fileKey)
        } catch {
            abandon()
            throw error
        }
    }

    func append(_ chunk: [UInt8]) throws(DiskError) {
        size += chunk.count
        waiting += chunk
        var start = 0
        // The last piece bears a tag of its own, so one piece always waits until more comes or the file ends.
        while waiting.count - start > Format.pieceLength {
            try write(waiting[start..<(start + Format.pieceLength)], tag: Format.messageTag)
            start += Format.pieceLength
        }
        waiting.removeFirst(start)
    }

    /// Writes what is left and makes the file and its name durable.
    func commit() throws(DiskError) -> StoredFile {
        try write(waiting[...], tag: Format.finalTag)
        try disk.check(disk.sync(file))
        try close()
        try disk.check(disk.rename(paths.partial(name), paths.file(name)))
        try disk.check(disk.syncFolder(paths.shard(of: name)))
        return StoredFile(name: name, size: size)
    }

    /// Leaves nothing behind, wherever writing stopped.
    func abandon() {
        try? close()
        unlink(paths.partial(name))
        unlink(paths.file(name))
    }

    deinit { sodium_memzero(&stream, MemoryLayout.size(ofValue: stream)) }

    private var isOpen = true

    private func close() throws(DiskError) {
        guard isOpen else { return }
        isOpen = false
        try disk.check(disk.close(file))
    }

    private func writeHeader(sealedKey: [UInt8], fileKey: FileKey) throws(DiskError) {
        var streamHeader = [UInt8](repeating: 0, count: Format.streamHeaderLength)
        crypto_secretstream_xchacha20poly1305_init_push(&stream, &streamHeader, fileKey.bytes)
        let length = [UInt8(sealedKey.count >> 8 & 0xFF), UInt8(sealedKey.count & 0xFF)]
        try disk.writeAll([Format.format] + length + sealedKey + streamHeader, to: file)
    }

    private func write(_ plain: ArraySlice<UInt8>, tag: UInt8) throws(DiskError) {
        var piece = [UInt8](repeating: 0, count: plain.count + Format.overhead)
        plain.withUnsafeBufferPointer { plain in
            _ = crypto_secretstream_xchacha20poly1305_push(
                &stream,
                &piece,
                nil,
                plain.baseAddress,
                UInt64(plain.count),
                nil,
                0,
                tag
            )
        }
        try disk.writeAll(piece, to: file)
    }
}
