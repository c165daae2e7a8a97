import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SubmissionStoreTests {
    /// A report file as a value that can be compared.
    private struct Facts: Equatable {
        let report: Report
        let sealed: [[UInt8]?]
        let words: [String]
        let origin: NewReport.Origin
        let confirmedAt: Instant?
        let published: PublicText?

        init(_ file: ReportFile) {
            report = file.report
            sealed = [
                file.content.ciphertext, file.contact?.ciphertext, file.caseKey.bytes, file.personKey?.bytes,
                file.secretHash,
            ]
            words = [file.language.rawValue, file.clientKey.rawValue, file.termsVersion]
            origin = file.origin
            confirmedAt = file.emailConfirmedAt
            published = file.published
        }

        init(_ new: NewReport, number: ReportNumber) {
            report = Report(
                id: new.id,
                number: number,
                category: new.category,
                kind: new.kind,
                receivedAt: new.receivedAt,
                unit: new.unit,
                status: .new,
                history: [ReportEvent(sequence: 1, act: .received, status: .new, at: new.receivedAt, actor: .reporter)],
                deadlines: new.deadlines
            )
            sealed = [
                new.content.ciphertext, new.contact?.ciphertext, new.caseKey.bytes, new.personKey?.bytes,
                new.secretHash,
            ]
            words = [new.language.rawValue, new.clientKey.rawValue, new.termsVersion]
            origin = new.origin
            confirmedAt = nil
            published = nil
        }
    }

    @Test("A case file holds every part of what was submitted", arguments: Engine.available)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let full = try NewReport.sample(
                "full",
                due: CivilDate(2026, 4, 30),
                contact: .sample,
                origin: .open311(ID("k1"))
            )
            let other = try NewReport.sample("other", origin: .api(ID("k2")))
            let bare = try NewReport.sample("bare")
            for (index, new) in [full, other, bare].enumerated() {
                let number = ReportNumber(year: 2026, sequence: index + 1)
                let stored = StoredSubmission(
                    id: new.id,
                    number: number,
                    bodyHash: new.bodyHash,
                    receivedAt: new.receivedAt
                )
                #expect(try await database.reports.submit(new, in: .north) == stored)
                #expect(try await database.reports.submission(new.clientKey, in: .north) == stored)
                let file = try #require(try await database.reports.file(number, in: .north))
                #expect(Facts(file) == Facts(new, number: number))
            }
            #expect(try await database.reports.file(ReportNumber(year: 2026, sequence: 4), in: .north) == nil)
            #expect(try await database.reports.submission(ClientKey("unknown"), in: .north) == nil)
        }
    }

    @Test(
        "Numbers of two towns count up without gaps, whoever fails on the way",
        .clause("kielce/III.19"),
        arguments: Engine.available
    )
    func numbers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.prepareLateFailure(database)
            let ends = await withTaskGroup(of: String.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let town: ID<Municipality> = index % 2 == 0 ? .north : .south
                        // Every tenth report of a town has the id of the first one and fails after it took its number.
                        let id = index / 2 % 10 == 0 ? "taken" : "report-\(index)"
                        do {
                            let new = try NewReport.sample(id, key: "key-\(index)")
                            return "\(town) \(try await database.reports.submit(new, in: town).number)"
                        } catch StorageError.unique {
                            return "\(town) refused"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let expected = ["north", "south"].flatMap { town in
                (2...91).map { "\(town) 2026/\($0)" } + Array(repeating: "\(town) refused", count: 10)
            }
            #expect(ends.sorted() == expected.sorted())
        }
    }

    /// Stores a report in each town and takes away what would make a second one with its id fail early.
    private static func prepareLateFailure(_ database: any Database) async throws {
        for town in [ID<Municipality>.north, .south] {
            _ = try await database.reports.submit(try .sample("taken"), in: town)
            try await database.town(town).write { transaction in
                try transaction.execute("DELETE FROM data_keys WHERE municipality = {town}")
                try transaction.execute("DELETE FROM report_events WHERE municipality = {town}")
            }
        }
    }

    @Test("One client key makes one report, also from two processes at once", arguments: Engine.available)
    func clientKey(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            let stored = try await withThrowingTaskGroup(of: StoredSubmission.self) { group in
                for index in 0..<40 {
                    group.addTask {
                        let new = try NewReport.sample("report-\(index)", key: "the-same")
                        return try await processes[index % 2].reports.submit(new, in: .north)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(stored.count == 40)
            #expect(stored.allSatisfy { $0 == stored[0] })
            #expect(stored[0].number == ReportNumber(year: 2026, sequence: 1))
            let next = try await processes[0].reports.submit(try .sample("next"), in: .north)
            #expect(next.number == ReportNumber(year: 2026, sequence: 2))
            for process in processes { await process.close() }
        }
    }

    @Test("Every year has a series of its own, and an old one goes on", arguments: Engine.available)
    func years(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var numbers: [String] = []
            for (index, year) in [2026, 2026, 2027, 2026, 2027].enumerated() {
                let new = try NewReport.sample("report-\(index)", year: year)
                numbers.append(try await database.reports.submit(new, in: .north).number.description)
            }
            #expect(numbers == ["2026/1", "2026/2", "2027/1", "2026/3", "2027/2"])
        }
    }
}
