import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Synchronization
import Testing

@Suite struct ReportChangeTests {
    private static let number = ReportNumber(year: 2026, sequence: 1)
    private static let tuesday = Instant.monday + .days(1)

    @Test(
        "A move is stored whole: status, history, terms, public text and event",
        arguments: Engine.available
    )
    func moving(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let due = CivilDate(2026, 4, 30)
            let new = try NewReport.sample("r1", due: due, contact: .sample)
            _ = try await database.reports.submit(new, in: .north)
            let deadlines = [
                ReportDeadline.sample(.verify, due: due, endedOn: CivilDate(2026, 4, 28)),
                .sample(.start, due: CivilDate(2026, 5, 18)), .sample(.finish, due: CivilDate(2026, 5, 12)),
            ]
            let answer = Sealed<Answer>(ciphertext: [9, 8, 7])
            let moved = try await database.reports.change(Self.number, in: .north, by: .warsaw) { report in
                report = report.moved(to: .accepted, at: Self.tuesday, answer: answer, deadlines: deadlines)
                return ReportChange(publication: .sample)
            }
            let file = try #require(try await database.reports.file(Self.number, in: .north))
            #expect(moved?.history.map(\.status) == [.new, .accepted])
            #expect(file.report == moved.map { $0.sortingDeadlines() })
            #expect(file.published == .sample)
            let entry = try await database.cases.inbox(.page(), in: .north).elements.first
            #expect(entry?.nextDeadline == deadlines[2])
            #expect(
                try await Self.events(of: database) == [
                    OutboxEvent(id: ID("r1-1"), kind: .reportReceived, report: ID("r1"), sequence: 1, at: .monday),
                    OutboxEvent(id: ID("r1-2"), kind: .reportMoved, report: ID("r1"), sequence: 2, at: Self.tuesday),
                ]
            )
        }
    }

    private static func events(of database: any Database) async throws -> [OutboxEvent] {
        let events = Mutex<[OutboxEvent]>([])
        _ = try await SQLDeliveryStore(database: database).handleEvents(limit: 100, at: .monday) { event, _ in
            // A body may run again; the last run counts.
            events.withLock { events in
                if let index = events.firstIndex(where: { $0.id == event.id }) { events.removeSubrange(index...) }
                events.append(event)
            }
            return []
        }
        return events.withLock { $0 }
    }

    @Test("A rejection keeps its ground and the person who decided", arguments: Engine.available)
    func rejecting(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1"), in: .north)
            _ = try await database.reports.change(Self.number, in: .north, by: .warsaw) { report in
                report = report.moved(to: .rejected, at: Self.tuesday, rejection: .duplicate)
                return ReportChange(publication: nil)
            }
            let line = ReportEvent(
                sequence: 2,
                act: .rejected(.duplicate),
                status: .rejected,
                at: Self.tuesday,
                actor: .office(.officer)
            )
            let file = try #require(try await database.reports.file(Self.number, in: .north))
            #expect(file.report.history.last == line)
            #expect(file.published == nil)
        }
    }

    private struct Refusal: Error {}

    @Test(
        "A refused change leaves everything as it was, and an unknown number changes nothing",
        arguments: Engine.available
    )
    func refusing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1"), in: .north)
            await #expect(throws: Refusal.self) {
                _ = try await database.reports.change(Self.number, in: .north, by: .warsaw) { report in
                    report = report.moved(to: .accepted)
                    throw Refusal()
                }
            }
            let nobody = try await database.reports.change(
                ReportNumber(year: 2026, sequence: 2),
                in: .north,
                by: .warsaw
            ) { _ in
                throw Refusal()
            }
            #expect(nobody == nil)
            let file = try #require(try await database.reports.file(Self.number, in: .north))
            #expect(file.report.history.map(\.status) == [.new])
            #expect(try await Self.events(of: database) == [])
        }
    }

    @Test(
        "A report that is accepted again stays public since the first time, in its newest words",
        arguments: Engine.available
    )
    func publishingAgain(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1"), in: .north)
            let again = PublicText(title: "Nowe słowa", description: "Nowe słowa.", address: nil, point: nil)
            for (day, text) in [PublicText.sample, again].enumerated() {
                _ = try await database.reports.change(Self.number, in: .north, by: .warsaw) { report in
                    report = report.moved(to: .accepted, at: .monday + .days(Int64(day)))
                    return ReportChange(publication: text)
                }
            }
            let published = try #require(try await database.reports.published(Self.number, in: .north))
            #expect(published.text == again)
            #expect(published.publishedAt == .monday)
            #expect(published.updatedAt == Self.tuesday)
        }
    }

    @Test("Of two changes at once the second sees what the first has done", arguments: Engine.available)
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            for round in 1...10 {
                _ = try await processes[0].reports.submit(try .sample("r\(round)"), in: .north)
                let number = ReportNumber(year: 2026, sequence: round)
                let ends = await withTaskGroup(of: String.self) { group in
                    for process in processes {
                        group.addTask { await Self.accept(number, in: process) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(ends.sorted() == ["accepted", "movedMeanwhile"])
                let file = try await processes[0].reports.file(number, in: .north)
                #expect(file?.report.history.map(\.status) == [.new, .accepted])
            }
            for process in processes { await process.close() }
        }
    }

    private static func accept(_ number: ReportNumber, in database: any Database) async -> String {
        do {
            let moved = try await database.reports.change(number, in: .north, by: .warsaw) { report in
                guard report.history.count == 1 else { throw ReportFailure.movedMeanwhile }
                report = report.moved(to: .accepted)
                return ReportChange(publication: .sample)
            }
            return moved.map { "\($0.status)" } ?? "nothing"
        } catch {
            return "\(error)"
        }
    }
}

extension Report {
    /// The terms in the order in which the store gives them: by start, then by name.
    fileprivate func sortingDeadlines() -> Report {
        Report(
            id: id,
            number: number,
            category: category,
            kind: kind,
            receivedAt: receivedAt,
            unit: unit,
            status: status,
            history: history,
            deadlines: deadlines.sorted { ($0.startedOn, $0.name.rawValue) < ($1.startedOn, $1.name.rawValue) }
        )
    }
}
