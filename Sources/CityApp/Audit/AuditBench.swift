import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// Measures the check of a long audit log, beside what no check can do without: hashing the same bytes, and reading the
/// same rows.
public struct AuditBench: Sendable {
    private let entries: Int

    /// Entries in one transaction.
    private static let slice = 1_000

    /// - Parameter entries: in the log; those that lack are invented and linked.
    public init(entries: Int) { self.entries = entries }

    /// Runs on the database of the settings, which should be made for this alone.
    ///
    /// - Returns: the figures, for a person to read.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner)
        let composition = try Composition(foundations, isDemo: false)
        let linking = try await fill(composition)
        let reading = try await seconds { try await read(composition) { _ in } }
        // Only the hashing counts, on one core as the check does it.
        var hashing = Duration.zero
        var bytes = 0
        try await read(composition) { page in
            let forms = page.map { $0.entry.canonicalBytes(at: $0.sequence, after: $0.hash) }
            let start = ContinuousClock.now
            for form in forms { bytes += form.count + SodiumAuditDigest().hash(form).count - 32 }
            hashing += .now - start
        }
        var report: AuditReport?
        let checking = try await seconds { report = try await composition.verifyAudit() }
        let pages = try await pages(composition)
        await foundations.database.close()
        return """
            entries:      \(report?.entries ?? 0), \(report?.faults.isEmpty == true ? "whole" : "BROKEN"), \
            \(bytes / 1_000_000) MB hashed
            link:         \(linking)
            read alone:   \(text(reading))
            hash alone:   \(text(hashing / .seconds(1)))
            check:        \(text(checking)), \(Int(Double(entries) / checking)) entries/s
            pages:        \(pages)
            """
    }

    /// Links invented entries until there are enough.
    private func fill(_ composition: Composition) async throws -> String {
        let (store, digest) = (composition.auditStore, SodiumAuditDigest())
        var head = try await store.head()
        let lacking = entries - head.sequence
        let taken = try await seconds {
            while head.sequence < entries {
                let count = min(Self.slice, entries - head.sequence)
                let linked = head.linked(try (0..<count).map { try entry(head.sequence + $0, composition) }, by: digest)
                guard try await store.append(linked, after: head), let last = linked.last else { continue }
                head = last.head
            }
        }
        return lacking > 0 ? "\(Int(Double(lacking) / taken)) entries/s, made up and stored" : "was there"
    }

    /// As a day at the office leaves them: most are looks, one in ten is an act with sealed words.
    private func entry(_ index: Int, _ composition: Composition) throws -> AuditEntry {
        let now = composition.foundations.clock.now
        let report = ID<Report>("01K0000000000000000\(index / 7)")
        let caller = Caller(
            ID("01KSTAFF0000000000000000\(index % 20)"),
            StaffRights([StaffGrant(.operator)]),
            request: "6f1c2a9be\(index)"
        )
        let act =
            index.isMultiple(of: 10)
            ? RecordAudit.Act(.webhookChanged, .webhook(ID("01KW")), values: ["topics": "report.moved"])
            : RecordAudit.Act(.reportViewed, .report(report), reason: .handling)
        return try composition.audit.entry(act, by: caller, in: MapBench.town, at: now)
    }

    /// How long the first page of an auditor takes, for what everything and for what nothing fits.
    private func pages(_ composition: Composition) async throws -> String {
        try await composition.towns.refresh()
        guard let town = composition.towns.municipality(MapBench.town) else {
            throw Maintenance.Fault(description: "there is no town “\(MapBench.town)”")
        }
        let searches: [(String, (inout AuditSearch) -> Void)] = [
            ("all", { _ in }), ("no such kind", { $0.group = .registers }), ("nobody", { $0.person = ID("nobody") }),
            ("one of 20", { $0.person = ID("01KSTAFF00000000000000007") }),
            ("no such day", { $0.to = CivilDate(2020, 1, 1) }),
        ]
        var figures: [String] = []
        for (name, change) in searches {
            var search = AuditSearch()
            change(&search)
            let query = AuditQuery(search, in: town)
            let taken = try await seconds {
                for _ in 0..<5 {
                    _ = try await composition.auditStore.entries(query, after: nil, limit: 50, in: town.id)
                }
            }
            figures.append("\(name) \(String(format: "%.1f", taken / 5 * 1_000)) ms")
        }
        return figures.joined(separator: ", ")
    }

    private func read(_ composition: Composition, _ look: ([LinkedEntry]) -> Void) async throws {
        var sequence = 0
        while true {
            let page = try await composition.auditStore.entries(after: sequence, limit: 2_000)
            guard let last = page.last else { return }
            look(page)
            sequence = last.sequence
        }
    }

    private func seconds(_ work: () async throws -> Void) async rethrows -> Double {
        let start = ContinuousClock.now
        try await work()
        return (.now - start) / .seconds(1)
    }

    private func text(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
}
