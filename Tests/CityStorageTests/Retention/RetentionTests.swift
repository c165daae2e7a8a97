import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// What the rules of a town let go, and what is held back, on both engines.
@Suite struct RetentionTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    /// A report of the resident that is published, followed and done.
    private static func finished(_ hall: TestTownHall, _ town: Municipality, _ ida: SignInResident.Signed) async throws
        -> ReportNumber
    {
        let number = try await hall.submit(by: ida, in: town).number
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        let email = "ola@poczta.example"
        try await hall.followReport(number, email: email, language: .polish, for: .everyone, in: town, at: hall.now)
        for status in [ReportStatus.inProgress, .done] {
            try await hall.decide(Decision(to: status), about: number, in: town)
        }
        _ = try await hall.mail()
        return number
    }

    @Test(
        "A case goes with all that belongs to it on the day its class says, and not before",
        .clause("suprasl/VII a7", "biale-blota/§7 b2•2"),
        arguments: Engine.available
    )
    func reports(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let number = try await Self.finished(hall, town, ida)
            let open = try await hall.submit(in: town).number
            for (day, stays) in [(CivilDate(2031, 12, 31), true), (CivilDate(2032, 1, 1), false)] {
                let lines = try await hall.discard(on: day, in: town)
                #expect(lines[.reports] == (stays ? 0 : 1))
                #expect((try await hall.reports.file(number, in: town.id) != nil) == stays)
                #expect(try await hall.reports.file(open, in: town.id) != nil)
            }
            #expect(
                try await hall.tablesWithReports() == ["abuse_traces 1", "data_keys 1", "report_events 1", "reports 1"]
            )
        }
    }

    @Test(
        "Contact data go a year after the end; the case stays and says so",
        .clause("suprasl/VII a7", "biale-blota/§7 b2"),
        arguments: Engine.available
    )
    func contacts(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let number = try await Self.finished(hall, town, ida)
            let end = town.clock.date(of: hall.now).adding(months: 12)
            #expect(try await hall.discard(on: end, in: town)[.contacts] == 0)
            #expect(try await hall.reports.file(number, in: town.id)?.contact != nil)
            #expect(try await hall.discard(on: end + 1, in: town)[.contacts] == 1)
            let file = try #require(try await hall.reports.file(number, in: town.id))
            #expect(file.contact == nil && file.personKey == nil && file.reporterErasedAt != nil)
            #expect(try await hall.readReport.unseen(number, in: town).content.description.isEmpty == false)
        }
    }

    @Test(
        "An account nobody used for three years is erased like any other; one that is used stays",
        .clause("suprasl/VII a7"),
        arguments: Engine.available
    )
    func accounts(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let eda = try await hall.resident("eda@example.org", in: town)
            let end = town.clock.date(of: hall.now).adding(months: 36) + 1
            hall.clock.advance(.days(1))
            _ = try await hall.signInResident.begin(eda.resident.id, from: .sample, in: town, at: hall.now)
            #expect(try await hall.discard(on: end - 1, in: town)[.accounts] == 0)
            #expect(try await hall.discard(on: end, in: town)[.accounts] == 1)
            #expect(try await hall.residents.account(ida.resident.id, in: town.id) == nil)
            #expect(try await hall.residents.account(eda.resident.id, in: town.id) != nil)
            let ground = await hall.ledger.records().map { "\($0.resident) \($0.ground.rawValue)" }
            #expect(ground == ["\(ida.resident.id) notNeeded"])
            hall.clock.advance(.days(1_200))
            #expect(try await hall.mail().map(\.to.address.text) == ["ida@example.org"])
        }
    }

    /// What holds back an account of which a report ended, with its contact data.
    enum Hold: String, CaseIterable {
        case restriction, request, openReport

        func begin(_ hall: TestTownHall, _ town: Municipality, _ ida: SignInResident.Signed) async throws {
            switch self {
            case .restriction:
                try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
                try await answer(hall, town)
            case .request: try await hall.askForRight(.rectification, words: "x", of: ida, in: town, at: hall.now)
            case .openReport: _ = try await hall.submit(by: ida, in: town)
            }
        }

        func end(_ hall: TestTownHall, _ town: Municipality, _ ida: SignInResident.Signed) async throws {
            switch self {
            case .restriction: try await hall.askForRight.endRestriction(of: ida, in: town, at: hall.now)
            case .request: try await answer(hall, town)
            case .openReport:
                try await hall.decide(.rejection, about: ReportNumber(year: 2026, sequence: 2), in: town)
            }
        }

        private func answer(_ hall: TestTownHall, _ town: Municipality) async throws {
            let id = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)[0].id
            let work = HandleRights.Work(id, by: .officer, in: town, at: hall.now)
            try await hall.handleRights.close(work, .granted, answer: "Tak.")
        }

        /// The kinds that it holds back, one of each.
        var held: Set<RetainedData> {
            switch self {
            case .restriction: [.accounts, .contacts, .reports, .requests]
            case .request: [.accounts, .contacts, .reports]
            case .openReport: [.accounts]
            }
        }
    }

    @Test(
        "A restriction, an open request and an open case hold back, and no longer than they last",
        arguments: Engine.available,
        Hold.allCases
    )
    func holds(_ engine: Engine, _ hold: Hold) async throws {
        try await Self.with(engine) { hall, town, ida in
            _ = try await Self.finished(hall, town, ida)
            try await hold.begin(hall, town, ida)
            let day = CivilDate(2040, 1, 2)
            for data in hold.held.sorted(by: { $0.rawValue < $1.rawValue }) {
                let figures = try await hall.forecast(of: data, on: day, in: town).now
                #expect(figures.due == 0 && figures.held == 1, "\(data)")
            }
            try await hold.end(hall, town, ida)
            for data in hold.held {
                #expect(try await hall.forecast(of: data, on: day, in: town).now.due > 0, "\(data)")
            }
        }
    }

    @Test("Records of requests, letters and calls go after their time", arguments: Engine.available)
    func records(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            _ = try await Self.finished(hall, town, ida)
            try await Hold.request.begin(hall, town, ida)
            try await Hold.request.end(hall, town, ida)
            _ = try await hall.mail()
            let day = CivilDate(2030, 1, 1)
            let lines = try await hall.discard(on: day, in: town)
            #expect(lines[.requests] == 1)
            #expect((lines[.letters] ?? 0) >= 3)
            let left = try await hall.database.town(town.id).read { transaction in
                try ["rights_requests", "deliveries", "delivery_attempts"].map { (table: SQL) in
                    try transaction.query("SELECT municipality FROM \(table) WHERE municipality = {town}").count
                }
            }
            // The last letter to the account that was erased the same day.
            #expect(left == [0, 1, 0])
        }
    }

    @Test("A forecast tells what is due now, in a month and in a year", arguments: Engine.available)
    func forecast(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for _ in 0..<3 {
                _ = try await Self.finished(hall, town, ida)
                hall.clock.advance(.days(25))
            }
            let first = CivilDate(2027, 4, 28)
            #expect(
                try await hall.forecast(of: .contacts, on: first, in: town)
                    == RetentionForecast(
                        rule: try #require(town.retention.first { $0.data == .contacts }),
                        now: RetentionFigures(due: 1, held: 0, oldest: .monday + .seconds(1)),
                        inMonth: 2,
                        inYear: 3
                    )
            )
        }
    }

    @Test(
        "A run leaves a line for each rule by which something was due, with the revision and no person",
        arguments: Engine.available
    )
    func log(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            _ = try await Self.finished(hall, town, ida)
            let at = town.clock.start(of: CivilDate(2032, 1, 1))
            let lines = try await hall.runRetention(in: town, by: .command("test"), at: at)
            #expect(lines.map(\.data) == [.reports, .accounts])
            #expect(try await hall.previewRetention.log(in: town) == lines)
            #expect(
                lines.first.map { [$0.term, $0.clause?.description, "\($0.revision)", "\($0.count)"] } == [
                    "B5", "VII a7", "1", "1",
                ]
            )
            let entries = try await hall.auditStore.queue(limit: 100).waiting.filter { $0.kind == "data.discarded" }
            #expect(entries.allSatisfy { $0.object == "retention/\(lines[0].run)" && $0.actor == "command/test" })
            #expect(
                Set(entries.map(\.part))
                    == Set(lines.filter { $0.count > 0 && $0.data != .accounts }.map(\.data.rawValue))
            )
        }
    }

    @Test("A run that finds nothing due leaves no line, and says that it was there", arguments: Engine.available)
    func nothing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _ in
            let before = try await hall.previewRetention.lastRun(in: town)
            #expect(before == nil)
            for moment in [hall.now, hall.now + .days(1)] {
                let lines = try await hall.runRetention(in: town, by: .command("test"), at: moment)
                let run = try await hall.previewRetention.lastRun(in: town)
                #expect(lines == [] && run == moment)
            }
            let log = try await hall.previewRetention.log(in: town)
            let entries = try await hall.auditStore.queue(limit: 100).waiting
            #expect(log == [] && entries.allSatisfy { $0.kind != "data.discarded" })
        }
    }

    @Test(
        "Cases of the classes A and BE10 are listed for the state archive and nothing of them goes",
        .clause("biale-blota/§7 b2•2"),
        arguments: Engine.available
    )
    func archive(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try Self.filing()
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            for category in ["pavement", "pothole", "sign"] {
                try await hall.decide(.rejection, about: hall.submit(category, by: ida, in: town), in: town)
            }
            for (year, lists) in [(2036, [[], []]), (2037, [[], ["2026/2"]]), (2052, [["2026/1"], ["2026/2"]])] {
                let day = CivilDate(year, 1, 1)
                let lines = try await hall.runRetention(in: town, by: .command("test"), at: town.clock.start(of: day))
                let counts = [RetentionEnd.handedOver, .appraised].map { end in
                    lines.first { $0.end == end }?.count ?? 0
                }
                #expect(counts == lists.map(\.count), "\(year)")
                let ended = try await hall.previewRetention.ended(in: town, at: town.clock.start(of: day))
                #expect(ended.map { $0.1.map { "\($0.number)" } } == lists, "\(year)")
                let third = ReportNumber(year: 2026, sequence: 3)
                #expect((try await hall.reports.file(third, in: town.id) != nil) == (year < 2037))
            }
        }
    }

    /// A town whose filing plan knows the other classes.
    private static func filing() throws -> Municipality {
        try ProjectTown.named(
            "biale-blota",
            .init(
                "rules.json5",
                "{ data: \"reports\", archive: \"B5\", clause: \"§7 b2•2\" },",
                """
                { data: "reports", archive: "A", categories: ["pavement"], clause: "§7 b2•2" },
                { data: "reports", archive: "BE10", categories: ["pothole"], clause: "§7 b2•2" },
                { data: "reports", archive: "B10", clause: "§7 b2•2" },
                """
            )
        )
    }

    @Test("A run leaves other towns alone")
    func towns() async throws {
        try await Engine.sqlite.withDatabase { database in
            let (town, other) = (try ProjectTown.named("suprasl"), try ProjectTown.named("demo"))
            let hall = try TestTownHall(database, town, other)
            let number = try await hall.submit(.personal(in: other), in: other).number
            try await hall.decide(.rejection, about: number, in: other)
            try await hall.runRetention(in: town, by: .command("test"), at: .monday + .days(9_999))
            #expect(try await hall.reports.file(number, in: other.id)?.contact != nil)
            #expect(try await hall.previewRetention.log(in: other) == [])
        }
    }
}

extension Decision {
    fileprivate static let rejection = Self(to: .rejected, justification: "Nie.", rejection: .incomplete)
}

extension TestTownHall {
    /// Runs the rules as on a day.
    /// - Returns: how many of each kind went.
    fileprivate func discard(on day: CivilDate, in town: Municipality) async throws -> [RetainedData: Int] {
        let lines = try await runRetention(in: town, by: .command("test"), at: town.clock.start(of: day))
        let none = Dictionary(uniqueKeysWithValues: RetainedData.allCases.map { ($0, 0) })
        return lines.reduce(into: none) { $0[$1.data, default: 0] += $1.count }
    }

    fileprivate func submit(_ category: String, by author: SignInResident.Signed, in town: Municipality) async throws
        -> ReportNumber
    {
        var submission = Submission.sample(in: town)
        submission.category = category
        clock.advance(.seconds(1))
        return try await submitReport(
            submission,
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            by: author,
            in: town,
            at: now
        ).number
    }

    fileprivate func forecast(of data: RetainedData, on day: CivilDate, in town: Municipality) async throws
        -> RetentionForecast
    {
        let all = try await previewRetention(in: town, at: town.clock.start(of: day))
        return try #require(all.first { $0.rule.data == data })
    }

    /// Tables that hold anything of a report, with how much.
    fileprivate func tablesWithReports() async throws -> [String] {
        try await database.acrossTowns.read { transaction in
            let tables = try transaction.query(
                "SELECT DISTINCT c.table_name AS place FROM {columns} AS c WHERE c.name IN ('report', 'delivery')"
            ).map { try $0.text("place") }
            let own = ["reports", "data_keys", "deliveries", "public_reports", "public_words", "public_places"]
            return try Set(tables + own).sorted().compactMap { table in
                let condition: SQL =
                    switch table {
                    case "data_keys": "WHERE purpose IN ('case', 'photo')"
                    case "deliveries": "WHERE recipient <> 'account'"
                    default: ""
                    }
                let rows = try transaction.query("SELECT municipality FROM \(SQL(trusted: table)) \(condition)").count
                return rows == 0 ? nil : "\(table) \(rows)"
            }
        }
    }
}
