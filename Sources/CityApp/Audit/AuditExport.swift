import CityDomain
public import CityKit
import CityStorage
import Foundation

/// `ratusz audit export`: writes linked entries of the audit log into a file, a line of JSON each, beside a running server.
/// Each line has what is hashed of it and the hash of the entry before, so that it can be checked on its own.
public struct AuditExport: Sendable {
    private static let actor = AuditActor.command("ratusz audit export")
    /// Entries that are read at once.
    private static let page = 1_000

    private let file: String
    private let town: String?
    private let from: CivilDate?
    private let to: CivilDate?

    /// - Parameters:
    ///   - file: replaced as a whole once it is complete; only its owner may read it.
    ///   - town: nil for the whole installation.
    ///   - from: the first day, in UTC; nil for the beginning.
    ///   - to: the last day, in UTC; nil for the end.
    public init(to file: String, of town: String?, from: CivilDate?, until to: CivilDate?) {
        self.file = file
        self.town = town
        self.from = from
        self.to = to
    }

    /// The audit log knows of it before an entry is read.
    ///
    /// - Returns: how many entries the file holds.
    /// - Throws: `Maintenance.Fault` in words for the person at the command line.
    public func run(_ settings: Settings) async throws -> Int {
        try await Maintenance.withComposition(settings) { composition in
            var id: ID<Municipality>?
            if let town { id = try await Maintenance.town(town, composition).id }
            let unfinished = try UnfinishedFile(for: file)
            let act = RecordAudit.Act(.auditExported, .auditLog)
            try await composition.audit(act, by: Self.actor, in: id, at: composition.foundations.clock.now)
            let count = try await write(composition.auditStore, of: id, to: unfinished)
            try unfinished.finish()
            return count
        }
    }

    private func write(_ store: SQLAuditStore, of town: ID<Municipality>?, to file: UnfinishedFile) async throws -> Int
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let span = AuditSpan(town: town, from: from?.startInUTC, until: to.map { ($0 + 1).startInUTC })
        var (last, count) = (0, 0)
        while true {
            let page = try await store.entries(of: span, after: last, limit: Self.page)
            for entry in page {
                let line = try encoder.encode(ExportedEntry(entry))
                try file.write(String(decoding: line, as: UTF8.self) + "\n")
                last = entry.linked.sequence
            }
            count += page.count
            guard page.count == Self.page else { return count }
        }
    }
}

extension CivilDate {
    fileprivate var startInUTC: Instant { Instant(milliseconds: Int64(dayNumber) * 86_400_000) }
}

/// A line of the file, by the names of `docs/audit.md`.
private struct ExportedEntry: Encodable {
    let sequence: Int
    /// Milliseconds since 1970.
    let at: Int64
    /// The same to read.
    let time: String
    let id: String
    let municipality: String
    let kind: String
    let actor: String
    let role: String?
    let object: String
    let part: String?
    let reason: String?
    let request: String?
    let sealed: String?
    let hash: String
    let previous: String

    init(_ chained: ChainedEntry) {
        let (linked, entry) = (chained.linked, chained.linked.entry)
        sequence = linked.sequence
        at = entry.at.milliseconds
        time = entry.at.rfc3339
        id = entry.id.rawValue
        municipality = entry.town.rawValue
        kind = entry.kind
        actor = entry.actor
        role = entry.role
        object = entry.object
        part = entry.part
        reason = entry.reason
        request = entry.request
        sealed = entry.values.map { Hex.text($0.ciphertext) }
        hash = Hex.text(linked.hash)
        previous = Hex.text(chained.previous)
    }
}
