import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// A town hall whose town puts reports aside, with a moderator.
struct AsideDesk {
    let hall: TestTownHall
    let town: Municipality

    init(_ database: any Database, _ town: Municipality? = nil) throws {
        self.town = try town ?? ProjectTown.named("suprasl")
        hall = try TestTownHall(database, self.town)
    }

    static let moderator = Caller(.officer, StaffRights([StaffGrant(.moderator)]), request: "test")

    func work(_ caller: Caller = moderator) -> JudgeAside.Work {
        JudgeAside.Work(by: caller, in: town, at: hall.now)
    }

    /// Texts differ from report to report, and are too short to be compared.
    @discardableResult
    func submit(
        _ words: String = "Dziura w drodze.",
        category: String? = nil,
        email: String = "",
        from network: String? = nil,
        device: String? = nil,
        by author: SignInResident.Signed? = nil
    ) async throws -> SubmitReport.Receipt {
        var submission = Submission.sample(in: town)
        if let category { submission.category = category }
        for field in town.category(ID(submission.category))?.fields ?? [] where field.isRequired {
            submission.answers[field.id.rawValue] = [field.options?.first?.id ?? "2"]
        }
        (submission.description, submission.email) = (words, author?.profile.email.text ?? email)
        return try await hall.submitReport(
            submission,
            clientKey: ClientKey(random: hall.randomness),
            origin: .page,
            language: .polish,
            by: author,
            from: AbuseSender(network: network, device: device),
            in: town,
            at: hall.now
        )
    }

    func report(_ number: ReportNumber) async throws -> Report {
        try await hall.readReport.unseen(number, in: town).report
    }

    /// Those that wait, by what the queue says.
    func waiting(_ caller: Caller = moderator) async throws -> [ReportNumber] {
        let queue = try await hall.judgeAside.queue(work(caller)).map(\.number)
        #expect(try await hall.judgeAside.count(for: caller, in: town) == queue.count)
        return queue
    }

    func rules(_ number: ReportNumber) async throws -> [AbuseRule] {
        try await hall.judgeAside.chosen([number], work()).flatMap { $0.aside.reasons.map(\.rule) }
    }

    /// The inbox of an operator, all of it; its count says the same.
    func inbox() async throws -> Set<ReportNumber> {
        let page = try await hall.inbox(InboxView(queue: .open), by: .officer, in: town, at: hall.now)
        let numbers = Set(page.elements.map(\.entry.report.number))
        let counts = try await hall.inbox.counts(on: town.clock.date(of: hall.now), for: .officer, in: town)
        #expect(counts[.open] == numbers.count && counts[.new] == numbers.count)
        return numbers
    }

    func judge(_ number: ReportNumber, _ verdict: JudgeAside.Verdict, by caller: Caller = moderator) async throws {
        let seen = try await report(number).history.count
        try await hall.judgeAside(number, seen: seen, verdict, work(caller))
    }

    static let spam = JudgeAside.Verdict.refuse(.spam, justification: "To jest reklama.")

    /// By outcome, each report once.
    func figures(_ rule: AbuseRule? = nil) async throws -> [AsideOutcome: Int] {
        let month = CivilMonth(of: town.clock.date(of: hall.now))
        let figures = try await hall.judgeAside.figures(from: month, to: month, work())
        return Dictionary(uniqueKeysWithValues: figures.filter { $0.rule == rule }.map { ($0.outcome, $0.reports) })
    }
}
