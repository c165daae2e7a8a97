public import CityDomain
public import CityKit
import Foundation

/// A whole backup in its folder: `manifest.json`, `SHA256SUMS`, `database` and `files/`, laid out as a
/// `FolderFileStore` has them.
public struct StoredBackup: Sendable {
    static let databaseName = "database"
    static let filesName = "files"

    public let folder: String
    public let manifest: BackupManifest
    private let copies: FileCopy

    /// - Throws: `BackupFault.noBackup` for a folder without a manifest, `.newerFormat`.
    public init(folder: String) throws(BackupFault) {
        let file = "\(folder)/\(BackupManifest.fileName)"
        guard let bytes = try? Data(contentsOf: URL(filePath: file)) else { throw .noBackup(folder) }
        self.folder = folder
        manifest = try BackupManifest(decoding: Array(bytes), at: folder)
        copies = FileCopy(disk: .system)
    }

    public var database: String { "\(folder)/\(Self.databaseName)" }

    static func path(of file: ID<StoredFile>) -> String { FilePaths(root: filesName).file(file) }

    /// The sums of its files by their paths, from its list.
    ///
    /// - Throws: `BackupFault.damaged` when the list is not the one that was written.
    public func sums() throws(BackupFault) -> [String: String] {
        let path = "\(folder)/\(SumList.fileName)"
        guard try copies.sum(of: path)?.sha256 == manifest.files.listSHA256,
            let text = try? String(contentsOfFile: path, encoding: .utf8), let sums = SumList.parse(text)
        else { throw .damaged(["\(SumList.fileName) is not the list that was written"]) }
        return sums
    }

    /// The names of its files.
    public func files() throws(BackupFault) -> Set<ID<StoredFile>> {
        Set(
            try sums().keys.compactMap { path in
                let name = path.split(separator: "/").last.map(String.init) ?? ""
                return FilePaths.isName(name) ? ID(name) : nil
            }
        )
    }

    /// How files come to another place.
    public enum Transfer: Sendable {
        /// As files of their own.
        case copied
        /// As second names where the file system can do that: for a look that ends soon.
        case linked
    }

    /// Brings the files to the empty folder of a `FolderFileStore` and compares each with the list. They are durable
    /// when this returns.
    ///
    /// - Parameter progress: hears how many are done.
    /// - Returns: a line for each file that is not as the list says.
    public func transfer(_ how: Transfer, to root: String, progress: (Int) -> Void) throws -> [String] {
        let target = FilePaths(root: root)
        try target.create(on: .system)
        var faults: [String] = []
        let sums = try sums().filter { $0.key != Self.databaseName }.sorted { $0.key < $1.key }
        for (index, (path, sum)) in sums.enumerated() {
            let name = String(path.split(separator: "/").last ?? "")
            guard FilePaths.isName(name) else { throw BackupFault.damaged(["\(path) is no path of a file"]) }
            let found = try bring("\(folder)/\(path)", how, to: target.file(ID(name)))
            if found?.sha256 != sum { faults.append(found == nil ? "\(path) is missing" : "\(path) was changed") }
            progress(index + 1)
        }
        if case .copied = how { try syncAll(root) }
        return faults
    }

    private func bring(_ source: String, _ how: Transfer, to target: String) throws(BackupFault) -> FileSum? {
        if case .linked = how, link(source, target) == 0 { return try copies.sum(of: target) }
        return try copies.copy(source, to: target)
    }

    /// What is wrong with the database's own file; nil when nothing is.
    public func databaseFault() throws(BackupFault) -> String? {
        guard let sum = try copies.sum(of: database) else { return "\(Self.databaseName) is missing" }
        return sum == manifest.database ? nil : "\(Self.databaseName) was changed"
    }

    private func syncAll(_ root: String) throws {
        let file = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw BackupFault.disk(root, DiskError()) }
        defer { close(file) }
        guard Disk.system.syncAll(file) == 0 else { throw BackupFault.disk(root, DiskError()) }
    }
}

/// The folder of a `FolderFileStore`, looked at from outside.
public enum FilesFolder {
    /// Whether it holds a file of the store.
    public static func isUsed(_ root: String) -> Bool {
        FilePaths(root: root).shards.contains { shard in
            ((try? FileManager.default.contentsOfDirectory(atPath: shard)) ?? []).contains(where: FilePaths.isName)
        }
    }
}
