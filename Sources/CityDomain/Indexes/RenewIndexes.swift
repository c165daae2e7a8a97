public import CityKit

/// Makes all blind indexes anew under another key: after the old one may have become known, so that addresses can no longer be
/// guessed at in copies of the database that are made from then on. No server may run meanwhile: one that has the old key
/// would find nobody.
public struct RenewIndexes: Sendable {
    private let store: any IndexStore
    private let audit: RecordAudit

    /// Rows read at once.
    private static let slice = 1_000

    public init(store: any IndexStore, audit: RecordAudit) {
        self.store = store
        self.audit = audit
    }

    /// All or nothing.
    ///
    /// - Parameters:
    ///   - vault: of this installation, with the new key in the place of the old one.
    ///   - key: the new key as it is kept.
    /// - Returns: how many indexes were made anew.
    public func callAsFunction(
        with vault: any Vault,
        under key: WrappedKey,
        by actor: AuditActor,
        at now: Instant
    ) async throws -> Int {
        var fresh: [NewIndex] = []
        for place in IndexedPlace.allCases { fresh += try await indexes(of: place, vault) }
        let act = RecordAudit.Act(.indexesRenewed, .database)
        let entry = try audit.entry(act, by: actor, in: nil, at: now)
        try await store.replace(fresh, under: key, noting: entry, at: now)
        return fresh.count
    }

    private func indexes(of place: IndexedPlace, _ vault: any Vault) async throws -> [NewIndex] {
        var (fresh, last): ([NewIndex], IndexedRow?) = ([], nil)
        while true {
            let rows = try await store.rows(of: place, after: last, limit: Self.slice)
            for row in rows {
                guard let index = try row.index(vault) else { continue }
                fresh.append(NewIndex(place: place, town: row.town, owner: row.owner, index: index))
            }
            guard rows.count == Self.slice else { return fresh }
            last = rows.last
        }
    }
}

/// An index that takes the place of another.
public struct NewIndex: Sendable {
    public let place: IndexedPlace
    public let town: ID<Municipality>
    public let owner: String
    public let index: [UInt8]
}

/// Where blind indexes and their key are kept.
public protocol IndexStore: Sendable {
    /// Rows of all towns in the order of town and owner, after `last`.
    func rows(of place: IndexedPlace, after last: IndexedRow?, limit: Int) async throws -> [IndexedRow]

    /// Replaces indexes and their key in one transaction. Letters to an address are counted anew from then on, and second
    /// accounts are looked for again.
    func replace(_ fresh: [NewIndex], under key: WrappedKey, noting entry: AuditEntry, at now: Instant) async throws
}
