public import CityKit

/// Writes entries of the audit log: for a store, which puts one into the transaction of its change, or at once, for a look
/// at data, which must be durable before anybody is shown anything.
public struct RecordAudit: Sendable {
    private let store: any AuditStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(store: any AuditStore, vault: any Vault, randomness: any Randomness) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
    }

    /// What is done: to what, with which words that may be personal.
    public struct Act: Sendable {
        let kind: AuditKind
        let object: AuditObject
        let reason: AuditReason?
        let values: [String: String]

        public init(
            _ kind: AuditKind,
            _ object: AuditObject,
            reason: AuditReason? = nil,
            values: [String: String] = [:]
        ) {
            self.kind = kind
            self.object = object
            self.reason = reason
            self.values = values
        }
    }

    /// - Parameter town: nil for what concerns the installation as a whole.
    public func entry(
        _ act: Act,
        by actor: AuditActor,
        request: String? = nil,
        in town: ID<Municipality>?,
        at now: Instant
    ) throws -> AuditEntry {
        let (id, town): (ID<AuditEntry>, _) = (randomness.id(at: now), town ?? ID(""))
        return AuditEntry(
            id: id,
            town: town,
            at: now,
            kind: act.kind.rawValue,
            actor: actor.text,
            role: actor.role,
            object: act.object.text,
            part: act.object.part,
            reason: act.reason?.rawValue,
            request: request,
            values: try seal(act.values, id, in: town)
        )
    }

    public func entry(_ act: Act, by caller: Caller, in town: ID<Municipality>, at now: Instant) throws -> AuditEntry {
        try entry(act, by: caller.actor, request: caller.request, in: town, at: now)
    }

    /// Stores an entry that belongs to no other change. Durable when it returns.
    public func callAsFunction(_ act: Act, by caller: Caller, in town: ID<Municipality>, at now: Instant) async throws {
        try await store.add(try entry(act, by: caller, in: town, at: now))
    }

    public func callAsFunction(
        _ act: Act,
        by actor: AuditActor,
        request: String? = nil,
        in town: ID<Municipality>?,
        at now: Instant
    ) async throws {
        try await store.add(try entry(act, by: actor, request: request, in: town, at: now))
    }

    /// Stores an entry that belongs to no other change. Durable when it returns.
    func add(_ entry: AuditEntry) async throws { try await store.add(entry) }

    /// The sealed words of an entry; none where it has none.
    public func values(of entry: AuditEntry) throws -> [String: String] {
        guard let sealed = entry.values else { return [:] }
        let key = vault.standingKey(for: .audit, in: entry.town)
        return try key.open(sealed, in: AuditEntry.slot(entry.id, in: entry.town)).words
    }

    private func seal(_ words: [String: String], _ id: ID<AuditEntry>, in town: ID<Municipality>) throws
        -> Sealed<AuditValues>?
    {
        guard !words.isEmpty else { return nil }
        let key = vault.standingKey(for: .audit, in: town)
        return try key.seal(AuditValues(words), in: AuditEntry.slot(id, in: town))
    }
}

extension SecretPurpose {
    static let audit = Self(rawValue: "audit")
}
