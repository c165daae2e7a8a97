public import CityKit

/// Where it is kept who says "me too" of a report. Every method works within one municipality but for `sweep`; each write is
/// one durable transaction.
public protocol SupportStore: Sendable {
    /// Stores an account's word, once for the report: that of a guest with its address becomes it.
    ///
    /// - Throws: `SupportFailure.finished`, `.ownReport` for the account that sent the report or one that is joined to it.
    func add(_ supporter: NewSupporter, in town: ID<Municipality>) async throws

    /// Stores a guest's word and the event that makes the question to the address, if `decide` says so. Nothing happens
    /// where an account of the address says it already.
    ///
    /// - Parameters:
    ///   - since: from when on the questions of the whole town count.
    ///   - decide: pure; may run more than once. What it throws comes out.
    /// - Throws: `SupportFailure.finished`.
    func ask(
        _ supporter: NewSupporter,
        since: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (EarlierQuestions) throws -> FollowDecision
    ) async throws

    /// The account that said so; nil for a guest, and when there is none.
    func account(of id: ID<Supporter>, in town: ID<Municipality>) async throws -> AccountSupporter?

    /// Nil when there is none, or no more; of guests alone.
    func supporter(_ id: ID<Supporter>, in town: ID<Municipality>) async throws -> StoredSupporter?

    /// Notes that the owner of the address says so, if `decide` lets it, once.
    ///
    /// - Parameter decide: pure; may run more than once. Gets the report as it stands, or the one it is joined to; what it
    ///   throws comes out.
    func confirm(
        _ id: ID<Supporter>,
        at now: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// Erases a guest and the key.
    func remove(_ id: ID<Supporter>, in town: ID<Municipality>) async throws

    /// Takes an account's word back, of the report and of those joined to it.
    func remove(_ resident: ID<Resident>, from report: ID<Report>, in town: ID<Municipality>) async throws

    /// Whether the account says "me too" of the report or of one that is joined to it.
    func has(_ resident: ID<Resident>, report: ID<Report>, in town: ID<Municipality>) async throws -> Bool

    /// Those of the reports of which somebody says so, or to which others are joined.
    func weighed(among reports: [ID<Report>], in town: ID<Municipality>) async throws -> Set<ID<Report>>

    /// How many persons say so of the report and of those joined to it, each of them once, without those named here.
    func count(
        of report: ID<Report>,
        without residents: Set<ID<Resident>>,
        orAddresses indexes: Set<[UInt8]>,
        in town: ID<Municipality>
    ) async throws -> Int

    /// Erases guests who did not answer a question from before `unanswered`, at most `limit`.
    /// - Returns: how many were erased.
    func sweep(limit: Int, unanswered: Instant) async throws -> Int
}
