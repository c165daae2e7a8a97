import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ReadReportTests {
    @Test("A wrong secret and an unknown number cannot be told apart", arguments: Engine.available)
    func wrongSecret(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let mine = try await hall.submit(in: town)
            let other = try await hall.submit(in: town)
            let unknown = ReportNumber(year: 2026, sequence: 99)
            for (number, secret) in [(mine.number, other.secret), (other.number, mine.secret), (unknown, mine.secret)] {
                await #expect(throws: ReportFailure.wrongSecret) {
                    try await hall.open(number, secret, in: town)
                }
            }
            _ = try await hall.open(mine.number, mine.secret, in: town)
        }
    }

    @Test("The secret of a report comes back from a link in any spelling", arguments: Engine.available)
    func spelling(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(in: town)
            let secret = try #require(ReportSecret(typed: receipt.secret.grouped.uppercased()))
            let open = try await hall.open(receipt.number, secret, in: town)
            #expect(open.report.number == receipt.number)
        }
    }

    /// Who asks for a report, and whether it opens before and after its publication.
    @Test(
        "A program reads what is public, or what it submitted itself, or everything with an operator's key",
        arguments: Engine.available
    )
    func programs(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let own = APIKey(id: ID("own"), name: "Own", role: .reporter)
            let other = APIKey(id: ID("other"), name: "Other", role: .reporter)
            let office = APIKey(id: ID("office"), name: "Office", role: .operator)
            let reports = [
                try await hall.submit(origin: .api(own.id), in: town).number,
                try await hall.submit(origin: .open311(own.id), in: town).number,
                try await hall.submit(origin: .page, in: town).number,
            ]
            let readers = [nil, own, other, office]
            let before = try await Self.readable(reports, by: readers, hall, town)
            #expect(before == ["own office", "own office", "office"])
            for number in reports { try await hall.decide(Decision(to: .accepted), about: number, in: town) }
            let after = try await Self.readable(reports, by: readers, hall, town)
            #expect(after == Array(repeating: "nobody own other office", count: 3))
        }
    }

    /// For each report the readers that can open it.
    private static func readable(
        _ reports: [ReportNumber],
        by readers: [APIKey?],
        _ hall: TestTownHall,
        _ town: Municipality
    ) async throws -> [String] {
        var lines: [String] = []
        for number in reports {
            var names: [String] = []
            for reader in readers {
                do {
                    _ = try await hall.readReport.unseen(number, by: reader, for: .everyone, in: town)
                    names.append(reader?.id.rawValue ?? "nobody")
                } catch ReportFailure.notFound {
                    continue
                }
            }
            lines.append(names.joined(separator: " "))
        }
        return lines
    }

    @Test("A number that does not exist is not found by anybody", arguments: Engine.available)
    func unknown(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = ReportNumber(year: 2026, sequence: 1)
            await #expect(throws: ReportFailure.notFound) { try await hall.readReport.unseen(number, in: town) }
            await #expect(throws: ReportFailure.notFound) {
                try await hall.browseReports(number, for: .everyone, in: town)
            }
            await #expect(throws: ReportFailure.notFound) {
                try await hall.decide(Decision(to: .accepted), about: number, in: town)
            }
        }
    }

    @Test("A seal that was moved to another report does not open", arguments: Engine.available)
    func swapped(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let first = try await hall.submit(.personal(in: town), in: town)
            let second = try await hall.submit(.personal(in: town), in: town)
            try await database.town(town.id).write { transaction in
                try transaction.execute(
                    """
                    UPDATE reports SET contact = (SELECT o.contact FROM reports o
                        WHERE o.municipality = {town} AND o.sequence = 1)
                    WHERE municipality = {town} AND sequence = 2
                    """
                )
            }
            _ = try await hall.readReport.unseen(first.number, in: town)
            await #expect(throws: VaultError.unreadable) { try await hall.readReport.unseen(second.number, in: town) }
        }
    }
}
