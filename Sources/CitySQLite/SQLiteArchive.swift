public import CityStorage
import Foundation
import GRDB

/// Copies a database file page by page, beside the process that writes to it. Its reading transaction lasts for the
/// whole copy: what others commit meanwhile stands in the log, so the copy neither waits for them nor begins again.
public struct SQLiteArchive: DatabaseArchive {
    /// 16 MiB, so that whoever waits sees it move.
    private static let pagesPerStep: CInt = 4_096

    public let dialect = Dialect.sqlite
    private let path: String

    /// - Parameter path: of the file, which need not exist.
    public init(path: String) { self.path = path }

    public func save<T: Sendable>(
        to file: String,
        progress: @escaping @Sendable (Double) -> Void,
        look: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T {
        try await onThread {
            try copy(to: file, progress)
            return try view(file, look)
        }
    }

    public func occupant() async throws -> String? {
        [path, "\(path)-wal", "\(path)-journal"].first { FileManager.default.fileExists(atPath: $0) }
    }

    public func load(from file: String) async throws {
        let draft = "\(path).restoring"
        try await onThread {
            do {
                try? FileManager.default.removeItem(atPath: draft)
                try FileManager.default.copyItem(atPath: file, toPath: draft)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
                try Self.sync(draft)
                guard rename(draft, path) == 0 else { throw Self.lastError(path) }
                try Self.sync(URL(filePath: path).deletingLastPathComponent().path)
            } catch let error as CocoaError {
                throw error.code == .fileWriteOutOfSpace
                    ? ArchiveFault.full(file: path) : ArchiveFault.failed("\(path): \(error.localizedDescription)")
            }
        }
    }

    public func faults() async throws -> [String] {
        try await onThread {
            try Self.telling(path) {
                try Self.open(path, isReadOnly: true).unsafeRead { connection in
                    let integrity = try String.fetchAll(connection, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                    let references = try Row.fetchAll(connection, sql: "PRAGMA foreign_key_check")
                    return integrity
                        + references.map { "a row of \($0["table"] as String? ?? "?") names one that is not there" }
                }
            }
        }
    }

    public func purge() async throws {
        try await onThread {
            // Held until the end: no server may begin meanwhile.
            let lock = try OwnerLock(of: path)
            defer { lock.release() }
            try Self.telling(path) {
                let queue = try Self.open(path, isReadOnly: false)
                try queue.writeWithoutTransaction { connection in
                    try connection.execute(sql: "PRAGMA secure_delete = ON")
                    try connection.execute(sql: "VACUUM")
                    try Self.emptyLog(connection, of: path)
                }
                try queue.close()
            }
        }
    }

    /// Takes what stands in the log into the file and cuts the log off.
    private static func emptyLog(_ connection: GRDB.Database, of path: String) throws {
        let isBusy = try Int.fetchOne(connection, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 0
        guard isBusy == 0 else {
            throw ArchiveFault.failed("\(path): another command reads it; try again when it is done")
        }
    }

    private func copy(to file: String, _ progress: @escaping @Sendable (Double) -> Void) throws {
        try OwnerLock.makePrivateFile(file)
        try Self.telling(file) {
            let source = try Self.open(path, isReadOnly: true)
            let target = try Self.open(file, isReadOnly: false)
            try source.unsafeRead { source in
                // Reading takes hold of one state.
                try source.execute(sql: "BEGIN")
                _ = try Int.fetchOne(source, sql: "SELECT COUNT(*) FROM sqlite_master")
                try target.writeWithoutTransaction { target in
                    // Whoever saves syncs the file, and a copy that is cut short is thrown away.
                    try target.execute(sql: "PRAGMA synchronous = OFF")
                    try source.backup(to: target, pagesPerStep: Self.pagesPerStep) { step in
                        progress(Double(step.completedPageCount) / Double(max(1, step.totalPageCount)))
                    }
                    // The copy is one file, without a log beside it.
                    _ = try String.fetchOne(target, sql: "PRAGMA journal_mode = DELETE")
                }
                try source.execute(sql: "ROLLBACK")
            }
            try target.close()
            try source.close()
        }
    }

    private func view<T>(_ file: String, _ look: (any Session) throws -> T) throws -> T {
        let file = SQLiteFile(
            path: file,
            schema: .ratusz,
            options: SQLiteDatabase.Options(),
            hub: NotificationHub(),
            turn: nil
        )
        let connection = try file.openReader()
        defer { connection.close() }
        return try connection.use { try look($0) }
    }

    private static func open(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func telling<T>(_ file: String, _ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw error.resultCode == .SQLITE_FULL
                ? ArchiveFault.full(file: file) : ArchiveFault.failed("\(file): \(error.message ?? "SQLite failed")")
        }
    }

    private static func sync(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw lastError(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw lastError(path) }
    }

    private static func lastError(_ path: String) -> ArchiveFault {
        .failed("\(path): \(String(cString: strerror(errno)))")
    }

    private func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            _ = DatabaseThread(named: "sqlite archive") { continuation.resume(with: Result { try work() }) }
        }
    }
}
