import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Which changes of reports the store gives to whom.
@Suite struct UpdateStoreTests {
    /// Every act there is.
    private static let acts = Array(sequence(first: ReportEvent.Act.received, next: following))

    private static let other = ReportNumber(year: 2026, sequence: 9)

    /// One after the other: an act that is added to the program does not build here until it stands among them.
    private static func following(_ act: ReportEvent.Act) -> ReportEvent.Act? {
        switch act {
        case .received: .moved
        case .moved: .rejected(.spam)
        case .rejected(_, nil): .rejected(.duplicate, earlier: other)
        case .rejected: .closed(.noAnswer)
        case .closed(.noAnswer): .closed(.lapsed)
        case .closed: .reopened
        case .reopened: .handedOver(to: ID("roads"))
        case .handedOver: .asked
        case .asked: .replied
        case .replied: .corrected
        case .corrected: .amended
        case .amended: .placed
        case .placed: .joined(to: other)
        case .joined: .parted(from: other)
        case .parted: .resumed(from: other)
        case .resumed: .tookIn(other)
        case .tookIn: .letGo(other)
        case .letGo: .supported(by: 10)
        case .supported: .takenUp(.whole)
        case .takenUp(.whole): .takenUp(.inPart)
        case .takenUp(.inPart): .published(.asWritten)
        case .published(.asWritten): .published(.edited)
        case .published(.edited): .takenDown
        case .takenDown: .hidden
        case .hidden: .splitOff(other)
        case .splitOff: .cameOf(other)
        case .cameOf: nil
        }
    }

    private static let all = UpdateQuery(at: .monday...(.monday + .days(9)), limit: 1_000)

    /// Two reports of two programs with a line of every kind, the first of them public.
    private static func fill(_ database: any Database) async throws {
        for (index, name) in ["a", "b"].enumerated() {
            let origin = NewReport.Origin.open311(ID("key-\(name)"))
            _ = try await database.reports.submit(try .sample(name, origin: origin), in: .north)
            _ = try await database.reports.change(
                ReportNumber(year: 2026, sequence: index + 1),
                in: .north,
                by: .warsaw
            ) { report in
                for (line, act) in acts.dropFirst().enumerated() where act != .takenDown && act != .hidden {
                    report.note(act, by: .office(.program(ID("vendor"))), at: .monday + .minutes(Int64(line + 1)))
                }
                return ReportChange(publication: name == "a" ? .sample : nil)
            }
        }
    }

    private static func found(_ scope: UpdateScope, _ query: UpdateQuery = all, in database: any Database) async throws
        -> [StoredUpdate]
    {
        try await database.updates.updates(query, scope, in: .north)
    }

    @Test("Everybody gets the public lines of public reports and no receipts", arguments: Engine.available)
    func published(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let report = try #require(
                try await database.reports.published(ReportNumber(year: 2026, sequence: 1), in: .north)
            )
            let expected = report.report.history.filter { $0.lineIsFor == .everybody && $0.act != .received }
            let found = try await Self.found(.published(keptBack: []), in: database)
            #expect(found.map(\.event) == expected)
            #expect(found.allSatisfy { $0.isPublic && $0.number == report.report.number })
            #expect(found.allSatisfy { $0.caseKey == report.caseKey && $0.category == report.report.category })
            let kept = UpdateScope.published(keptBack: [report.report.category, ID("other")])
            #expect(try await Self.found(kept, in: database).isEmpty)
            #expect(try await database.updates.updates(Self.all, .everything, in: .south).isEmpty)
        }
    }

    @Test("A program gets the changes of the status of what it sent, public or not", arguments: Engine.available)
    func submitted(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let other = try await Self.found(.submitted(by: ID("key-x"), keptBack: []), in: database)
            let everybody = try await Self.found(.published(keptBack: []), in: database)
            #expect(other == everybody)
            let own = try await Self.found(.submitted(by: ID("key-b"), keptBack: []), in: database)
            let second = own.filter { $0.number.sequence == 2 }
            #expect(
                second.map(\.event.act)
                    == Self.acts.filter { act in
                        ReportEvent(sequence: 1, act: act, status: .new, at: .monday, actor: .system).changesStatus
                    }
            )
            #expect(own.count == other.count + second.count)
            #expect(second.allSatisfy { !$0.isPublic })
        }
    }

    @Test("The office gets every line, in the order of time, page by page", arguments: Engine.available)
    func everything(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let all = try await Self.found(.everything, in: database)
            #expect(all.count == 2 * (Self.acts.count - 3))
            let order = all.map { ($0.event.at, $0.report.rawValue, $0.event.sequence) }
            #expect(order.elementsEqual(order.sorted(by: <), by: ==))
            #expect(all.allSatisfy { $0.event.actor == .office(.program(ID("vendor"))) })
            var pages: [StoredUpdate] = []
            for offset in stride(from: 0, to: all.count, by: 4) {
                let query = UpdateQuery(at: Self.all.at, offset: offset, limit: 4)
                pages += try await Self.found(.everything, query, in: database)
            }
            #expect(pages == all)
            let minute = Instant.monday + .minutes(3)
            let cut = try await Self.found(.everything, UpdateQuery(at: minute...minute, limit: 9), in: database)
            #expect(cut == all.filter { $0.event.at == minute })
        }
    }
}

extension Database {
    var updates: SQLUpdateStore { SQLUpdateStore(database: self) }
}
