public import CityKit

/// Tells what falls due by the rules of a town, and what its runs did. Counts and numbers of reports alone, nothing of a
/// person.
public struct PreviewRetention: Sendable {
    private let store: any RetentionStore

    /// Reports that are listed for the state archive, and lines of the log.
    public static let most = 200

    public init(store: any RetentionStore) { self.store = store }

    /// What falls due, a forecast for each rule in their order.
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> [RetentionForecast] {
        let today = town.clock.date(of: now)
        var forecasts: [RetentionForecast] = []
        for rule in town.retention {
            func figures(in days: Int) async throws -> RetentionFigures {
                try await store.figures(RetentionQuery(rule, on: today + days, in: town), in: town.id)
            }
            forecasts.append(
                RetentionForecast(
                    rule: rule,
                    now: try await figures(in: 0),
                    inMonth: try await figures(in: 30).due,
                    inYear: try await figures(in: 365).due
                )
            )
        }
        return forecasts
    }

    /// Reports for the state archive or its expert, by the rules that say so.
    public func ended(in town: Municipality, at now: Instant) async throws -> [(rule: RetentionRule, [EndedReport])] {
        let today = town.clock.date(of: now)
        var lists: [(RetentionRule, [EndedReport])] = []
        for rule in town.retention where rule.end != .discarded {
            let query = RetentionQuery(rule, on: today, in: town)
            lists.append((rule, try await store.ended(query, limit: Self.most, in: town.id)))
        }
        return lists
    }

    /// When the rules were applied last, whatever was due; nil where they never were.
    public func lastRun(in town: Municipality) async throws -> Instant? { try await store.lastRun(in: town.id) }

    public func log(in town: Municipality) async throws -> [RetentionLine] {
        try await store.log(limit: Self.most, in: town.id)
    }
}

/// What falls due by one rule.
public struct RetentionForecast: Sendable, Equatable {
    public let rule: RetentionRule
    public let now: RetentionFigures
    /// Within 30 days, with what is due now.
    public let inMonth: Int
    /// Within 365 days, with what is due now.
    public let inYear: Int

    public init(rule: RetentionRule, now: RetentionFigures, inMonth: Int, inYear: Int) {
        self.rule = rule
        self.now = now
        self.inMonth = inMonth
        self.inYear = inYear
    }
}

extension RetentionRule {
    /// `12 months`, `B5`, as the rules write it.
    public var term: String { archive?.rawValue ?? keep?.description ?? "" }
}
