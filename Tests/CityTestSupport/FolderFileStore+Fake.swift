public import CityVault
import Foundation

extension FolderFileStore {
    /// A store for tests that do not look into its folder. Its names are random, unlike all else in tests, because many
    /// tests write into it at once.
    static let shared = Result { try FolderFileStore(inFreshFolder: "files") }

    /// In a folder that the next run of the tests removes.
    public convenience init(inFreshFolder name: String) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "ratusz-tests-\(getpid())").appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try self.init(
            folder: folder.path,
            threads: BlockingThreads(name: "files", count: 2),
            randomness: SystemRandomness()
        )
    }
}
