import CityDomain
import CityKit
import CityTestSupport
import Testing

/// The paper that is signed at the counter, on both engines.
@Suite struct ConsentPaperTests {
    private static func paper(_ office: RecipientOffice, _ id: ID<RegisteredRecipient>, by caller: Caller? = nil)
        async throws -> ConsentPaper
    {
        try await office.keep.consentPaper(of: id, by: caller ?? office.clerk, in: office.town, at: office.hall.now)
    }

    @Test(
        "The paper has the person, and the text in the version and language that hold for the person",
        .clause("siedlce/§5.1"),
        arguments: Engine.available,
        Language.allCases
    )
    func paper(_ engine: Engine, _ language: Language) async throws {
        try await engine.withDatabase { database in
            let office = try await RecipientOffice(database, "siedlce")
            let entered = try await office.hall.registerRecipient.enter(
                .sample(),
                language: language,
                by: office.clerk,
                in: office.town,
                at: office.hall.now
            )
            guard case .added(let id) = entered else { throw RecipientFailure.unknown }
            let paper = try await Self.paper(office, id)
            let rules = try #require(office.town.recipients?.consent)
            #expect(paper.person.recipient.number == RecipientNumber(sequence: 1))
            #expect(paper.person.recipient.consent.version == rules.version)
            #expect(paper.language == language)
            #expect(paper.text == rules.text.words[language])
        }
    }

    @Test(
        "No paper for who registered alone, for who is not there, and for who has no right to see it",
        .clause("siedlce/§5.1"),
        arguments: Engine.available
    )
    func none(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let office = try await RecipientOffice(database)
            try await office.register()
            let id = try await office.person().recipient.id
            for id in [id, ID("nobody")] {
                await #expect(throws: RecipientFailure.unknown) { _ = try await Self.paper(office, id) }
            }
            await #expect(throws: AccountFailure.rightMissing(.manageRecipients)) {
                _ = try await Self.paper(office, id, by: TestTownHall.contractorOfficer)
            }
        }
    }

    @Test("Nobody signs another text than the one that was agreed to", arguments: Engine.available)
    func outdated(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let office = try await RecipientOffice(database, "siedlce")
            guard case .added(let id) = try await office.enter() else { throw RecipientFailure.unknown }
            let change = ProjectTown.Change("rules.json5", "version: \"2026-01\"", "version: \"2026-02\"")
            let town = try ProjectTown.named("siedlce", revision: 2, change)
            await #expect(throws: RecipientFailure.consentOutdated) {
                _ = try await office.keep.consentPaper(of: id, by: office.clerk, in: town, at: office.hall.now)
            }
        }
    }
}
