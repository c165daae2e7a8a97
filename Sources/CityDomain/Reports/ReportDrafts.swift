public import CityKit

/// Keeps what a resident has typed so far while the form is filled in, sealed, for a day. Nothing has to be typed twice
/// after a fault, and every step has an address of its own, so that the browser's back button works.
public struct ReportDrafts: Sendable {
    private let store: any DraftStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(store: any DraftStore, vault: any Vault, randomness: any Randomness) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
    }

    /// An empty draft and the token that opens it.
    public func new() -> (Token, ReportDraft) {
        (Token(from: randomness), ReportDraft(clientKey: ClientKey(random: randomness)))
    }

    /// Nil when there is none, or it is older than a day.
    public func draft(_ token: Token, in town: ID<Municipality>, at now: Instant) async throws -> ReportDraft? {
        let hash = vault.hash(token)
        guard let stored = try await store.draft(hash, in: town, at: now) else { return nil }
        let slots = DraftSlots(town: town, tokenHash: hash)
        return try vault.key(stored.key, in: slots.key).open(stored.content, in: slots.content)
    }

    /// - Parameter resident: whose draft it is, where somebody signed in writes it; it goes with the account.
    public func keep(
        _ draft: ReportDraft,
        _ token: Token,
        of resident: ID<Resident>? = nil,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let hash = vault.hash(token)
        let slots = DraftSlots(town: town, tokenHash: hash)
        let key = try vault.newKey(in: slots.key)
        let stored = StoredDraft(content: try key.key.seal(draft, in: slots.content), key: key.wrapped)
        try await store.keep(stored, hash, of: resident, until: now + .days(1), in: town)
    }

    private struct DraftSlots {
        let town: ID<Municipality>
        let tokenHash: [UInt8]

        var key: Slot { Slot(town, table: "report_drafts", row: Base32.encode(tokenHash), column: "wrapped_key") }
        var content: Slot { Slot(town, table: "report_drafts", row: Base32.encode(tokenHash), column: "content") }
    }
}

/// A report on its way: what was typed, and after sending where the receipt is.
public struct ReportDraft: Equatable, Codable, Sealable, Personal {
    public var submission: Submission
    /// Makes sending twice one report.
    public let clientKey: String
    /// The path of the receipt once the report is sent; then nothing else is kept.
    public var receipt: String?
    /// The authority by which the report is made for another person; nil in the own name.
    public var representation: String?

    init(clientKey: ClientKey) {
        submission = Submission()
        self.clientKey = clientKey.rawValue
    }

    /// The draft after sending.
    public func sent(to receipt: String) -> Self {
        var draft = self
        draft.submission = Submission()
        draft.receipt = receipt
        draft.representation = nil
        return draft
    }
}

/// Where drafts are kept.
public protocol DraftStore: Sendable {
    func draft(_ tokenHash: [UInt8], in town: ID<Municipality>, at now: Instant) async throws -> StoredDraft?
    func keep(
        _ draft: StoredDraft,
        _ tokenHash: [UInt8],
        of resident: ID<Resident>?,
        until expiry: Instant,
        in town: ID<Municipality>
    ) async throws
    /// Removes what has expired, at most `limit` drafts.
    /// - Returns: how many were removed.
    func sweep(limit: Int, at now: Instant) async throws -> Int
}

public struct StoredDraft: Sendable {
    public let content: Sealed<ReportDraft>
    public let key: WrappedKey

    public init(content: Sealed<ReportDraft>, key: WrappedKey) {
        self.content = content
        self.key = key
    }
}
