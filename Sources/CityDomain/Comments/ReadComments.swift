public import CityKit

/// Shows everybody what the office published under reports, and lets everybody say that a comment should not be there.
public struct ReadComments: Sendable {
    private let comments: any CommentStore
    private let reports: BrowseReports
    private let throttle: Throttle
    private let vault: any Vault

    public init(
        comments: any CommentStore,
        reports: BrowseReports,
        attempts: any AttemptStore,
        vault: any Vault
    ) {
        self.comments = comments
        self.reports = reports
        throttle = Throttle(attempts: attempts)
        self.vault = vault
    }

    /// In the order of writing; none where the town has no comments.
    ///
    /// - Parameter report: one that the reader may see.
    public func of(_ report: Report, in town: Municipality) async throws -> [PublicComment] {
        guard town.reports.comments != nil else { return [] }
        return try await comments.published(of: report.id, in: town.id)
    }

    /// The same, by the number of the report.
    ///
    /// - Throws: `CommentFailure.notOffered`; `ReportFailure.notFound`, `.registeredOnly`.
    public func callAsFunction(_ number: ReportNumber, for audience: Audience, in town: Municipality) async throws
        -> [PublicComment]
    {
        _ = try town.commentRules
        return try await of(reports(number, for: audience, in: town).report, in: town)
    }

    /// How many there are under each of the reports; none where the town has no comments.
    ///
    /// - Parameter numbers: of reports that the reader may see.
    public func counts(of numbers: [ReportNumber], in town: Municipality) async throws -> [ReportNumber: Int] {
        guard town.reports.comments != nil, !numbers.isEmpty else { return [:] }
        return try await comments.counts(of: numbers, in: town.id)
    }

    /// One that everybody may read, to say something against it.
    ///
    /// - Throws: `CommentFailure.notOffered`, `.unknown`; `ReportFailure.notFound`, `.registeredOnly`.
    public func one(_ id: ID<ReportComment>, of number: ReportNumber, for audience: Audience, in town: Municipality)
        async throws -> PublicComment
    {
        let all = try await self(number, for: audience, in: town)
        guard let comment = all.first(where: { $0.id == id }) else { throw CommentFailure.unknown }
        return comment
    }

    /// Puts a comment before the office again.
    ///
    /// - Parameters:
    ///   - ground: a word of `CommentFlag`.
    ///   - network: by which those are held off who say it of many.
    /// - Throws: `CommentFailure.flagMissing`, `.tooManyFlags`, `.unknown`; what `one` throws.
    public func flag(
        _ id: ID<ReportComment>,
        of number: ReportNumber,
        ground: String,
        from network: String,
        for audience: Audience,
        in town: Municipality,
        at now: Instant
    ) async throws {
        _ = try await one(id, of: number, for: audience, in: town)
        guard let ground = CommentFlag(rawValue: ground) else { throw CommentFailure.flagMissing }
        let subject = Throttle.Subject(
            key: vault.secret(for: .commentFlagOfNetwork, network, in: town.id),
            pause: { Throttle.doubling($0 - Self.freeOfNetwork, most: .hours(1)) }
        )
        do {
            try await throttle.count(subject, in: town.id, at: now)
        } catch AccountFailure.paused(let pause) {
            throw CommentFailure.tooManyFlags(retryAfter: pause)
        }
        guard try await isFirst(network, to: id, in: town.id, at: now) else { return }
        guard try await comments.flag(id, ground, at: now, in: town.id) else { throw CommentFailure.unknown }
    }

    /// Whether nobody of the network said it of the comment within a day: how often somebody presses a button is no count of
    /// people.
    private func isFirst(
        _ network: String,
        to comment: ID<ReportComment>,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Bool {
        let once = Throttle.Subject(
            key: vault.secret(for: .commentFlagOfNetwork, [network, comment.rawValue], in: town),
            pause: { _ in Throttle.memory }
        )
        do {
            try await throttle.count(once, in: town, at: now)
            return true
        } catch AccountFailure.paused {
            return false
        }
    }

    /// A school or an office has one network.
    static let freeOfNetwork = 10
}
