public import CityDomain
public import CityKit

/// Published ideas in the database.
public struct SQLIdeaStore: IdeaStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func ideas(_ query: IdeaQuery, in town: ID<Municipality>) async throws -> Page<IdeaEntry> {
        try await database.town(town).read { try $0.ideas(query) }
    }

    public func unsettled(after last: ReportNumber?, limit: Int, in town: ID<Municipality>) async throws
        -> [IdeaToSettle]
    {
        try await database.town(town).read { try $0.unsettledIdeas(after: last?.packed ?? 0, limit: limit) }
    }

    public func settle(
        _ number: ReportNumber,
        _ senders: CountedSenders,
        in town: ID<Municipality>,
        by clock: LocalClock,
        decide: @escaping @Sendable (inout Report, Int) -> Bool
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard let before = try transaction.report(number) else { return false }
            guard try transaction.reportsOfSenders(of: before.id) == senders.reports else {
                throw ReportFailure.movedMeanwhile
            }
            let supporters = try transaction.supporters(
                of: before.id,
                without: senders.residents,
                orAddresses: senders.addresses,
                until: before.supportCounts(until: clock)
            )
            var report = before
            let changed = decide(&report, senders.persons + supporters)
            if changed {
                try transaction.recounting([before.id]) { try transaction.update(before, to: report, by: clock) }
                try transaction.refreshPublicEntry(number)
                try transaction.tellSupporters(of: report)
            } else {
                try transaction.keepIdea(report)
            }
            try transaction.setSupport(of: report.id, to: senders.persons + supporters)
            return changed
        }
    }
}
