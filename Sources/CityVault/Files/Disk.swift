import CDisk
import Foundation

/// The system calls by which files are written and read, in one place so that tests can let each of them fail. Each gives a
/// negative number and sets `errno` when it fails.
struct Disk: Sendable {
    /// Opens a new file for writing; fails when there is one of that name.
    var create: @Sendable (_ path: String) -> Int32 = {
        open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    /// Opens a file to add to its end, and makes it where there is none.
    var append: @Sendable (_ path: String) -> Int32 = {
        open($0, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    var write: @Sendable (_ file: Int32, UnsafeRawBufferPointer) -> Int = {
        Foundation.write($0, $1.baseAddress, $1.count)
    }
    var read: @Sendable (_ file: Int32, UnsafeMutableRawBufferPointer) -> Int = {
        Foundation.read($0, $1.baseAddress, $1.count)
    }
    var sync: @Sendable (_ file: Int32) -> Int32 = { fsync($0) }
    var close: @Sendable (_ file: Int32) -> Int32 = { Foundation.close($0) }
    var rename: @Sendable (_ from: String, _ to: String) -> Int32 = { Foundation.rename($0, $1) }
    /// Gives a file a second name on the same file system; fails across two.
    var link: @Sendable (_ from: String, _ to: String) -> Int32 = { Foundation.link($0, $1) }
    /// Makes everything durable that was written to the file system of an open file or folder.
    var syncAll: @Sendable (_ file: Int32) -> Int32 = { disk_sync_all($0) }
    /// Makes the names in a folder durable.
    var syncFolder: @Sendable (_ path: String) -> Int32 = { path in
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return -1 }
        defer { _ = Foundation.close(folder) }
        return fsync(folder)
    }

    static let system = Disk()

    /// Writes all of `bytes`, in as many calls as it takes.
    func writeAll(_ bytes: [UInt8], to file: Int32) throws(DiskError) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { write(file, UnsafeRawBufferPointer(rebasing: $0[start...])) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw DiskError() }
            start += count
        }
    }

    /// Adds lines to the end of a file, durable when it returns. The file and its folder are made where they are not there.
    func appendLines(_ lines: [String], to path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = append(path)
        try check(file)
        defer { _ = close(file) }
        // What a crash left of a line must not become the beginning of this one.
        let isTorn = FileManager.default.contents(atPath: path)?.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let text = (isTorn ? "\n" : "") + lines.map { "\($0)\n" }.joined()
        try writeAll(Array(text.utf8), to: file)
        try check(sync(file))
        try check(syncFolder(folder))
    }

    /// Reads as many bytes as asked for, fewer only at the end of the file.
    func readAll(_ length: Int, from file: Int32) throws(DiskError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var filled = 0
        while filled < length {
            let count = bytes.withUnsafeMutableBytes {
                read(file, UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw DiskError() }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    /// Turns a negative result into an error.
    func check(_ result: Int32) throws(DiskError) {
        if result < 0 { throw DiskError() }
    }
}

/// What `errno` says of the call that just failed.
struct DiskError: Error {
    let code = errno
}
