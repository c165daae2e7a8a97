public import CityKit

/// What the office does with comments: reads them before everybody does, publishes, refuses and takes down, and answers in its
/// own name. Each look and each act is in the audit log. What waits stays to be decided where a town has no more comments. All
/// throw `AccountFailure.rightMissing`, and about one report `.outOfReach`.
public struct ModerateComments: Sendable {
    private let comments: any CommentStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Comments on one page.
    public static let most = 200
    /// Unicode scalars of a reason.
    public static let longestReason = 2_000

    public init(comments: any CommentStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.comments = comments
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Who does it, in which town and when.
    public struct Work: Sendable {
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(by caller: Caller, in town: Municipality, at now: Instant) {
            (self.caller, self.town, self.now) = (caller, town, now)
        }
    }

    /// A comment as the office sees it.
    public struct Opened: Personal {
        public let open: OpenComment
        /// What was said against it since the office looked last, and by how many.
        public let flags: [CommentFlag: Int]
    }

    /// Those to look at, the oldest first.
    public func queue(_ work: Work) async throws -> [OpenComment] {
        try await note(.comments, by: try work.caller.using(.publishReports), work)
        let scope = work.caller.scope(of: .publishReports)
        return try await comments.waiting(limit: Self.most, within: scope, in: work.town.id)
            .map { try OpenComment($0, vault, in: work.town.id) }
    }

    /// How many wait; zero for somebody who decides about none.
    public func count(for caller: Caller, in town: Municipality) async throws -> Int {
        let scope = caller.scope(of: .publishReports)
        guard town.reports.comments != nil, !scope.isEmpty else { return 0 }
        return try await comments.waitingCount(within: scope, in: town.id)
    }

    /// All under a report.
    public func all(on report: Report, _ work: Work) async throws -> [OpenComment] {
        try await note(.comments(on: report.id), by: try work.caller.using(.publishReports, on: report), work)
        return try await comments.comments(on: report.id, in: work.town.id)
            .map { try OpenComment($0, vault, in: work.town.id) }
    }

    /// - Throws: `CommentFailure.unknown`.
    public func open(_ id: ID<ReportComment>, _ work: Work) async throws -> Opened {
        let sealed = try await comment(id, work)
        let caller = try work.caller.using(.publishReports, on: sealed.report)
        try await note(.comment(id, on: sealed.comment.report), by: caller, work)
        return Opened(
            open: try OpenComment(sealed, vault, in: work.town.id),
            flags: try await comments.flags(of: id, in: work.town.id)
        )
    }

    private func comment(_ id: ID<ReportComment>, _ work: Work) async throws -> SealedComment {
        guard let sealed = try await comments.comment(id, in: work.town.id) else { throw CommentFailure.unknown }
        return sealed
    }

    private func note(_ object: AuditObject, by caller: Caller, _ work: Work) async throws {
        let look = RecordAudit.Act(.commentViewed, object, reason: work.caller.reason)
        try await audit(look, by: caller, in: work.town.id, at: work.now)
    }
}

// MARK: - Acts

extension ModerateComments {
    /// Publishes a comment, as it was written or in other words. A letter tells whoever wrote it.
    ///
    /// - Throws: `CommentFailure.wordsMissing`, `.tooLong`, `.decided` when somebody was quicker, `.restricted`, `.unknown`.
    public func publish(_ id: ID<ReportComment>, words typed: String, _ work: Work) async throws {
        let sealed = try await comment(id, work)
        let words = try Self.words(typed)
        let written = try OpenComment(sealed, vault, in: work.town.id).words
        let wording: ReportEvent.Wording = written?.trimmingSpaces() == words ? .asWritten : .edited
        let now = work.now
        try await change(sealed, .commentPublished, nil, telling: .commentPublished, work) { comment in
            try comment.publish(words, wording, at: now)
        }
    }

    /// Refuses a comment. The letter to whoever wrote it says why.
    ///
    /// - Parameters:
    ///   - ground: one of `Municipality.commentGrounds`; nil for another one, which `typed` tells.
    ///   - typed: may be empty where there is a ground.
    /// - Throws: `CommentFailure.reasonMissing`, `.groundUnknown`, `.decided`, `.restricted`, `.unknown`.
    public func refuse(
        _ id: ID<ReportComment>,
        for ground: RejectionReason? = nil,
        because typed: String,
        _ work: Work
    ) async throws {
        let (reason, now) = (try Self.reason(typed, ground, in: work.town), work.now)
        try await change(try await comment(id, work), .commentRefused, reason, telling: .commentRefused, work) {
            try $0.refuse(for: ground, at: now)
        }
    }

    /// Takes a published comment down at once. The letter to whoever wrote it says why.
    ///
    /// - Throws: as `refuse`.
    public func takeDown(
        _ id: ID<ReportComment>,
        for ground: RejectionReason? = nil,
        because typed: String,
        _ work: Work
    ) async throws {
        let (reason, now) = (try Self.reason(typed, ground, in: work.town), work.now)
        try await change(try await comment(id, work), .commentTakenDown, reason, telling: .commentTakenDown, work) {
            try $0.takeDown(for: ground, at: now)
        }
    }

    /// Leaves a comment although somebody said that it should not be there.
    ///
    /// - Throws: `CommentFailure.decided`, `.restricted`, `.unknown`.
    public func keep(_ id: ID<ReportComment>, _ work: Work) async throws {
        let (sealed, now) = (try await comment(id, work), work.now)
        try await change(sealed, .commentKept, nil, telling: nil, work) { try $0.keep(at: now) }
    }

    /// Writes under a report in the name of the office; everybody reads it at once, signed with the unit of the writer, or with
    /// that of the report for somebody of none or of several.
    ///
    /// - Throws: `CommentFailure.notOffered`, `.closed`, `.wordsMissing`, `.tooLong`; `ReportFailure.notFound`.
    public func answer(on report: Report, words typed: String, _ work: Work) async throws {
        let caller = try work.caller.using(.publishReports, on: report)
        _ = try work.town.commentRules
        let (words, town, now) = (try Self.words(typed), work.town, work.now)
        let comment = ReportComment(
            id: randomness.id(at: now),
            report: report.id,
            resident: nil,
            voice: .office(work.caller.homeUnit ?? report.unit),
            writtenAt: now,
            state: .published,
            decidedAt: now,
            published: ReportComment.Published(words: words, wording: .asWritten, at: now)
        )
        let act = RecordAudit.Act(.commentAnswered, .comment(comment.id, on: report.id))
        try await comments.add(
            comment,
            by: caller.officer,
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        ) { report in
            _ = try caller.using(.publishReports, on: report)
            guard town.takesComments(on: report, at: now) else { throw CommentFailure.closed }
        }
    }

    /// Unicode scalars that the office may write or leave of a comment, whatever the rule says of residents.
    public static let longestWords = 10_000

    private static func words(_ typed: String) throws(CommentFailure) -> String {
        let words = typed.trimmingSpaces()
        guard !words.isEmpty else { throw .wordsMissing }
        guard words.unicodeScalars.count <= longestWords else { throw .tooLong(longestWords) }
        return words
    }

    /// Nil where the ground says all.
    private static func reason(_ typed: String, _ ground: RejectionReason?, in town: Municipality)
        throws(CommentFailure) -> PersonalText?
    {
        let words = typed.trimmingSpaces()
        if let ground, !town.commentGrounds.contains(ground) { throw .groundUnknown }
        guard ground != nil || !words.isEmpty, words.unicodeScalars.count <= longestReason else { throw .reasonMissing }
        return words.isEmpty ? nil : PersonalText(words)
    }

    private func change(
        _ sealed: SealedComment,
        _ kind: AuditKind,
        _ reason: PersonalText?,
        telling letter: DeliveryMessage?,
        _ work: Work,
        _ change: @escaping @Sendable (inout ReportComment) throws -> Void
    ) async throws {
        let (id, town) = (sealed.comment.id, work.town.id)
        let caller = try work.caller.using(.publishReports, on: sealed.report)
        let slots = CommentSlots(town: town, comment: id)
        let key = try sealed.key.map { try vault.key($0, in: slots.key) }
        // Where nobody's key is left to seal a reason with, the audit log keeps it.
        let kept = key == nil ? reason.map { ["reason": $0.words] } : nil
        let act = RecordAudit.Act(kind, .comment(id, on: sealed.comment.report), values: kept ?? [:])
        try await comments.change(
            id,
            because: try reason.flatMap { try key?.seal($0, in: slots.reason) },
            telling: letter,
            by: caller.officer,
            at: work.now,
            noting: try audit.entry(act, by: caller, in: town, at: work.now),
            in: town
        ) { comment, report in
            // The report may have gone to another unit since the page was opened.
            _ = try caller.using(.publishReports, on: report)
            try change(&comment)
        }
    }
}
