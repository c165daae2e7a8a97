import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// A town hall with reports to join.
struct JoinDesk {
    let hall: TestTownHall
    let town: Municipality

    init(_ database: any Database, _ name: String = "demo") throws {
        town = try ProjectTown.named(name)
        hall = try TestTownHall(database, town)
    }

    /// A report; with a confirmed address where one is named.
    func submit(_ email: String? = nil) async throws -> ReportNumber {
        var submission = Submission.sample(in: town)
        submission.email = email ?? ""
        submission.latitude = town.somewhere.map { "\($0.latitude)" } ?? ""
        submission.longitude = town.somewhere.map { "\($0.longitude)" } ?? ""
        let number = try await hall.submit(submission, in: town).number
        if email != nil {
            let id = try await report(number).id
            _ = try await hall.reports.confirmEmail(of: id, emailIndex: [0, 0], at: hall.now, in: town.id)
        }
        _ = try await hall.mail()
        return number
    }

    /// A report as the town takes it: with an account where it takes no others.
    func send() async throws -> ReportNumber {
        guard !town.reports.reporting.admitsVisitors else { return try await submit() }
        let author = try await hall.resident("ida\(hall.now.milliseconds)@example.org", in: town)
        return try await hall.submit(by: author, in: town).number
    }

    func report(_ number: ReportNumber) async throws -> Report {
        try await hall.readReport.unseen(number, in: town).report
    }

    func work(_ number: ReportNumber, by caller: Caller = .officer) async throws -> HandleReport.Work {
        let seen = try await report(number).history.count
        return HandleReport.Work(number, seen: seen, by: caller, in: town, at: hall.now)
    }

    func join(_ number: ReportNumber, to leading: ReportNumber, by caller: Caller = .officer) async throws {
        try await hall.joinReports.join(work(number, by: caller), to: leading, words: "Ta sama lampa.")
    }

    func part(_ number: ReportNumber, by caller: Caller = .officer) async throws {
        try await hall.joinReports.part(work(number, by: caller), reason: "To inna lampa.")
    }

    func accept(_ number: ReportNumber) async throws {
        let text = PublicText(
            title: PublicText.sample.title,
            description: PublicText.sample.description,
            address: "ul. Zmyślona 21",
            point: town.somewhere
        )
        try await hall.decide(Decision(to: .accepted), about: number, publishing: text, in: town)
        _ = try await hall.mail()
    }

    func begin(_ number: ReportNumber) async throws {
        try await hall.decide(Decision(to: .inProgress, justification: "Zamówione."), about: number, in: town)
    }

    /// Somebody who follows a published report.
    func follow(_ number: ReportNumber, _ email: String) async throws {
        try await hall.followReport(
            number,
            email: email,
            language: .polish,
            for: .everyone,
            in: town,
            at: hall.now
        )
        let letter = try #require(try await hall.mail().last)
        let found = letter.text.firstMatch(of: /\/follow\/([^\/]+)\/([0-9a-z]{52})/)
        let link = try #require(found)
        let token = try #require(Token(typed: String(link.2)))
        try await hall.followReport.confirm(ID(String(link.1)), token: token, in: town, at: hall.now)
    }

    /// Whose letters go out now, and what their subjects are about.
    func readers() async throws -> [String] {
        try await hall.mail().map(\.to.address.text).sorted()
    }

    func persons(_ number: ReportNumber) async throws -> Int {
        try await hall.countPersons(report(number).id, in: town.id)
    }
}
