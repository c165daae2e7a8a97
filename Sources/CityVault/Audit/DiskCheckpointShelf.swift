public import CityDomain
import Foundation

/// Checkpoints in a file to which lines are only added.
public struct DiskCheckpointShelf: CheckpointShelf {
    public let path: String
    private let threads: BlockingThreads
    private let disk: Disk

    /// - Parameter path: of the file; its folder is made where it is not there.
    public init(path: String, threads: BlockingThreads) { self.init(path: path, threads: threads, disk: .system) }

    init(path: String, threads: BlockingThreads, disk: Disk) {
        self.path = path
        self.threads = threads
        self.disk = disk
    }

    /// - Throws: `CheckpointFault`.
    public func add(_ checkpoint: AuditCheckpoint) async throws {
        let (path, disk) = (path, disk)
        try await withTaskExecutorPreference(threads) {
            do {
                try disk.appendLines([checkpoint.line], to: path)
            } catch let error as DiskError {
                throw CheckpointFault(path: path, code: error.code)
            }
        }
    }

    /// What the file holds; nothing when there is none.
    public func text() -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

/// The file of checkpoints cannot be written.
public struct CheckpointFault: Error, CustomStringConvertible {
    let path: String
    /// Of `errno`.
    let code: Int32

    public var description: String { "\(path) cannot be written: \(String(cString: strerror(code)))" }
}
