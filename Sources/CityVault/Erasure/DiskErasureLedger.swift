public import CityDomain
import CityKit
import Foundation

/// The ledger of erasures in a file to which lines are only added.
public struct DiskErasureLedger: ErasureLedger {
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

    /// - Throws: `ErasureLedgerFault`.
    public func add(_ record: ErasureRecord) async throws { try await add([record]) }

    /// Adds those that are not in it yet.
    ///
    /// - Throws: `ErasureLedgerFault`.
    public func merge(_ records: [ErasureRecord]) async throws {
        let known = Set(try await self.records())
        try await add(records.filter { !known.contains($0) })
    }

    private func add(_ records: [ErasureRecord]) async throws {
        guard !records.isEmpty else { return }
        let (path, disk) = (path, disk)
        try await withTaskExecutorPreference(threads) {
            do {
                try disk.appendLines(records.map(\.line), to: path)
            } catch let error as DiskError {
                throw ErasureLedgerFault.disk(path: path, code: error.code)
            }
        }
    }

    /// - Throws: `ErasureLedgerFault.unreadable` for a line that is neither a record nor what a crash left of one.
    public func records() async throws -> [ErasureRecord] {
        let path = path
        return try await withTaskExecutorPreference(threads) {
            let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            var records: [ErasureRecord] = []
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if let record = ErasureRecord(line: line) {
                    records.append(record)
                } else if !ErasureRecord.isTorn(line) {
                    throw ErasureLedgerFault.unreadable(path: path, line: index + 1)
                }
            }
            return records
        }
    }

    /// Whether there is a file at all.
    public var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}

/// The ledger of erasures cannot be used. Without it nobody is erased, and nothing is served.
public enum ErasureLedgerFault: Error, Hashable, CustomStringConvertible {
    /// `code` is that of `errno`.
    case disk(path: String, code: Int32)
    case unreadable(path: String, line: Int)

    public var description: String {
        switch self {
        case .disk(let path, let code): "\(path) cannot be written: \(String(cString: strerror(code)))"
        case .unreadable(let path, let line):
            "\(path), line \(line): this is no erasure that this program knows; without it somebody could come back"
        }
    }
}
