import CityDomain
import CityVault
import Logging

/// Writes erasures to the file of the ledger and into the stream of the log, which usually leaves the machine: a lost disk
/// does not take the ledger with it.
struct LoggedErasureLedger: ErasureLedger {
    let file: DiskErasureLedger
    let logger: Logger

    func add(_ record: ErasureRecord) async throws {
        try await file.add(record)
        logger.notice("erasure", metadata: ["record": "\(record.line)"])
    }

    func records() async throws -> [ErasureRecord] { try await file.records() }
}

extension DiskErasureLedger {
    /// - Parameter path: of the file.
    init(at path: String) { self.init(path: path, threads: BlockingThreads(name: "erasures", count: 1)) }
}
