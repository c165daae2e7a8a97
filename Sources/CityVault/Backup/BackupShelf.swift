public import CityDomain
import Foundation

/// A folder of backups, each a folder of its own. What is being written or removed has a name that is none of a backup,
/// so that whatever bears one is whole.
public struct BackupShelf: Sendable {
    public let folder: String
    private let disk: Disk

    public init(folder: String) { self.init(folder: folder, disk: .system) }

    init(folder: String, disk: Disk) {
        self.folder = folder
        self.disk = disk
    }

    /// The whole backups, oldest first.
    public var names: [BackupName] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return entries.compactMap(BackupName.init(rawValue:)).sorted()
    }

    /// The path of the newest backup when `path` is a folder of backups; else `path` itself.
    ///
    /// - Throws: `BackupFault.noBackup`.
    public static func backup(at path: String) throws(BackupFault) -> StoredBackup {
        let shelf = Self(folder: path)
        return try StoredBackup(folder: shelf.names.last.map(shelf.path) ?? path)
    }

    public func path(of name: BackupName) -> String { "\(folder)/\(name.rawValue)" }

    /// Begins a backup. Makes the folder where there is none and clears away what commands left there that were killed.
    ///
    /// - Throws: `BackupFault.inUse`, `.exists`, `.disk`.
    public func begin(_ name: BackupName) throws -> BackupDraft {
        try makeFolder(folder)
        let lock = try ShelfLock(folder)
        guard !FileManager.default.fileExists(atPath: path(of: name)) else { throw BackupFault.exists(path(of: name)) }
        let earlier = names.last.flatMap { try? StoredBackup(folder: path(of: $0)) }
        let draft = "\(folder)/.unfinished-\(name.rawValue)"
        try makeFolder(draft)
        return try BackupDraft(draft, becoming: path(of: name), after: earlier, lock, disk)
    }

    /// Gives `body` an empty folder that is gone afterwards.
    ///
    /// - Throws: `BackupFault.inUse`, `.disk`, or what `body` throws.
    public func withScratch<T>(_ body: (String) async throws -> T) async throws -> T {
        try makeFolder(folder)
        let lock = try ShelfLock(folder)
        let scratch = "\(folder)/.unfinished-check"
        try makeFolder(scratch)
        let result: Result<T, any Error>
        do { result = .success(try await body(scratch)) } catch { result = .failure(error) }
        try? FileManager.default.removeItem(atPath: scratch)
        lock.release()
        return try result.get()
    }

    /// Removes the oldest backups, so that `count` stay.
    ///
    /// - Returns: what was removed.
    public func keep(newest count: Int) throws -> [BackupName] {
        let outdated = names.outdated(keeping: count)
        for name in outdated {
            let doomed = "\(folder)/.unfinished-\(name.rawValue)"
            guard disk.rename(path(of: name), doomed) == 0 else { throw BackupFault.disk(path(of: name), DiskError()) }
            try FileManager.default.removeItem(atPath: doomed)
        }
        return outdated
    }

    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw BackupFault.disk(path, reason: error.localizedDescription)
        }
    }
}

/// The right to be the one command that works in a folder of backups.
final class ShelfLock {
    private var descriptor: Int32

    /// Clears away what an earlier holder left unfinished.
    init(_ folder: String) throws(BackupFault) {
        descriptor = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .disk(folder, DiskError()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            descriptor = -1
            throw .inUse(folder)
        }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for entry in entries where entry.hasPrefix(".unfinished-") {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(entry)")
        }
    }

    func release() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    deinit { release() }
}
