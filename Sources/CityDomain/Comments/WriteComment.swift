public import CityKit

/// Lets a resident who is signed in comment on a published report, read the own comments and take them away. The
/// office reads a comment before everybody does.
public struct WriteComment: Sendable {
    private let comments: any CommentStore
    private let reports: BrowseReports
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        comments: any CommentStore,
        reports: BrowseReports,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.comments = comments
        self.reports = reports
        self.vault = vault
        self.randomness = randomness
    }

    /// The key of a form that nobody else has.
    public func newKey() -> Token { Token(from: randomness) }

    /// Stores a comment for the office, once for each key of a form.
    ///
    /// - Throws: `CommentFailure.notOffered`, `.wordsMissing`, `.tooLong`, `.closed`, `.tooManyToday`; `.sentBefore` when the
    ///   form was sent with other words; `ReportFailure.notFound`, `.registeredOnly`; `AccountFailure.residentSignedOut`.
    public func callAsFunction(
        _ typed: String,
        key formKey: Token,
        on number: ReportNumber,
        by signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let words = try town.commentRules.checked(typed)
        let report = try await reports(number, for: .registered, in: town).report
        let new = try sealed(words, formKey, on: report.id, by: signed.resident.id, in: town.id, at: now)
        let today = town.clock.instant(of: town.clock.date(of: now))
        let stored = try await comments.add(new, since: today, in: town.id) { report, earlier in
            try town.checkComment(on: report, earlier: earlier, at: now)
        }
        guard vault.isEqual(stored.bodyHash, new.bodyHash) else { throw CommentFailure.sentBefore }
    }

    private func sealed(
        _ words: String,
        _ formKey: Token,
        on report: ID<Report>,
        by resident: ID<Resident>,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> NewComment {
        let id: ID<ReportComment> = randomness.id(at: now)
        let slots = CommentSlots(town: town, comment: id)
        let key = try vault.newKey(in: slots.key)
        return NewComment(
            comment: ReportComment(id: id, report: report, resident: resident, voice: .resident, writtenAt: now),
            resident: resident,
            words: try key.key.seal(PersonalText(words), in: slots.words),
            key: key.wrapped,
            formKey: vault.hash(formKey),
            bodyHash: vault.secret(for: .commentBody, [report.rawValue, words], in: town)
        )
    }

    /// Those of the account, the last one first.
    public func own(_ signed: SignInResident.Signed, in town: Municipality) async throws -> [OpenComment] {
        try await comments.comments(of: signed.resident.id, in: town.id)
            .map { try OpenComment($0, vault, in: town.id) }
    }

    /// Takes an own comment away, whatever the office decided about it.
    ///
    /// - Throws: `CommentFailure.unknown` for one of another account.
    public func remove(_ id: ID<ReportComment>, of signed: SignInResident.Signed, in town: Municipality) async throws {
        guard try await comments.remove(id, of: signed.resident.id, in: town.id) else { throw CommentFailure.unknown }
    }
}
