public import CityKit

/// Shows where the reports of the last thirty days would have gone by other rules of routing, before anybody puts these into
/// force.
public struct TryRouting: Sendable {
    /// Days that are looked back.
    public static let days = 30
    /// The newest reports that are looked at; more come in thirty days in no town that we know.
    public static let most = 20_000
    private static let slice = 500

    private let store: any RoutingStore
    private let vault: any Vault

    public init(store: any RoutingStore, vault: any Vault) {
        self.store = store
        self.vault = vault
    }

    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(_ draft: RoutingDraft, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> RoutingTrial
    {
        _ = try caller.using(.tryRouting)
        let since = town.clock.date(of: now) - Self.days
        let samples = try await samples(since: town.clock.start(of: since), in: town.id)
        var trial = RoutingTrial(since: since, isCut: samples.count == Self.most)
        for sample in samples { trial.add(sample, by: draft.rules, in: town) }
        return trial
    }

    /// The newest first.
    private func samples(since: Instant, in town: ID<Municipality>) async throws -> [RoutingSample] {
        var samples: [RoutingSample] = []
        var last: ReportNumber?
        while samples.count < Self.most {
            let limit = min(Self.slice, Self.most - samples.count)
            let slice = try await store.received(since: since, before: last, limit: limit, in: town)
            samples += try slice.map { try sample($0, in: town) }
            guard slice.count == limit, let next = slice.last?.number else { break }
            last = next
        }
        return samples
    }

    /// Of the sealed words of the report nothing but the point is kept.
    private func sample(_ stored: StoredRoutedReport, in town: ID<Municipality>) throws -> RoutingSample {
        let slots = ReportSlots(town: town, report: stored.id)
        let content = try stored.caseKey.map {
            try vault.key($0, in: slots.caseKey).open(stored.content, in: slots.content)
        }
        return RoutingSample(
            number: stored.number,
            category: stored.category,
            receivedAt: stored.receivedAt,
            unit: stored.unit,
            point: content?.place.point
        )
    }
}

/// Where the reports of the last time are read.
public protocol RoutingStore: Sendable {
    /// Reports that came in at `since` or later, the highest number first.
    ///
    /// - Parameter number: the last one of the page before; nil for the first page.
    func received(since: Instant, before number: ReportNumber?, limit: Int, in town: ID<Municipality>) async throws
        -> [StoredRoutedReport]
}

/// A report as the trial of rules needs it.
public struct StoredRoutedReport: Sendable, Equatable {
    public let id: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    public let unit: ID<Unit>
    public let receivedAt: Instant
    public let content: Sealed<ReportContent>
    /// Nil once the words were erased.
    public let caseKey: WrappedKey?

    public init(
        id: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        unit: ID<Unit>,
        receivedAt: Instant,
        content: Sealed<ReportContent>,
        caseKey: WrappedKey?
    ) {
        self.id = id
        self.number = number
        self.category = category
        self.unit = unit
        self.receivedAt = receivedAt
        self.content = content
        self.caseKey = caseKey
    }
}
