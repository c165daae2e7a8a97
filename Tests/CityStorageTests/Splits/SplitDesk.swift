import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// A town hall with a case that tells of a pothole and of a lamp above it.
struct SplitDesk {
    let hall: TestTownHall
    let town: Municipality
    let first: ReportNumber

    init(_ database: any Database) async throws {
        town = try ProjectTown.named("demo")
        hall = try TestTownHall(database, town)
        var submission = Submission.personal(in: town)
        submission.category = "pothole"
        submission.latitude = town.somewhere.map { "\($0.latitude)" } ?? ""
        submission.longitude = town.somewhere.map { "\($0.longitude)" } ?? ""
        first = try await hall.submit(submission, in: town).number
    }

    func report(_ number: ReportNumber) async throws -> Report {
        try await hall.readReport.unseen(number, in: town).report
    }

    func work(_ number: ReportNumber? = nil, by caller: Caller = .officer) async throws -> HandleReport.Work {
        let number = number ?? first
        let seen = try await report(number).history.count
        return HandleReport.Work(number, seen: seen, by: caller, in: town, at: hall.now)
    }

    @discardableResult
    func split(
        _ number: ReportNumber? = nil,
        category: String = "street-light",
        words: String = "Nie świeci lampa nad dziurą.",
        key: ClientKey? = nil,
        by caller: Caller = .officer
    ) async throws -> ReportNumber {
        try await hall.splitReport(
            SplitReport.Request(category: category, words: words),
            off: work(number, by: caller),
            clientKey: key ?? ClientKey(random: hall.randomness)
        )
    }

    func end(_ number: ReportNumber) async throws {
        let decision = Decision(to: .rejected, justification: "Nie nasze.", rejection: .outOfScope)
        try await hall.decide(decision, about: number, in: town)
    }

    func lookPast(by caller: Caller = .officer) async throws {
        try await hall.splitReport.lookPast(hall.work(on: first, by: caller, in: town))
    }

    /// The cases in the queue of those of which all parts have ended; the number beside the queue says the same.
    func queue(_ caller: Caller = .officer) async throws -> [ReportNumber] {
        let page = try await hall.inbox(InboxView(queue: .partsDone), by: caller, in: town, at: hall.now)
        let counts = try await hall.inbox.counts(on: town.clock.date(of: hall.now), for: caller, in: town)
        #expect(counts[.partsDone] == page.elements.count)
        return page.elements.map(\.entry.report.number)
    }

    static func of(_ unit: ID<Unit>) -> Caller {
        Caller(.officer, StaffRights([StaffGrant(.operator, unit: unit)]), request: nil)
    }
}
