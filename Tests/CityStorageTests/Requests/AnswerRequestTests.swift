import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Synchronization
import Testing

@Suite struct AnswerRequestTests {
    private static let answer = RequestAnswer(
        status: 200,
        headers: [.init(name: "Content-Type", value: "application/json")],
        body: #"{"description":"Nie świeci."}"#
    )

    private static func request(
        _ key: String = "k",
        by caller: RequestCaller = .program(ID("one")),
        _ parts: String...
    ) throws -> NamedRequest {
        NamedRequest(try IdempotencyKey(header: key), by: caller, parts: ["POST", "/a"] + parts)
    }

    /// A town hall that counts how often requests are done.
    private final class Desk: Sendable {
        let hall: TestTownHall
        let done = Mutex<[RequestTicket]>([])

        init(_ hall: TestTownHall) { self.hall = hall }

        func ask(
            _ request: NamedRequest,
            town: Int = 0,
            _ answer: RequestAnswer = AnswerRequestTests.answer
        ) async throws -> RequestAnswer {
            try await hall.answerRequest(request, in: hall.towns[town].id, at: hall.now) { ticket in
                done.withLock { $0.append(ticket) }
                return answer
            }
        }

        var count: Int { done.withLock { $0.count } }
    }

    private static func desk(_ engine: Engine, _ body: (Desk) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let towns = [try ProjectTown.named("kielce"), try ProjectTown.named("suprasl")]
            try await body(Desk(try TestTownHall(database, towns)))
        }
    }

    @Test("The same request under the same name is done once, and answered the same", arguments: Engine.available)
    func repeated(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            let other = RequestAnswer(status: 409, headers: [], body: "later")
            let answers = [
                try await desk.ask(Self.request()), try await desk.ask(Self.request(), other),
                try await desk.ask(Self.request("\"k\""), other),
            ]
            #expect(answers == [Self.answer, Self.answer, Self.answer])
            #expect(desk.count == 1)
        }
    }

    struct Other: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var key = "k"
        var caller = RequestCaller.program(ID("one"))
        var part: String?
        var town = 0
        let isRefused: Bool
    }

    static let others =
        [
            Other(testDescription: "another body", part: "{}", isRefused: true),
            Other(testDescription: "another name", key: "K", isRefused: false),
            Other(testDescription: "another program", caller: .program(ID("two")), isRefused: false),
            Other(testDescription: "nobody known", caller: .anybody, isRefused: false),
            Other(testDescription: "another town", town: 1, isRefused: false),
        ] + secrets.map { Other(testDescription: "a reporter", caller: .reporter(number, $0), isRefused: false) }

    private static let number = ReportNumber(year: 2026, sequence: 1)

    private static let secrets = ["1", "2"].compactMap { last in
        ReportSecret(typed: String(repeating: "0", count: 27) + last)
    }

    @Test("Another request under the name is refused, and of somebody else it is another name", arguments: others)
    func told(other: Other) async throws {
        try await Self.desk(.sqlite) { desk in
            _ = try await desk.ask(Self.request())
            let parts = ["POST", "/a"] + [other.part].compactMap(\.self)
            let request = NamedRequest(try IdempotencyKey(header: other.key), by: other.caller, parts: parts)
            if other.isRefused {
                await #expect(throws: RequestKeyFailure.reused) { try await desk.ask(request, town: other.town) }
            } else {
                _ = try await desk.ask(request, town: other.town)
            }
            #expect(desk.count == (other.isRefused ? 1 : 2))
        }
    }

    @Test("The holders of two secrets have names of their own")
    func holders() async throws {
        try await Self.desk(.sqlite) { desk in
            for secret in Self.secrets + Self.secrets {
                _ = try await desk.ask(Self.request("k", by: .reporter(Self.number, secret)))
            }
            #expect(desk.count == 2)
        }
    }

    private struct Broken: Error {}

    @Test("What was not answered for good is done again", arguments: Engine.available)
    func unsettled(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            for status in [500, 503, 429, 401, 403] {
                _ = try await desk.ask(Self.request(), RequestAnswer(status: status, headers: [], body: ""))
            }
            await #expect(throws: Broken.self) {
                try await desk.hall.answerRequest(Self.request(), in: desk.hall.towns[0].id, at: desk.hall.now) { _ in
                    throw Broken()
                }
            }
            #expect(try await desk.ask(Self.request()) == Self.answer)
            #expect(desk.count == 6)
            #expect(Set(desk.done.withLock { $0.map(\.attempt) }) == [.first])
        }
    }

    @Test("While the first one is being done the next one is told so, and another request is refused")
    func underWay() async throws {
        try await Self.desk(.sqlite) { desk in
            _ = try await desk.hall.answerRequest(Self.request(), in: desk.hall.towns[0].id, at: desk.hall.now) { _ in
                await #expect(throws: RequestKeyFailure.underWay) { try await desk.ask(Self.request()) }
                await #expect(throws: RequestKeyFailure.reused) {
                    try await desk.ask(Self.request("k", by: .program(ID("one")), "{}"))
                }
                return Self.answer
            }
            #expect(desk.count == 0)
            #expect(try await desk.ask(Self.request()) == Self.answer)
        }
    }

    /// A request that is taken and neither answered nor given back, as by a process that dies.
    private static func cutOff(_ desk: Desk) async throws -> ID<NamedRequest> {
        let hall = desk.hall
        _ = try await desk.ask(request())
        try await hall.loseAnswers(in: hall.towns[0])
        return try #require(desk.done.withLock { $0.last?.id })
    }

    @Test("A request that was cut off is done again under its ticket, after two minutes", arguments: Engine.available)
    func cutOff(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            let id = try await Self.cutOff(desk)
            desk.hall.clock.advance(.seconds(119))
            await #expect(throws: RequestKeyFailure.underWay) { try await desk.ask(Self.request()) }
            desk.hall.clock.advance(.seconds(1))
            await #expect(throws: RequestKeyFailure.reused) {
                try await desk.ask(Self.request("k", by: .program(ID("one")), "{}"))
            }
            #expect(try await desk.ask(Self.request()) == Self.answer)
            let other = RequestAnswer(status: 404, headers: [], body: "")
            #expect(try await desk.ask(Self.request(), other) == Self.answer)
            let tickets = desk.done.withLock { $0 }
            #expect(tickets.map(\.id) == [id, id])
            #expect(tickets.map(\.attempt) == [.first, .again])
        }
    }

    @Test("A server that starts alone waits for nobody", arguments: Engine.available)
    func releasing(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            _ = try await Self.cutOff(desk)
            try await desk.hall.requests.releaseAll()
            #expect(try await desk.ask(Self.request()) == Self.answer)
            #expect(desk.count == 2)
        }
    }

    @Test("Answers are kept for a day, then they are forgotten with their keys", arguments: Engine.available)
    func sweeping(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            let (hall, sweep) = (desk.hall, SweepRequests(requests: desk.hall.requests))
            for key in 0..<501 { _ = try await desk.ask(Self.request("k\(key)")) }
            hall.clock.advance(.hours(24))
            _ = try await desk.ask(Self.request("late"))
            try await sweep(at: hall.now)
            #expect(try await Self.kept(hall) == [502, 502])
            try await sweep(at: hall.now + .milliseconds(1))
            #expect(try await Self.kept(hall) == [1, 1])
            _ = try await desk.ask(Self.request("k0"))
            #expect(desk.count == 503)
        }
    }

    /// How many requests and keys of requests there are.
    private static func kept(_ hall: TestTownHall) async throws -> [Int] {
        try await hall.database.town(hall.towns[0].id).read { transaction in
            try [
                transaction.query("SELECT id FROM requests WHERE municipality = {town}").count,
                transaction.query("SELECT owner FROM data_keys WHERE municipality = {town} AND purpose = 'request'")
                    .count,
            ]
        }
    }

    @Test("Of many equal requests at once one is done", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.desk(engine) { desk in
            let answers = await withTaskGroup(of: RequestAnswer?.self) { group in
                for _ in 0..<40 { group.addTask { try? await desk.ask(Self.request()) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(desk.count == 1)
            #expect(Set(answers.compactMap { $0?.body }) == [Self.answer.body])
            let later = try await desk.ask(Self.request())
            #expect(later == Self.answer)
        }
    }
}
