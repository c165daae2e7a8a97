import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Finding cases by what somebody of the office knows of them.
@Suite struct SearchCasesTests {
    /// Three reports: 1 has a telephone number and is public, 2 is new in another unit, 3 is over and public.
    private static func with(_ engine: Engine, _ body: @Sendable (TestTownHall, Municipality) async throws -> Void)
        async throws
    {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let roads = try #require(town.category(ID("pothole")))
            let other = try #require(town.categories.first { $0.unit != roads.unit && $0.fields == nil })
            let reports = [
                (roads, "Dziura przy szkole.", "ul. Bajkowa 1", "600 123 456"),
                (other, "Kosz przy szkole.", "ul. Zmyślona 2", ""),
                (roads, "Krzywa płyta.", "ul. Bajkowa 3", ""),
            ]
            for (category, description, address, phone) in reports {
                var submission = Submission.sample(in: town)
                submission.category = category.id.rawValue
                (submission.description, submission.address, submission.phone) = (description, address, phone)
                _ = try await hall.submit(submission, in: town)
                hall.clock.advance(.minutes(1))
            }
            try await hall.decide(Decision(to: .accepted), about: number(1), publishing: text("Dziura"), in: town)
            try await hall.decide(Decision(to: .accepted), about: number(3), publishing: text("Płyta"), in: town)
            let done = Decision(to: .done, justification: "Naprawione.")
            try await hall.decide(done, about: number(3), publishing: nil, in: town)
            try await body(hall, town)
        }
    }

    private static func number(_ sequence: Int) -> ReportNumber { ReportNumber(year: 2026, sequence: sequence) }

    private static func text(_ title: String) -> PublicText {
        PublicText(title: title, description: title, address: "ul. Bajkowa", point: nil)
    }

    private static func found(_ typed: String, _ caller: Caller, _ hall: TestTownHall, _ town: Municipality)
        async throws
        -> [Int]?
    {
        switch try await hall.searchCases(typed, by: caller, in: town, at: hall.now) {
        case .report: nil
        case .list(let found): found.cases.map(\.number.sequence).sorted()
        }
    }

    @Test(
        "Open cases are found by all they say, finished ones by what is public",
        arguments: Engine.available,
        [
            ("szkole", [1, 2]), ("bajkowa", [1, 3]), ("zmyslona", [2]), ("kosz szkola", [2]), ("600 123 456", [1]),
            ("płyta", [3]), ("krzywa", []), ("nic takiego", []), ("2026/2", nil), ("", []),
        ]
    )
    func finding(_ engine: Engine, row: (typed: String, expected: [Int]?)) async throws {
        try await Self.with(engine) { hall, town in
            let found = try await Self.found(row.typed, .officer, hall, town)
            #expect(found == row.expected)
        }
    }

    @Test("Nobody finds what is out of reach, or by data there is no right to", arguments: Engine.available)
    func reach(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let unit = try #require(town.category(ID("pothole"))).unit
            let limited = Caller(
                ID("limited"),
                StaffRights([StaffGrant(.operator, unit: unit)]),
                request: "test"
            )
            #expect(try await Self.found("szkole", limited, hall, town) == [1])
            let elsewhere = Caller(
                ID("elsewhere"),
                StaffRights([StaffGrant(.operator, unit: ID("nowhere"))]),
                request: "test"
            )
            #expect(try await Self.found("bajkowa", elsewhere, hall, town) == [])
            let moderator = Caller(ID("moderator"), StaffRights([StaffGrant(.moderator)]), request: "test")
            #expect(try await Self.found("600 123 456", moderator, hall, town) == [])
            #expect(try await Self.found("szkole", moderator, hall, town) == [1, 2])
            await #expect(throws: AccountFailure.rightMissing(.viewReports)) {
                try await Self.found("szkole", .administrator, hall, town)
            }
        }
    }

    @Test("What was typed and what was shown is in the audit log")
    func audited() async throws {
        try await Self.with(.sqlite) { hall, town in
            _ = try await Self.found("szkole", .officer, hall, town)
            let looks = ["report.sought", "inbox.viewed"]
            let entries = try await hall.auditStore.queue(limit: 100).waiting.filter { looks.contains($0.kind) }
            #expect(Set(entries.map(\.kind)) == Set(looks))
            let audit = hall.audit
            #expect(
                try entries.map { try audit.values(of: $0) } == [["typed": "szkole"], ["reports": "2026/2 2026/1"]]
            )
        }
    }
}
