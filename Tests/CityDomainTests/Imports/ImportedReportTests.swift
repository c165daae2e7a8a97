import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What an imported report has lived through, and what it still has before it.
@Suite struct ImportedReportTests {
    private static let now = Instant.monday

    private func report(_ row: String, in name: String = "demo") throws -> Report {
        let town = try ProjectTown.named(name)
        let plan = try ImportSample.plan(in: town)
        guard case .row(let row) = plan.outcome(of: try ImportSample.record(row), at: Self.now) else {
            throw ReportFailure.notFound
        }
        return Report(importing: row, as: ID("r"), in: town, at: Self.now)
    }

    private func history(_ report: Report) -> [String] {
        report.history.map { "\($0.act) \($0.status.rawValue) \($0.at.rfc3339.prefix(10))" }
    }

    @Test(
        "The history says what the file says, at its times; an open report is taken over on the day of the import",
        arguments: [
            ("|", "", "2024", ["received new 2024-07-01"], false),
            (
                "|", "seen", "2024",
                [
                    "received new 2024-07-01", "moved accepted 2026-04-27",
                    "published(CityDomain.ReportEvent.Wording.asWritten) accepted 2026-04-27",
                ], true
            ),
            (
                "03.04.2026 10:00|", "end", "2026",
                [
                    "received new 2026-04-01", "moved done 2026-04-03",
                    "published(CityDomain.ReportEvent.Wording.asWritten) done 2026-04-27",
                ], true
            ),
            (
                "03.07.2024 10:00|", "end", "2024",
                [
                    "received new 2024-07-01", "moved done 2024-07-03",
                    "published(CityDomain.ReportEvent.Wording.asWritten) done 2026-04-27", "hidden done 2026-04-27",
                ], true
            ),
            (
                "03.04.2026 10:00|", "no", "2026",
                [
                    "received new 2026-04-01",
                    "rejected(CityDomain.RejectionReason.duplicate, earlier: nil) rejected 2026-04-03",
                ], false
            ),
        ] as [(String, String, String, [String], Bool)]
    )
    func lines(end: String, state: String, year: String, lines: [String], isPublished: Bool) throws {
        let received = year == "2024" ? "01.07.2024 10:30" : "01.04.2026 10:30"
        let report = try report("1|\(received)|\(end)pothole|Dziura|Z|1|||\(state)||")
        #expect(history(report) == lines)
        #expect(report.isPublished == isPublished)
        #expect(report.number == ReportNumber(year: Int(year) ?? 0, sequence: 0))
    }

    @Test(
        "The terms of an open report begin on the day of the import, and none is late",
        arguments: [
            ("", "pothole", ["verify 2026-04-27 2026-04-30"]),
            ("seen", "pothole", ["closeAsNotFeasible 2026-04-27 2026-05-27", "start 2026-04-27 2026-05-12"]),
            ("seen", "question", ["finish 2026-04-27 2026-05-11"]),
            ("end", "pothole", []),
        ] as [(String, String, [String])]
    )
    func terms(state: String, category: String, terms: [String]) throws {
        let report = try report("1|01.07.2024 10:30|02.07.2024 10:30|\(category)|Dziura|Z|1|||\(state)||")
        #expect(report.deadlines.map { "\($0.name.rawValue) \($0.startedOn) \($0.due)" }.sorted() == terms)
        let today = try ProjectTown.named("demo").clock.date(of: Self.now)
        #expect(!report.deadlines.contains { $0.isOverdue(on: today) })
    }

    @Test("A finished report leaves the public list when the town's time is over")
    func hiding() throws {
        let recent = try report("1|01.04.2026 10:30|03.04.2026 10:30|pothole|Dziura|Z|1|||end||")
        #expect(recent.hidesOn == CivilDate(2026, 7, 4))
        #expect(!recent.isHidden)
        let old = try report("1|01.04.2024 10:30|03.04.2024 10:30|pothole|Dziura|Z|1|||end||")
        #expect(old.hidesOn == nil)
        #expect(old.isHidden)
    }
}
