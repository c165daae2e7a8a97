public import CityDomain
public import CityKit
import Foundation

/// A backup that is being written: the database first, then the files that it names, `commit` last.
public final class BackupDraft {
    private let folder: String
    private let target: String
    private let disk: Disk
    private let lock: ShelfLock
    private let copies: FileCopy
    private let paths: FilePaths
    /// Its files need not be copied again.
    private let earlier: StoredBackup?
    private let earlierSums: [String: String]
    private var lines = ""
    private var count = 0
    private var size = 0

    /// - Parameter earlier: a backup that is damaged itself counts as none.
    init(_ folder: String, becoming target: String, after earlier: StoredBackup?, _ lock: ShelfLock, _ disk: Disk)
        throws
    {
        self.folder = folder
        self.target = target
        self.disk = disk
        self.lock = lock
        self.earlier = earlier
        earlierSums = (try? earlier?.sums()) ?? [:]
        copies = FileCopy(disk: disk)
        paths = FilePaths(root: "\(folder)/\(StoredBackup.filesName)")
        try paths.create(on: disk)
    }

    /// Where the engine has to save the database.
    public var database: String { "\(folder)/\(StoredBackup.databaseName)" }

    /// The sum of the database that was saved.
    public func addDatabase() throws(BackupFault) -> FileSum {
        guard let sum = try copies.sum(of: database) else { throw .noBackup(database) }
        lines += SumList.line(sum.sha256, StoredBackup.databaseName)
        return sum
    }

    /// Copies files; one that the backup before has too becomes a second name of that one's.
    ///
    /// - Parameters:
    ///   - root: the folder of a `FolderFileStore`.
    ///   - progress: hears how many are done.
    /// - Returns: those that are not there.
    public func add(_ files: [ID<StoredFile>], from root: String, progress: (Int) -> Void) throws(BackupFault)
        -> [ID<StoredFile>]
    {
        let source = FilePaths(root: root)
        var missing: [ID<StoredFile>] = []
        for (index, file) in files.enumerated() {
            if try !add(file, source.file(file)) { missing.append(file) }
            progress(index + 1)
        }
        return missing
    }

    private func add(_ file: ID<StoredFile>, _ source: String) throws(BackupFault) -> Bool {
        guard FilePaths.isName(file.rawValue) else { return false }
        let (path, target) = (StoredBackup.path(of: file), paths.file(file))
        guard access(source, F_OK) == 0 else { return false }
        var status = stat()
        if let known = earlierSums[path], let earlier, disk.link("\(earlier.folder)/\(path)", target) == 0,
            stat(target, &status) == 0
        {
            note(FileSum(size: Int(status.st_size), sha256: known), path)
        } else if let sum = try copies.copy(source, to: target) {
            note(sum, path)
        } else {
            return false
        }
        return true
    }

    private func note(_ sum: FileSum, _ path: String) {
        lines += SumList.line(sum.sha256, path)
        count += 1
        size += sum.size
    }

    /// Makes all of it durable, then gives it its name.
    ///
    /// - Parameter manifest: made with the totals of the files.
    /// - Returns: the path of the backup.
    public func commit(_ manifest: (FileTotals) throws -> BackupManifest) throws -> String {
        do {
            let list = "\(folder)/\(SumList.fileName)"
            try write(Array(lines.utf8), to: list)
            let listSum = try copies.sum(of: list)?.sha256 ?? ""
            let totals = FileTotals(count: count, size: size, listSHA256: listSum)
            try write(try manifest(totals).encoded(), to: "\(folder)/\(BackupManifest.fileName)")
            try syncAll()
            try disk.check(disk.rename(folder, target))
            try disk.check(disk.syncFolder(URL(filePath: target).deletingLastPathComponent().path))
        } catch let error as DiskError {
            throw BackupFault.disk(folder, error)
        }
        lock.release()
        return target
    }

    /// Leaves nothing behind. After `commit` nothing happens.
    public func abandon() {
        try? FileManager.default.removeItem(atPath: folder)
        lock.release()
    }

    private func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
        let file = disk.create(path)
        guard file >= 0 else { throw DiskError() }
        try disk.writeAll(bytes, to: file)
        try disk.check(disk.sync(file))
        try disk.check(disk.close(file))
    }

    /// One call for all files: syncing each would take minutes for many thousands.
    private func syncAll() throws(DiskError) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw DiskError() }
        defer { close(file) }
        try disk.check(disk.syncAll(file))
    }
}
