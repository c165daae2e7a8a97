import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// Exports of a real town's reports.
@Suite struct ExportReportsTests {
    private static let phone = "555 010 199"

    /// 1 is public and done, 2 is new, 3 is of a category that is listed for registered residents only, 4 is taken down.
    private static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, [town])
            for (words, category) in [
                ("Dziura", "pothole"), ("Sekret", "pothole"), ("Wrak", "vehicle"), ("Plotka", "pothole"),
            ] {
                var submission = Submission.personal(in: town)
                submission.description = "\(words) przy szkole. Dzwonić \(phone)."
                submission.category = category
                let number = try await hall.submit(submission, in: town).number
                guard words != "Sekret" else { continue }
                let text = PublicText(title: words, description: "\(words).", address: nil, point: town.somewhere)
                try await hall.decide(Decision(to: .accepted), about: number, publishing: text, in: town)
            }
            try await body(hall, town)
        }
    }

    private static func export(
        _ scope: ExportReports.Scope,
        _ hall: TestTownHall,
        _ town: Municipality,
        year: Int? = nil
    )
        async throws -> [String]
    {
        var text = ""
        let count = try await hall.exportReports()(.init(scope, as: .open311CSV, year: year), of: town) { text += $0 }
        let rows = text.split(separator: "\r\n").dropFirst().map(String.init)
        #expect(rows.count == count)
        return rows
    }

    @Test("Everybody gets what the public list shows them, and nothing of the reporter", arguments: Engine.available)
    func listed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let everyone = try await Self.export(.listed(for: .everyone), hall, town)
            #expect(everyone.map { $0.prefix(6) } == ["2026-1", "2026-4"])
            let registered = try await Self.export(.listed(for: .registered), hall, town)
            #expect(registered.map { $0.prefix(6) } == ["2026-1", "2026-3", "2026-4"])
            for row in registered { #expect(!row.contains(Self.phone) && !row.contains("Sekret")) }
            #expect(registered.contains { $0.contains("Dziura.") })
            try await hall.work(ReportNumber(year: 2026, sequence: 4), in: town) {
                try await $0.takeDown($1, reason: "Plotka.")
            }
            #expect(try await Self.export(.listed(for: .everyone), hall, town).map { $0.prefix(6) } == ["2026-1"])
        }
    }

    @Test("The office gets all reports, those that are not public in the reporter's words", arguments: Engine.available)
    func everything(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.work(ReportNumber(year: 2026, sequence: 4), in: town) {
                try await $0.takeDown($1, reason: "Plotka.")
            }
            let rows = try await Self.export(.everything, hall, town)
            #expect(rows.map { $0.prefix(6) } == ["2026-1", "2026-2", "2026-3", "2026-4"])
            #expect(rows.map { $0.contains(Self.phone) } == [false, true, false, true])
        }
    }

    @Test("A year has its own numbers only; the years are those of public reports", arguments: Engine.available)
    func years(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let years = try await hall.exportReports().years(of: town)
            #expect(years == [2026])
            for scope in [ExportReports.Scope.listed(for: .everyone), .everything] {
                let all = try await Self.export(scope, hall, town)
                #expect(try await Self.export(scope, hall, town, year: 2026) == all)
                #expect(try await Self.export(scope, hall, town, year: 2025) == [])
                #expect(try await Self.export(scope, hall, town, year: 2027) == [])
            }
        }
    }

    @Test("Pages of the store join without a gap, across years", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for (year, count) in [(2025, 3), (2026, 4)] {
                for index in 1...count {
                    let id = "r\(year)-\(index)"
                    _ = try await database.reports.submit(try .sample(id, year: year), in: .north)
                    guard index != 2 else { continue }
                    let number = ReportNumber(year: year, sequence: index)
                    _ = try await database.reports.change(number, in: .north, by: .warsaw) { report in
                        report.note(.published(.asWritten), by: .office(.officer), at: .monday)
                        return ReportChange(
                            publication: PublicText(title: id, description: id, address: nil, point: nil)
                        )
                    }
                }
            }
            let store = SQLExportStore(database: database)
            for limit in 1...8 {
                let listed = try await Self.numbers(.listed(except: []), by: limit, store)
                #expect(listed == ["2025-1", "2025-3", "2026-1", "2026-3", "2026-4"])
                let all = try await Self.numbers(.everything, by: limit, store)
                #expect(all == ["2025-1", "2025-2", "2025-3", "2026-1", "2026-2", "2026-3", "2026-4"])
            }
            #expect(try await store.years(in: .north) == 2025...2026)
            #expect(try await store.years(in: .south) == nil)
            #expect(try await Self.numbers(.everything, by: 5, store, in: .south) == [])
        }
    }

    private static func numbers(
        _ scope: ExportQuery.Scope,
        by limit: Int,
        _ store: SQLExportStore,
        in town: ID<Municipality> = .north
    ) async throws -> [String] {
        var query = ExportQuery(scope: scope, limit: limit)
        var numbers: [String] = []
        while true {
            let page = try await store.reports(query, in: town)
            numbers += page.map(\.report.number.path)
            guard page.count == limit else { return numbers }
            query.after = page.last?.report.number
        }
    }
}
