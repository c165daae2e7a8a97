import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

@Suite struct ClaimReportsTests {
    private static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            try await body(try TestTownHall(database, town), town)
        }
    }

    @Test(
        "Reports of the confirmed address come into the account, once; nobody else's do",
        arguments: Engine.available
    )
    func claim(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let own = try await hall.reportConfirmed("ida@example.org", in: town)
            _ = try await hall.reportConfirmed("eda@example.org", in: town)
            let signed = try await hall.resident("IDA@example.org", in: town)
            let claim = hall.claimReports
            let first = try await claim(of: signed, in: town)
            let second = try await claim(of: signed, in: town)
            #expect([first, second] == [1, 0])
            let list = try await hall.residentReports(of: signed, after: nil, limit: 10, in: town)
            #expect(list.elements.map(\.number) == [own])
        }
    }

    @Test("An address that was only typed claims nothing", arguments: Engine.available)
    func unconfirmed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var submission = Submission.personal(in: town)
            submission.email = "ida@example.org"
            _ = try await hall.submit(submission, in: town)
            let signed = try await hall.resident(in: town)
            let count = try await hall.claimReports(of: signed, in: town)
            #expect(count == 0)
        }
    }

    @Test("Among others under the same short index only the own reports are taken", arguments: Engine.available)
    func collision(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.reportConfirmed("eda@example.org", in: town)
            let index = hall.vault.index(try EmailAddress(typed: "ida@example.org"), of: .reportEmail, in: town.id)
            try await hall.database.town(town.id).write { transaction in
                try transaction.execute(
                    "UPDATE report_addresses SET email_index = ? WHERE municipality = {town}",
                    index
                )
            }
            let signed = try await hall.resident(in: town)
            let count = try await hall.claimReports(of: signed, in: town)
            #expect(count == 0)
        }
    }

    @Test("Of two claims in the same moment one counts", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.reportConfirmed("ida@example.org", in: town)
            let signed = try await hall.resident(in: town)
            async let first = hall.claimReports(of: signed, in: town)
            async let second = hall.claimReports(of: signed, in: town)
            let sum = try await first + second
            #expect(sum == 1)
        }
    }
}

extension TestTownHall {
    /// A report without an account, whose address was confirmed by the link of its letter.
    fileprivate func reportConfirmed(_ email: String, in town: Municipality) async throws -> ReportNumber {
        var submission = Submission.personal(in: town)
        submission.email = email
        let number = try await submit(submission, in: town).number
        let file = try #require(try await reports.file(number, in: town.id))
        let token = vault.confirmationToken(of: file.report.id, try EmailAddress(typed: email), in: town.id)
        let confirm = ConfirmEmail(reports: reports, attempts: accounts, vault: vault, audit: audit)
        #expect(try await confirm(.init(number, token, from: "192.0.2.1", in: town, at: now)))
        return number
    }
}
