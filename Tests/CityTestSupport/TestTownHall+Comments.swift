public import CityDomain
public import CityKit
public import CityStorage

extension ProjectTown {
    /// The town, with a rule that lets residents comment on reports.
    public static func commenting(_ name: String, _ changes: Change...) throws -> Municipality {
        try decoder().decode(files(name, [commenting] + changes), revision: 1)
    }

    public static let commenting = Change(
        MunicipalityFiles.rules,
        "reports: {\n    reporting:",
        "reports: {\n    comments: { longest: 1000, daily: 5, closes: \"30 days\", basis: \"a rule of the tests\" },\n    reporting:"
    )
}

extension TestTownHall {
    public var rateHandling: RateHandling {
        RateHandling(
            answers: SQLSatisfactionStore(database: database),
            reports: reports,
            attempts: accounts,
            vault: vault
        )
    }

    public var comments: SQLCommentStore { SQLCommentStore(database: database) }

    public var writeComment: WriteComment {
        WriteComment(comments: comments, reports: browseReports, vault: vault, randomness: randomness)
    }

    public var readComments: ReadComments {
        ReadComments(comments: comments, reports: browseReports, attempts: accounts, vault: vault)
    }

    public var moderateComments: ModerateComments {
        ModerateComments(comments: comments, vault: vault, randomness: randomness, audit: audit)
    }

    func commentLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> CommentLetters {
        CommentLetters(
            comments: comments,
            residents: residents,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// A report that everybody reads.
    public func publicReport(in town: Municipality) async throws -> ReportNumber {
        let number = try await submit(in: town).number
        try await decide(Decision(to: .accepted, justification: "Tak."), about: number, in: town)
        return number
    }

    /// Writes a comment that waits for the office.
    ///
    /// - Parameter key: of the form; a new one where there is none.
    @discardableResult
    public func comment(
        _ words: String = "Ta lampa jest potrzebna.",
        key: Token? = nil,
        on number: ReportNumber,
        by signed: SignInResident.Signed,
        in town: Municipality
    ) async throws -> ID<ReportComment> {
        clock.advance(.seconds(1))
        try await writeComment(
            words,
            key: key ?? writeComment.newKey(),
            on: number,
            by: signed,
            in: town,
            at: now
        )
        guard let id = try await writeComment.own(signed, in: town).first?.comment.id else { throw NoLetter() }
        return id
    }

    /// A comment that waits under a report that everybody reads.
    public func commentOnPublic(by signed: SignInResident.Signed, in town: Municipality) async throws
        -> (comment: ID<ReportComment>, number: ReportNumber)
    {
        let number = try await publicReport(in: town)
        return (try await comment(on: number, by: signed, in: town), number)
    }

    /// As an operator decides about comments.
    public func moderation(in town: Municipality, by caller: Caller = .officer) -> ModerateComments.Work {
        ModerateComments.Work(by: caller, in: town, at: now)
    }
}
