public import CityKit

/// Where comments are kept. Each write is one durable transaction.
public protocol CommentStore: Sendable {
    /// Stores a comment that waits, for the account behind it; whether the report is the account's says the store.
    ///
    /// - Parameters:
    ///   - since: the beginning of the day whose comments are counted.
    ///   - check: pure; gets the report as it stands now and how many comments the account wrote since then.
    /// - Returns: what is stored under the same key; the one of before when the key was used before.
    /// - Throws: what `check` throws; `ReportFailure.notFound` when the report is not public any more;
    ///   `AccountFailure.residentSignedOut` when the account was closed or erased meanwhile.
    func add(
        _ comment: NewComment,
        since: Instant,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report, _ earlier: Int) throws -> Void
    ) async throws -> StoredComment

    /// Stores a comment of the office, which everybody reads at once.
    ///
    /// - Throws: what `check` throws; `ReportFailure.notFound` when the report is not public any more.
    func add(
        _ comment: ReportComment,
        by officer: Officer,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// What everybody reads under a report, in the order of writing.
    func published(of report: ID<Report>, in town: ID<Municipality>) async throws -> [PublicComment]

    /// How many everybody reads under each of these reports; those without are not named.
    func counts(of reports: [ReportNumber], in town: ID<Municipality>) async throws -> [ReportNumber: Int]

    /// Nil when there is none.
    func comment(_ id: ID<ReportComment>, in town: ID<Municipality>) async throws -> SealedComment?

    /// Those of an account, the last one first.
    func comments(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedComment]

    /// All under a report, in the order of writing.
    func comments(on report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedComment]

    /// Those the office has to look at, the oldest first: of reports within the scope, and not of people whose data are
    /// restricted.
    func waiting(limit: Int, within scope: ReportScope, in town: ID<Municipality>) async throws -> [SealedComment]

    /// How many those are.
    func waitingCount(within scope: ReportScope, in town: ID<Municipality>) async throws -> Int

    /// Lets `change` decide about it as it stands now, and stores the outcome with the letter to whoever wrote it and what
    /// the audit log tells.
    ///
    /// - Parameters:
    ///   - reason: sealed under the key of the comment; nil where there is none.
    ///   - change: pure; gets the unit and category of the report as they are now.
    /// - Throws: `CommentFailure.unknown`, `.restricted`; what `change` throws.
    func change(
        _ id: ID<ReportComment>,
        because reason: Sealed<PersonalText>?,
        telling letter: DeliveryMessage?,
        by officer: Officer,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout ReportComment, CommentedReport) throws -> Void
    ) async throws

    /// Takes a comment of an account away with its words and keys.
    ///
    /// - Returns: false when there is none of the account.
    func remove(_ id: ID<ReportComment>, of resident: ID<Resident>, in town: ID<Municipality>) async throws -> Bool

    /// Notes that somebody says a comment should not be there.
    ///
    /// - Returns: false when nobody can read it any more.
    func flag(_ id: ID<ReportComment>, _ ground: CommentFlag, at now: Instant, in town: ID<Municipality>) async throws
        -> Bool

    /// What was said against a comment since the office looked last, with how many said it.
    func flags(of id: ID<ReportComment>, in town: ID<Municipality>) async throws -> [CommentFlag: Int]
}

/// A comment on the way into the store.
public struct NewComment: Sendable {
    public let comment: ReportComment
    public let resident: ID<Resident>
    public let words: Sealed<PersonalText>
    public let key: WrappedKey
    /// Makes sending a form twice one comment.
    public let formKey: [UInt8]
    /// Of the words; nothing can be read out of it.
    public let bodyHash: [UInt8]
}

/// What is stored under the key of a form.
public struct StoredComment: Sendable, Equatable {
    public let id: ID<ReportComment>
    public let bodyHash: [UInt8]

    public init(id: ID<ReportComment>, bodyHash: [UInt8]) { (self.id, self.bodyHash) = (id, bodyHash) }
}

/// A comment as everybody reads it: what the office published, and who speaks in it.
public struct PublicComment: Sendable, Equatable {
    public let id: ID<ReportComment>
    public let voice: CommentVoice
    public let words: String
    public let wording: ReportEvent.Wording
    public let writtenAt: Instant
    public let publishedAt: Instant

    public init(
        id: ID<ReportComment>,
        voice: CommentVoice,
        words: String,
        wording: ReportEvent.Wording,
        writtenAt: Instant,
        publishedAt: Instant
    ) {
        self.id = id
        self.voice = voice
        self.words = words
        self.wording = wording
        self.writtenAt = writtenAt
        self.publishedAt = publishedAt
    }
}

/// The report under which a comment stands.
public struct CommentedReport: Sendable, Equatable, UnitsCase {
    public let number: ReportNumber
    public let unit: ID<Unit>
    public let category: ID<Category>

    public init(number: ReportNumber, unit: ID<Unit>, category: ID<Category>) {
        (self.number, self.unit, self.category) = (number, unit, category)
    }
}

/// A comment with what is sealed of it.
public struct SealedComment: Sendable, Equatable {
    public let comment: ReportComment
    public let report: CommentedReport
    /// As they were written; nil for one of the office, and once the person was erased.
    public let words: Sealed<PersonalText>?
    /// Why the office refused it or took it down.
    public let reason: Sealed<PersonalText>?
    public let key: WrappedKey?

    public init(
        comment: ReportComment,
        report: CommentedReport,
        words: Sealed<PersonalText>?,
        reason: Sealed<PersonalText>?,
        key: WrappedKey?
    ) {
        self.comment = comment
        self.report = report
        self.words = words
        self.reason = reason
        self.key = key
    }
}
