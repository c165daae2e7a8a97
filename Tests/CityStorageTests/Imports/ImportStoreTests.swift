import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct ImportStoreTests {
    private static let columns = ["no", "at", "end", "what", "text", "mail", "x", "y"]

    private static func mapping(_ source: String) throws -> ImportMapping {
        let text = """
            {
              source: "\(source)",
              number: "{no}",
              received: { column: "at" },
              category: { value: "{what}" },
              description: "{text}",
              coordinates: { system: "WGS 84", east: "x", north: "y" },
              contact: { email: "{mail}" },
              status: [
                { when: { column: "end", empty: false }, status: "done" },
                { status: "accepted" },
              ],
              ended: { column: "end" },
              answer: "Koniec: {end}",
              publish: true,
            }
            """
        return try HandwrittenFile(name: "map.json5", data: .init(text.utf8)).decode()
    }

    @discardableResult
    private func load(
        _ rows: [String],
        source: String = "old",
        _ mode: ImportReports.Mode = .store,
        into hall: TestTownHall
    ) async throws -> ImportSummary {
        let town = hall.towns[0]
        let plan = try plan(source, in: town)
        return try await hall.importReports(
            reader(rows),
            by: plan,
            mode: mode,
            orderedBy: .test,
            in: town,
            at: hall.now
        )
    }

    private func plan(_ source: String, in town: Municipality) throws -> ImportPlan {
        try ImportPlan(
            try Self.mapping(source),
            named: "map.json5",
            columns: Self.columns,
            in: town,
            projections: NoProjections()
        )
    }

    private func reader(_ rows: [String]) -> DelimitedReader {
        var rest: [UInt8]? = Array(rows.joined(separator: "\n").utf8)
        return DelimitedReader(separator: UInt8(ascii: "|")) {
            defer { rest = nil }
            return rest
        }
    }

    private static let rows = [
        "7|2024-07-01 10:30||pothole|Dziura przy moście.||20.62|50.87",
        "8|2026-04-01 10:30|2026-04-03 12:00|bin|Pełny kosz.|a.b@poczta.example|20.63|50.88",
        "9|2024-07-01 10:30|2024-07-03 12:00|bin|Dawno opróżniony kosz.|||",
    ]

    @Test("An imported report is a report like all others", arguments: Engine.available)
    func whole(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            let town = hall.towns[0]
            var expected = ImportSummary()
            expected.read = 3
            expected.imported = 3
            #expect(try await load(Self.rows, into: hall) == expected)
            let done = try await hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: town)
            #expect(done.foreignNumber == ForeignNumber(source: "old", number: "8"))
            #expect(done.content.description == "Pełny kosz.")
            #expect(done.contact.email?.text == "a.b@poczta.example")
            #expect(done.answers == [2: Answer(justification: "Koniec: 2026-04-03 12:00")])
            #expect(done.report.history.map(\.status) == [.new, .done, .done])
            #expect(done.report.receivedAt.rfc3339 == "2026-04-01T08:30:00Z")
            let open = try await hall.readReport.unseen(ReportNumber(year: 2024, sequence: 1), in: town)
            #expect(open.published?.title == "Dziura przy moście")
            #expect(open.report.deadlines.map(\.startedOn) == [CivilDate(2026, 4, 27), CivilDate(2026, 4, 27)])
            #expect(try await hall.cases.inboxCounts(on: CivilDate(2026, 4, 27), in: town.id)[.overdue] == 0)
            #expect(try await hall.mail().isEmpty)
        }
    }

    @Test("Imported ideas stand in the list of ideas", arguments: Engine.available)
    func ideas(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            let rows = [
                "7|2024-07-01 10:30||idea|Ławka przy moście.||20.62|50.87",
                "8|2026-04-01 10:30|2026-04-03 12:00|idea|Zegar na ratuszu.|a.b@poczta.example|20.63|50.88",
            ]
            try await load(rows, into: hall)
            let query = IdeaQuery(limit: 9)
            let states = try await hall.ideas.ideas(query, in: hall.towns[0].id).elements.map(\.state)
            #expect(states == [.accepted, .considered])
            _ = try await hall.settleIdeas(in: hall.towns[0], at: hall.now)
            let listed = try await hall.ideas.ideas(query, in: hall.towns[0].id).elements
            #expect(listed.map(\.persons) == [1, 1])
        }
    }

    @Test("A town that has ended the service takes in nothing", .clause("suprasl/IX.2"), arguments: Engine.available)
    func ended(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let closing = "  closing: { from: \"2026-04-27\", basis: \"a decision\" },\n  reports: {\n"
            let town = try ProjectTown.named("demo", .init("rules.json5", "  reports: {\n", closing))
            let hall = try TestTownHall(database, town)
            for mode in [ImportReports.Mode.dryRun, .store] {
                await #expect(throws: ReportFailure.serviceEnded(since: CivilDate(2026, 4, 27))) {
                    try await load(Self.rows, mode, into: hall)
                }
            }
            #expect(try await hall.entries.entries(PublicQuery(limit: 9), in: town.id).elements.isEmpty)
        }
    }

    @Test("The public list and the map show what is published and not hidden", arguments: Engine.available)
    func publicList(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            try await load(Self.rows, into: hall)
            let town = hall.towns[0].id
            let listed = try await hall.entries.entries(PublicQuery(limit: 9), in: town).elements
            #expect(listed.map(\.number.description) == ["2026/1", "2024/1"])
            let found = try await hall.entries.entries(PublicQuery(words: SearchWords.of("kosz"), limit: 9), in: town)
            #expect(found.elements.map(\.number.description) == ["2026/1"])
            let box = try #require(MapBox(west: 20, south: 50, east: 21, north: 51))
            guard case .points(let points) = try await hall.entries.map(of: box, PublicFilter(), in: town) else {
                return #expect(Bool(false), "no points")
            }
            #expect(points.map(\.number.description).sorted() == ["2024/1", "2026/1"])
            let clusters = try await database.town(town).read { transaction in
                try transaction.query(
                    """
                    SELECT CAST(SUM(points) AS {int}) AS points FROM map_clusters
                    WHERE municipality = {town} AND level = 2
                    """
                ).first?.int("points")
            }
            #expect(clusters == 2)
        }
    }

    @Test("A report that changes before it is put on the map stands there right", arguments: Engine.available)
    func changedBeforeMap(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            let town = hall.towns[0]
            let rows = (1...3).map { "\($0)|2024-07-01 10:30||pothole|Dziura.||20.62\($0)|50.87" }
            let plan = try plan("old", in: town)
            let ready = try hall.importReports.ready(reader(rows), by: plan, in: town, at: hall.now)
            let imports = SQLImportStore(database: database)
            let slice = imports.slice(of: ready, noting: .sample(in: town.id), at: hall.now, in: town.id)
            #expect(try await slice.store().stored == 3)
            try await hall.work(ReportNumber(year: 2024, sequence: 1), in: town) {
                try await $0.takeDown($1, reason: "x")
            }
            try await hall.decide(
                Decision(to: .inProgress, justification: "Ekipa jedzie."),
                about: ReportNumber(year: 2024, sequence: 2),
                in: town
            )
            #expect(try await imports.putOnMap(in: town.id) == 1)
            #expect(try await imports.putOnMap(in: town.id) == 0)
            #expect(try await parts(database, town.id) == ["accepted 1", "inProgress 1"])
        }
    }

    /// How many reports of each status the map counts at its coarsest level.
    private func parts(_ database: any Database, _ town: ID<Municipality>) async throws -> [String] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT status, points FROM map_cluster_parts
                WHERE municipality = {town} AND level = 2 AND points <> 0 ORDER BY status
                """
            ).map { "\(try $0.text("status")) \(try $0.int("points"))" }
        }
    }

    @Test("A second run changes nothing, and one that was stopped goes on", arguments: Engine.available)
    func repeated(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            #expect(try await load(Array(Self.rows.prefix(2)), into: hall).imported == 2)
            let dry = try await load(Self.rows + Self.rows, .dryRun, into: hall)
            #expect([dry.read, dry.imported, dry.repeated] == [6, 1, 5])
            let again = try await load(Self.rows + Self.rows, into: hall)
            #expect([again.read, again.imported, again.repeated] == [6, 1, 5])
            #expect(try await load(Self.rows, into: hall).repeated == 3)
            #expect(try await load(Self.rows, source: "other", into: hall).imported == 3)
            let counts = try await database.town(hall.towns[0].id).read { transaction in
                try (["reports", "foreign_numbers", "publications"] as [SQL]).map { table in
                    try transaction.query(
                        "SELECT CAST(COUNT(*) AS {int}) AS n FROM \(table) WHERE municipality = {town}"
                    ).first?.int("n")
                }
            }
            #expect(counts == [6, 6, 6])
        }
    }

    @Test("The office finds a report by its old number", arguments: Engine.available)
    func finding(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, try ProjectTown.named("demo"))
            try await load(["A-7/14|2024-07-01||pothole|Dziura.|||"], into: hall)
            try await load(["2024/1|2024-07-01||bin|Kosz.|||"], source: "third", into: hall)
            let town = hall.towns[0]
            let numbers = [" A-7/14 ": 1, "2024/1": 1, "2024/2": 2]
            for (typed, sequence) in numbers {
                let outcome = try await hall.searchCases(typed, by: .officer, in: town, at: hall.now)
                guard case .report(let number) = outcome else { Issue.record("\(typed)"); continue }
                #expect(number == ReportNumber(year: 2024, sequence: sequence), "\(typed)")
            }
            let outcome = try await hall.searchCases("A-8", by: .officer, in: town, at: hall.now)
            guard case .list(let found) = outcome else { throw ReportFailure.notFound }
            #expect(found.cases.isEmpty)
        }
    }

    @Test("Two imports of one file at the same time store each report once", arguments: Engine.available)
    func race(engine: Engine) async throws {
        try await engine.withPlace { place in
            let rows = (1...400).map { "\($0)|2024-07-01 10:30||pothole|Dziura \($0).||20.6\($0)|50.8\($0)" }
            let databases = [try await place.open(), try await place.open()]
            let imported = try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, database) in databases.enumerated() {
                    // The dice of a test fall alike: the times tell the ids of the two apart.
                    let now = Instant.monday + .seconds(index)
                    group.addTask {
                        let hall = try TestTownHall(database, try ProjectTown.named("demo"), at: now)
                        return try await load(rows, into: hall).imported
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(imported == 400)
            let town = ID<Municipality>("demo")
            let numbers = try await databases[0].town(town).read { transaction in
                try transaction.query("SELECT sequence FROM reports WHERE municipality = {town} ORDER BY sequence")
                    .map { try $0.int("sequence") }
            }
            #expect(numbers == Array(1...400))
            for database in databases { await database.close() }
        }
    }

    @Test("Counting the rows anew disturbs nobody", arguments: Engine.available)
    func statistics(engine: Engine) async throws {
        try await engine.withDatabase { try await $0.refreshStatistics() }
    }
}

private struct NoProjections: Projections {
    func projection(from system: CoordinateSystem) -> (any Projection)? { Degrees() }

    private struct Degrees: Projection {
        func coordinate(east: Double, north: Double) -> Coordinate? {
            Coordinate(latitude: north, longitude: east)
        }
    }
}
