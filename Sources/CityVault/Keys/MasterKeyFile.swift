import CSodium
import Foundation

/// The file a master key lies in.
enum MasterKeyFile {
    enum Protection {
        /// The file's own mode and owner keep others out.
        case mode
        /// The folder does; systemd's credentials show a group because of access lists.
        case folder
    }

    private static let largestSize = 65_536

    static func read(_ path: String, protection: Protection) throws(MasterKeyError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .fileMissing(path: path) : .fileUnreadable(path: path, reason: lastError())
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .fileUnreadable(path: path, reason: lastError()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .fileUnreadable(path: path, reason: "it is no file") }
        guard status.st_size <= largestSize else { throw .fileUnreadable(path: path, reason: "it is too large") }
        if protection == .mode { try check(status, of: path) }
        return try content(of: file, length: Int(status.st_size), path: path)
    }

    static func create(at path: String, content: [UInt8]) throws(MasterKeyError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw errno == EEXIST ? .fileExists(path: path) : .fileUnwritable(path: path, reason: lastError())
        }
        defer { close(file) }
        guard write(file, content, content.count) == content.count, fsync(file) == 0 else {
            let reason = lastError()
            unlink(path)
            throw .fileUnwritable(path: path, reason: reason)
        }
    }

    private static func check(_ status: stat, of path: String) throws(MasterKeyError) {
        guard status.st_mode & 0o077 == 0 else {
            throw .filePublic(path: path, mode: String(status.st_mode & 0o7777, radix: 8))
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .fileOfAnother(path: path) }
    }

    private static func content(of file: Int32, length: Int, path: String) throws(MasterKeyError) -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            count = Foundation.read(file, buffer.baseAddress, length)
            filled = max(count, 0)
        }
        guard count == length else { throw .fileUnreadable(path: path, reason: lastError()) }
        return bytes
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}

/// Overwrites what held a key.
func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    sodium_memzero(memory.baseAddress, memory.count)
}
