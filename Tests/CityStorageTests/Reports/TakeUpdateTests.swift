import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// A vendor's updates over the real stores.
@Suite struct TakeUpdateTests {
    private static let vendor = APIKey(id: ID("vendor"), name: "x", role: .contractor)

    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, Municipality, ReportNumber) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            try await body(hall, town, number)
        }
    }

    private static func update(_ name: String, _ number: ReportNumber, _ words: String = "Jedziemy.") throws
        -> ProgramUpdate
    {
        ProgramUpdate(
            id: try #require(UpdateID(name)),
            number: number,
            wish: .status(.inProgress),
            justification: words
        )
    }

    @Test("An update that comes many times at once is one line of the history", arguments: Engine.available)
    func once(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, number in
            let update = try Self.update("u", number)
            let receipts = try await withThrowingTaskGroup(of: TakeUpdate.Receipt.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await hall.takeUpdate(update, by: Self.vendor, request: "test", in: town, at: hall.now)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts == Array(repeating: TakeUpdate.Receipt(number: number, line: 4), count: 8))
            let report = try await hall.readReport.unseen(number, in: town)
            #expect(report.report.history.count == 4)
            #expect(report.answers[4]?.justification == "Jedziemy.")
        }
    }

    @Test("A name belongs to one update of one program", arguments: Engine.available)
    func names(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, number in
            _ = try await hall.takeUpdate(
                Self.update("u", number),
                by: Self.vendor,
                request: "test",
                in: town,
                at: hall.now
            )
            await #expect(throws: ReportFailure.updateKnown) {
                _ = try await hall.takeUpdate(
                    Self.update("u", number, "Stoimy."),
                    by: Self.vendor,
                    request: "test",
                    in: town,
                    at: hall.now
                )
            }
            let other = APIKey(id: ID("other"), name: "x", role: .contractor)
            await #expect(throws: ReportFailure.moveNotAllowed(from: .inProgress, to: .inProgress)) {
                _ = try await hall.takeUpdate(
                    Self.update("u", number),
                    by: other,
                    request: "test",
                    in: town,
                    at: hall.now
                )
            }
            await #expect(throws: AccountFailure.scopeMissing(.handleReports)) {
                let reader = APIKey(id: ID("vendor"), name: "x", role: .reporter)
                _ = try await hall.takeUpdate(
                    Self.update("u", number),
                    by: reader,
                    request: "test",
                    in: town,
                    at: hall.now
                )
            }
        }
    }

    @Test("The office may take back what a program did by mistake", arguments: Engine.available)
    func correcting(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, number in
            _ = try await hall.takeUpdate(
                Self.update("u", number),
                by: Self.vendor,
                request: "test",
                in: town,
                at: hall.now
            )
            try await hall.work(number, in: town) { try await $0.correct($1, reason: "Pomyłka.") }
            #expect(try await hall.readReport.unseen(number, in: town).report.status == .accepted)
        }
    }

    @Test("A finished report is opened again where the rules have a way", arguments: Engine.available)
    func reopening(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            try await hall.decide(Decision(to: .done, justification: "Gotowe."), about: number, in: town)
            let silent = ProgramUpdate(id: try #require(UpdateID("u")), number: number, wish: .reopening)
            await #expect(throws: ReportFailure.fieldMissing("reason")) {
                _ = try await hall.takeUpdate(silent, by: Self.vendor, request: "test", in: town, at: hall.now)
            }
            let update = ProgramUpdate(
                id: try #require(UpdateID("u")),
                number: number,
                wish: .reopening,
                justification: "Znów ciemno."
            )
            _ = try await hall.takeUpdate(update, by: Self.vendor, request: "test", in: town, at: hall.now)
            let report = try await hall.readReport.unseen(number, in: town).report
            #expect(report.status == .inProgress)
            #expect(report.history.last?.act == .reopened)
            #expect(report.nextDeadline?.name == .reopened)
        }
    }

    @Test(
        "A name is 1 to 100 visible characters of ASCII",
        arguments: [("u", true), (String(repeating: "x", count: 100), true), ("", false), ("a b", false), ("ł", false)]
    )
    func form(text: String, isGood: Bool) {
        #expect((UpdateID(text) != nil) == isGood)
        #expect(UpdateID(text + String(repeating: "x", count: 101)) == nil)
    }
}
