import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct PublishedStoreTests {
    private static func publish(_ sequence: Int, at now: Instant, in database: any Database) async throws {
        _ = try await database.reports.change(ReportNumber(year: 2026, sequence: sequence), in: .north, by: .warsaw) {
            report in
            report = report.moved(to: .accepted, at: now)
            return ReportChange(publication: .sample)
        }
    }

    /// Five reports, three of them at the same moment, one of them unpublished.
    private static func fill(_ database: any Database) async throws {
        for name in ["a", "b", "c", "d", "e", "unpublished"] {
            _ = try await database.reports.submit(try .sample(name), in: .north)
        }
        for (sequence, minutes) in [(1, 5), (2, 1), (3, 5), (4, 9), (5, 5)] as [(Int, Int64)] {
            try await publish(sequence, at: .monday + .minutes(minutes), in: database)
        }
    }

    @Test("The public list is newest first, however small its pages are", arguments: Engine.available)
    func paging(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            for limit in [1, 2, 3, 5, 100] {
                var found: [Int] = []
                var cursor: String?
                repeat {
                    let query = PublicQuery(after: cursor, limit: limit)
                    let page = try await database.entries.entries(query, in: .north)
                    #expect(page.elements.count <= limit)
                    found += page.elements.map(\.number.sequence)
                    cursor = page.next
                } while cursor != nil && found.count < 20
                #expect(found == [4, 5, 3, 1, 2], "in pages of \(limit)")
            }
            for place in ["rubbish", "1_2_3", "n1_1", "_", "1_x", "99999999999999999999_1", "\u{0}"] {
                await #expect(throws: PageFailure.unknownPlace) {
                    try await database.entries.entries(PublicQuery(after: place, limit: 1), in: .north)
                }
            }
            let south = try await database.entries.entries(PublicQuery(limit: 9), in: .south)
            #expect(south == Page(elements: [], next: nil))
        }
    }

    @Test("A published report is the released text and the report, and nothing else", arguments: Engine.available)
    func whole(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let file = try #require(try await database.reports.file(ReportNumber(year: 2026, sequence: 4), in: .north))
            let expected = PublishedReport(
                report: file.report,
                text: .sample,
                publishedAt: .monday + .minutes(9),
                updatedAt: .monday + .minutes(9),
                caseKey: file.caseKey
            )
            #expect(try await database.reports.published(file.report.number, in: .north) == expected)
            let entry = PublicEntry(
                number: file.report.number,
                category: file.report.category,
                kind: file.report.kind,
                status: .accepted,
                title: PublicText.sample.title,
                address: PublicText.sample.address,
                point: PublicText.sample.point,
                receivedAt: file.report.receivedAt,
                publishedAt: .monday + .minutes(9),
                updatedAt: .monday + .minutes(9)
            )
            #expect(try await database.entries.entries(PublicQuery(limit: 1), in: .north).elements == [entry])
        }
    }

    @Test("What is not approved is not there", .clause("kielce/III.16", "suprasl/II b4"), arguments: Engine.available)
    func unpublished(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            for sequence in [6, 7] {
                let number = ReportNumber(year: 2026, sequence: sequence)
                #expect(try await database.reports.published(number, in: .north) == nil)
            }
        }
    }
}
