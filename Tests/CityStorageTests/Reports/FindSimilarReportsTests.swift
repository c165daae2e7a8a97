import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What residents and the office are shown of earlier reports.
@Suite struct FindSimilarReportsTests {
    private static let spot = PublicText.sample.point

    private struct Story {
        var category = "pothole"
        var description = "Głęboka dziura w jezdni przy przystanku"
        var address = "ul. Zmyślona 21"
        /// Nil for a report with an address alone.
        var meters: Double? = 0
        var isPublic = true

        func submission(in town: Municipality) -> Submission {
            var submission = Submission.personal(in: town)
            submission.category = category
            submission.description = description
            submission.address = address
            let point = meters.flatMap { town.somewhere?.north(by: $0) }
            submission.latitude = point.map { "\($0.latitude)" } ?? ""
            submission.longitude = point.map { "\($0.longitude)" } ?? ""
            return submission
        }
    }

    /// Sends the reports one hour after the other, and accepts and publishes those that are public.
    private static func send(_ stories: [Story], _ hall: TestTownHall, in town: Municipality) async throws {
        for story in stories {
            let submission = story.submission(in: town)
            let number = try await hall.submit(submission, in: town).number
            hall.clock.advance(.hours(1))
            guard story.isPublic else { continue }
            let text = PublicText(
                title: PublicText.title(of: story.description),
                description: story.description,
                address: story.address,
                point: submission.point
            )
            try await hall.decide(Decision(to: .accepted), about: number, publishing: text, in: town)
        }
    }

    private static func found(
        _ story: Story,
        _ hall: TestTownHall,
        for audience: Audience = .everyone,
        in town: Municipality
    ) async throws -> [Int] {
        let probe = try #require(DuplicateProbe(story.submission(in: town), in: town, at: hall.now))
        return try await hall.findSimilarReports(to: probe, for: audience, in: town).map(\.line.number.sequence)
    }

    private static func with(
        _ engine: Engine,
        _ stories: [Story],
        _ town: Municipality? = nil,
        _ body: (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try town ?? ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            try await send(stories, hall, in: town)
            try await body(hall, town)
        }
    }

    @Test(
        "Somebody about to report is shown open published reports, the likeliest first, and nothing else",
        .clause("suprasl/II b7"),
        arguments: Engine.available
    )
    func resident(_ engine: Engine) async throws {
        let stories = [
            Story(meters: 30), Story(), Story(isPublic: false), Story(meters: 240), Story(category: "bin"),
            Story(meters: 8),
        ]
        try await Self.with(engine, stories) { hall, town in
            #expect(try await Self.found(Story(), hall, in: town) == [2, 6, 1])
            #expect(try await Self.found(Story(meters: 900), hall, in: town) == [])
            #expect(try await Self.found(Story(category: "tree"), hall, in: town) == [])
            try await hall.decide(
                Decision(to: .done, justification: "Gotowe."),
                about: ReportNumber(year: 2026, sequence: 2),
                in: town
            )
            #expect(try await Self.found(Story(), hall, in: town) == [6, 1])
        }
    }

    @Test(
        "At most five are shown, and none where so many stand that none of them means anything",
        arguments: Engine.available
    )
    func most(_ engine: Engine) async throws {
        let six = (1...6).map { _ in Story() }
        try await Self.with(engine, six) { hall, town in
            #expect(try await Self.found(Story(), hall, in: town) == [6, 5, 4, 3, 2])
            try await Self.send((1...14).map { _ in Story() }, hall, in: town)
            #expect(try await Self.found(Story(description: "Zapadnięta studzienka"), hall, in: town) == [])
        }
    }

    @Test("Reports that are kept from the reader are not suggested", .clause("demo/§5.7"), arguments: Engine.available)
    func audience(_ engine: Engine) async throws {
        try await Self.with(engine, [Story(category: "vehicle")]) { hall, town in
            let wreck = Story(category: "vehicle")
            let everyone = try await Self.found(wreck, hall, for: .everyone, in: town)
            let registered = try await Self.found(wreck, hall, for: .registered, in: town)
            #expect(everyone == [] && registered == [1])
        }
    }

    @Test("Without a point a report at the same house is found", arguments: Engine.available)
    func address(_ engine: Engine) async throws {
        let stories = [Story(meters: nil), Story(address: "ul. Zmyślona 12"), Story(category: "bin")]
        try await Self.with(engine, stories) { hall, town in
            let house = try await Self.found(Story(address: "Zmyślona 21", meters: nil), hall, in: town)
            let street = try await Self.found(Story(address: "ul. Zmyślona", meters: nil), hall, in: town)
            #expect(house == [1] && street == [])
        }
    }

    @Test(
        "The office is shown earlier reports of all the town, those among them that are not public, too",
        .clause("suprasl/II b7", "biale-blota/§3 b5"),
        arguments: Engine.available
    )
    func office(_ engine: Engine) async throws {
        let stories = [
            Story(), Story(description: "Dziura w jezdni przy przystanku, głęboka", isPublic: false),
            Story(category: "bin", isPublic: false), Story(isPublic: false), Story(isPublic: false),
        ]
        try await Self.with(engine, stories) { hall, town in
            let open = try await hall.readReport.unseen(ReportNumber(year: 2026, sequence: 4), in: town)
            let found = try await hall.findSimilarReports.forOffice(to: open, by: .officer, in: town, at: hall.now)
            #expect(found.map(\.line.number.sequence) == [2, 1])
            #expect(found.map(\.line.title) == ["Dziura w jezdni przy przystanku, głęboka", Story().description])
            #expect(found.allSatisfy { $0.meters == 0 && $0.score > town.similar.office })
        }
    }

    @Test(
        "A town sets how much must speak for a report before it is shown, and 1 shows none",
        arguments: [(0.35, 0.2, [1], [1]), (0.99, 0.2, [], [1]), (0, 1, [1], []), (1, 1, [], [])]
    )
    func thresholds(resident: Double, office: Double, shown: [Int], shownToOffice: [Int]) async throws {
        let rule = "similar: { resident: \(resident), office: \(office), basis: \"a test\" }, "
        let town = try ProjectTown.named(
            "demo",
            revision: 2,
            ProjectTown.Change("rules.json5", "reporting: {", "\(rule)reporting: {")
        )
        try await Self.with(.sqlite, [Story(meters: 20), Story(isPublic: false)], town) { hall, town in
            #expect(try await Self.found(Story(), hall, in: town) == shown)
            let open = try await hall.readReport.unseen(ReportNumber(year: 2026, sequence: 2), in: town)
            let found = try await hall.findSimilarReports.forOffice(to: open, by: .officer, in: town, at: hall.now)
            #expect(found.map(\.line.number.sequence) == shownToOffice)
        }
    }
}

extension Coordinate {
    fileprivate func north(by meters: Double) -> Coordinate? {
        Coordinate(latitude: latitude + meters / 111_195, longitude: longitude)
    }
}
