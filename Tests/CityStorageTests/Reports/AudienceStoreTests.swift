import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// A town that lists one category for registered residents only.
@Suite struct AudienceStoreTests {
    private static let vehicle = ReportNumber(year: 2026, sequence: 1)
    private static let pothole = ReportNumber(year: 2026, sequence: 2)

    /// Two published reports at one place.
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, _ strict: Municipality, _ open: Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let strict = try ProjectTown.named("demo")
            let open = try ProjectTown.named(
                "demo",
                revision: 2,
                ProjectTown.Change("categories.json5", "listedFor: \"registered\"", "listedFor: \"everyone\"")
            )
            let hall = try TestTownHall(database, strict)
            for category in ["vehicle", "pothole"] {
                var submission = Submission.sample(in: strict)
                submission.category = category
                let number = try await hall.submit(submission, in: strict).number
                hall.clock.advance(.minutes(1))
                try await hall.decide(Decision(to: .accepted), about: number, in: strict)
            }
            try await body(hall, strict, open)
        }
    }

    /// What somebody finds, place by place.
    private struct Found: Equatable {
        var newest: [ReportNumber] = []
        var byWords: [ReportNumber] = []
        var nearest: [ReportNumber] = []
        var changed: [ReportNumber] = []
        var onMap: Set<ReportNumber> = []
        var inStreet: Set<ReportNumber> = []

        init(_ numbers: [ReportNumber]) {
            (newest, byWords, changed) = (numbers, numbers, numbers)
            nearest = numbers.sorted()
            (onMap, inStreet) = (Set(numbers), Set(numbers))
        }

        init(_ hall: TestTownHall, _ audience: Audience, _ town: Municipality) async throws {
            let browse = hall.browseReports
            let point = try #require(PublicText.sample.point)
            let words = SearchWords.of(PublicText.sample.title)
            for (query, place) in [
                (PublicQuery(limit: 9), \Found.newest), (PublicQuery(words: words, limit: 9), \.byWords),
                (PublicQuery(near: point, limit: 9), \.nearest),
            ] {
                self[keyPath: place] = try await browse.list(query, for: audience, in: town).elements.map(\.number)
            }
            changed = try await browse.changes(PublicQuery(limit: 9), for: audience, in: town).map(\.number)
            let street = MapBox(around: point, meters: 50)
            for (box, place) in [(try MapBox.world, \Found.onMap), (street, \.inStreet)] {
                let map = try await browse.map(of: box, PublicFilter(), for: audience, in: town)
                guard case .points(let points) = map else { continue }
                self[keyPath: place] = Set(points.map(\.number))
            }
        }
    }

    @Test(
        "Lists, feeds and the map show a category to those it is listed for, and a new revision counts at once",
        .clause("demo/§5.7"),
        arguments: Engine.available
    )
    func finding(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, strict, open in
            let all = [Self.pothole, Self.vehicle]
            let looks = [
                (Audience.everyone, strict, [Self.pothole]), (.registered, strict, all), (.everyone, open, all),
                (.everyone, strict, [Self.pothole]),
            ]
            for (audience, town, numbers) in looks {
                let found = try await Found(hall, audience, town)
                #expect(found == Found(numbers), "\(audience), revision \(town.revision)")
            }
        }
    }

    @Test("Whoever asks for a category that is not for them is told so", arguments: Engine.available)
    func asking(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, strict, _ in
            let browse = hall.browseReports
            let filter = PublicFilter(category: ID("vehicle"))
            let query = PublicQuery(filter: filter, limit: 9)
            await #expect(throws: ReportFailure.registeredOnly) {
                try await browse.list(query, for: .everyone, in: strict)
            }
            await #expect(throws: ReportFailure.registeredOnly) {
                try await browse.changes(query, for: .everyone, in: strict)
            }
            await #expect(throws: ReportFailure.registeredOnly) {
                try await browse.map(of: try .world, filter, for: .everyone, in: strict)
            }
            let found = try await browse.list(query, for: .registered, in: strict).elements.map(\.number)
            #expect(found == [Self.vehicle])
        }
    }

    @Test(
        "The report itself opens for its audience, for its reporter, for the office and for the program that sent it",
        .clause("demo/§5.7"),
        arguments: Engine.available
    )
    func opening(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, strict, open in
            for (audience, town) in [(Audience.registered, strict), (.everyone, open)] {
                #expect(try await hall.browseReports(Self.vehicle, for: audience, in: town).text == .sample)
                #expect(
                    try await hall.readReport.unseen(Self.vehicle, by: nil, for: audience, in: town).published
                        == .sample
                )
            }
            await #expect(throws: ReportFailure.registeredOnly) {
                try await hall.browseReports(Self.vehicle, for: .everyone, in: strict)
            }
            let stranger = APIKey(id: ID("stranger"), name: "Stranger", role: .reporter)
            for key in [nil, stranger] {
                await #expect(throws: ReportFailure.registeredOnly) {
                    try await hall.readReport.unseen(Self.vehicle, by: key, for: .everyone, in: strict)
                }
            }
            let office = APIKey(id: ID("office"), name: "Office", role: .operator)
            _ = try await hall.readReport.unseen(Self.vehicle, by: office, for: .everyone, in: strict)
            _ = try await hall.readReport.unseen(Self.vehicle, in: strict)
            var submission = Submission.sample(in: strict)
            submission.category = "vehicle"
            let own = try await hall.submit(submission, origin: .api(stranger.id), in: strict)
            _ = try await hall.open(own.number, own.secret, in: strict)
            // Before it is published, it is nobody's business whether there is such a report.
            await #expect(throws: ReportFailure.notFound) {
                try await hall.browseReports(own.number, for: .everyone, in: strict)
            }
            try await hall.decide(Decision(to: .accepted), about: own.number, in: strict)
            _ = try await hall.readReport.unseen(own.number, by: stranger, for: .everyone, in: strict)
            _ = try await hall.open(own.number, own.secret, in: strict)
        }
    }
}
