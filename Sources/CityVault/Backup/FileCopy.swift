import CityDomain
import Foundation

/// Copies files and computes what they hold, in one pass.
struct FileCopy {
    private static let pieceLength = 1 << 18

    let disk: Disk

    /// The sum of a file; nil when there is none.
    func sum(of path: String) throws(BackupFault) -> FileSum? {
        guard let source = try open(path) else { return nil }
        defer { close(source) }
        return try telling(path) { () throws(DiskError) in try pump(source) { _ throws(DiskError) in } }
    }

    /// Copies a file to a new one, which is not synced yet; nil when there is none to copy.
    func copy(_ path: String, to target: String) throws(BackupFault) -> FileSum? {
        guard let source = try open(path) else { return nil }
        defer { close(source) }
        return try telling(target) { () throws(DiskError) in
            let file = disk.create(target)
            guard file >= 0 else { throw DiskError() }
            let sum: FileSum
            do throws(DiskError) {
                sum = try pump(source) { piece throws(DiskError) in try disk.writeAll(piece, to: file) }
            } catch {
                _ = disk.close(file)
                throw error
            }
            try disk.check(disk.close(file))
            return sum
        }
    }

    private func open(_ path: String) throws(BackupFault) -> Int32? {
        let file = Foundation.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        if file >= 0 { return file }
        guard errno == ENOENT else { throw .disk(path, DiskError()) }
        return nil
    }

    private func pump(_ source: Int32, _ sink: ([UInt8]) throws(DiskError) -> Void) throws(DiskError) -> FileSum {
        var hash = SHA256()
        var size = 0
        while true {
            let piece = try disk.readAll(Self.pieceLength, from: source)
            piece.withUnsafeBytes { hash.update($0) }
            size += piece.count
            try sink(piece)
            if piece.count < Self.pieceLength { return FileSum(size: size, sha256: hash.hex()) }
        }
    }

    private func telling<T>(_ path: String, _ work: () throws(DiskError) -> T) throws(BackupFault) -> T {
        do { return try work() } catch { throw .disk(path, error) }
    }
}

extension BackupFault {
    static func disk(_ path: String, _ error: DiskError) -> Self {
        .disk(
            path,
            reason: error.code == ENOSPC ? "there is no room left on the disk" : String(cString: strerror(error.code))
        )
    }
}
