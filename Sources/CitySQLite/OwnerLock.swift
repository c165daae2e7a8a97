import CityStorage
import Foundation
import Synchronization

/// The right to be the one long-lived process on a file: an advisory lock on `<file>.lock`, which the system takes back
/// when the process ends, however it ends. The file holds the process id.
final class OwnerLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(of path: String) throws(OpenFault) {
        let file = path + ".lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable("\(file): \(Self.lastError)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let fault = OpenFault.unusable("\(file): \(Self.lastError)")
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw isHeld ? .inUse(file: path, process: holder) : fault
        }
        ftruncate(descriptor, 0)
        _ = "\(getpid())\n".utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count - 1, 0) }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }

    /// Makes an empty file for this user alone; SQLite gives its side files the same rights.
    static func makePrivateFile(_ path: String) throws(OpenFault) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable("\(path): \(lastError)") }
        close(descriptor)
    }

    private static var lastError: String { String(cString: strerror(errno)) }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
    }
}
