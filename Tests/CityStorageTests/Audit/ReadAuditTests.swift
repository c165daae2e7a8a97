import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// An auditor reads the log of a town.
@Suite struct ReadAuditTests {
    private static let auditor = Caller(ID("auditor"), StaffRights([StaffGrant(.auditor)]), request: "audit")

    private static func search(_ change: (inout AuditSearch) -> Void) -> AuditSearch {
        var search = AuditSearch()
        change(&search)
        return search
    }

    /// A log with two reports, a decision and a look, and an entry of the installation.
    private static func with(_ engine: Engine, _ body: @Sendable (TestTownHall, Municipality) async throws -> Void)
        async throws
    {
        try await TestTownHall.with(engine) { hall, town in
            let first = try await hall.submit(in: town).number
            _ = try await hall.submit(in: town)
            try await hall.decide(Decision(to: .accepted), about: first, in: town)
            hall.clock.advance(.days(1))
            let look = RecordAudit.Act(.reportSought, .inbox, values: ["number": "2026/7"])
            try await hall.audit(look, by: .staff(ID("officer"), nil), in: town.id, at: hall.now)
            try await hall.audit(
                RecordAudit.Act(.backupCreated, .backup("night")),
                by: .command("ratusz backup"),
                in: nil,
                at: hall.now
            )
            try await hall.linkAudit()
            try await body(hall, town)
        }
    }

    private static func kinds(_ search: AuditSearch, _ hall: TestTownHall, _ town: Municipality) async throws
        -> [String]
    {
        let opened = try await hall.readAudit(search, after: nil, limit: 9, by: auditor, in: town, at: hall.now)
        return opened.lines.elements.map(\.found.entry.kind).sorted()
    }

    @Test("Each question narrows the log, and entries of the installation are among them", arguments: Engine.available)
    func narrowing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let today = town.clock.date(of: hall.now)
            let rows: [(AuditSearch, [String])] = [
                (AuditSearch(), ["backup.created", "report.decided", "report.sought"]),
                (Self.search { $0.group = .reports }, ["report.decided"]),
                (Self.search { $0.group = .installation }, ["backup.created"]),
                (Self.search { $0.person = ID("officer") }, ["report.decided", "report.sought"]),
                (Self.search { $0.person = ID("nobody") }, []),
                (Self.search { $0.report = ReportNumber(year: 2026, sequence: 1) }, ["report.decided"]),
                (Self.search { $0.report = ReportNumber(year: 2026, sequence: 2) }, []),
                (Self.search { $0.from = today }, ["backup.created", "report.sought"]),
                (Self.search { $0.to = today - 1 }, ["report.decided"]),
            ]
            for (search, kinds) in rows {
                let found = try await Self.kinds(search, hall, town)
                #expect(found == kinds, "\(search)")
            }
        }
    }

    @Test("An entry is shown with its report, its words and who did it", arguments: Engine.available)
    func opening(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let opened = try await hall.readAudit(
                AuditSearch(),
                after: nil,
                limit: 9,
                by: Self.auditor,
                in: town,
                at: hall.now
            )
            let lines = opened.lines.elements
            #expect(lines.map(\.found.sequence) == [3, 2, 1])
            let sought = try #require(lines.first { $0.kind == .reportSought })
            #expect(sought.words.map(\.name) == ["number"] && sought.words.map(\.words) == ["2026/7"])
            #expect(sought.actor == .gone("officer"))
            let decided = try #require(lines.first { $0.kind == .reportDecided })
            #expect(decided.found.report == ReportNumber(year: 2026, sequence: 1))
            #expect(lines.contains { $0.actor == .command("ratusz backup") })
        }
    }

    @Test("A long log has pages that leave nothing out, and the look itself is an entry", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            for _ in 0..<7 { try await hall.auditStore.add(.sample(in: town.id)) }
            try await hall.linkAudit()
            var (sequences, place): ([Int], String?) = ([], nil)
            repeat {
                let opened = try await hall.readAudit(
                    AuditSearch(),
                    after: place,
                    limit: 3,
                    by: Self.auditor,
                    in: town,
                    at: hall.now
                )
                sequences += opened.lines.elements.map(\.found.sequence)
                place = opened.lines.next
            } while place != nil
            #expect(sequences == [7, 6, 5, 4, 3, 2, 1])
            #expect(
                try await hall.auditStore.queue(limit: 9).waiting.map(\.kind)
                    == Array(repeating: "audit.viewed", count: 3)
            )
            await #expect(throws: PageFailure.unknownPlace) {
                try await hall.readAudit(AuditSearch(), after: "x", limit: 3, by: Self.auditor, in: town, at: hall.now)
            }
        }
    }

    @Test("Who may not read the log is refused and leaves no look", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            let caller = Caller(ID("clerk"), StaffRights([StaffGrant(.operator)]), request: "audit")
            await #expect(throws: AccountFailure.rightMissing(.viewAudit)) {
                try await hall.readAudit(AuditSearch(), after: nil, limit: 3, by: caller, in: town, at: hall.now)
            }
            let waiting = try await hall.auditStore.queue(limit: 9).waiting
            #expect(waiting.isEmpty)
        }
    }
}
