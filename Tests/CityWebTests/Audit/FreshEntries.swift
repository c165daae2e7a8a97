import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityWeb

/// The entries of the log since the last look.
final class FreshEntries {
    private let site: TestSite
    private var seen: Set<String> = []

    init(_ site: TestSite) { self.site = site }

    func new() async throws -> [AuditKind] {
        let waiting = try await site.hall.auditStore.queue(limit: 1_000).waiting
        let fresh = waiting.filter { !seen.contains($0.id.rawValue) }
        seen.formUnion(fresh.map(\.id.rawValue))
        for entry in fresh {
            let isNoRequest = ["command/", "resident/"].contains { entry.actor.hasPrefix($0) }
            #expect(entry.request != nil || isNoRequest, "\(entry.kind)")
        }
        // Entries of one request have one moment; their ids are in no order.
        return fresh.compactMap { AuditKind(rawValue: $0.kind) }.sorted {
            ($0.weight, $0.rawValue) < ($1.weight, $1.rawValue)
        }
    }
}

extension AuditKind {
    /// Acts before the look at what came of them.
    fileprivate var weight: Int { Self.viewsOfReport.contains(self) ? 1 : 0 }
}
