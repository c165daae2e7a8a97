import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// A town with a report, a firm and somebody of the office who gives work.
struct CommissionOffice {
    let hall: TestTownHall
    let town: Municipality
    let number: ReportNumber
    let firm: ID<Contractor>
    let caller = TestTownHall.contractorOfficer

    init(_ database: any Database) async throws {
        town = try ProjectTown.named("demo")
        hall = try TestTownHall(database, town)
        number = try await hall.submit(.personal(in: town), in: town).number
        firm = try await hall.contractor(in: town)
    }

    var work: WorkOnCase.Work { hall.work(on: number, by: caller, in: town) }
    var today: CivilDate { town.clock.date(of: hall.now) }

    func give() async throws -> ID<Commission> { try await hall.commission(firm, on: number, in: town) }

    func commission(_ id: ID<Commission>) async throws -> OpenCommission {
        try #require(try await hall.commissionWork.all(work).first { $0.commission.id == id })
    }

    func answer(_ answer: Commission.Answer, _ id: ID<Commission>, _ words: String = "Robimy.") async throws {
        try await hall.answerCommission(answer, hall.link(id, in: town), words: words)
    }

    func take(_ step: Commission.Step, _ id: ID<Commission>, _ words: String = "Proszę.") async throws {
        try await hall.commissionWork.take(work, step, id, words: words)
    }

    func news() async throws -> Int {
        let page = try await hall.inbox(InboxView(queue: .commissioned), by: caller, in: town, at: hall.now)
        let counts = try await hall.inbox.counts(on: today, for: caller, in: town)
        #expect(counts[.commissioned] == page.elements.count)
        return page.elements.count
    }

    func end() async throws {
        let decision = Decision(to: .rejected, justification: "Nie.", rejection: .outOfScope)
        try await hall.decide(decision, about: number, in: town)
    }

    func letters() async throws -> [String] {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                "SELECT message FROM deliveries WHERE municipality = {town} AND message LIKE 'commission-%' ORDER BY message"
            ).map { try $0.text("message") }
        }
    }
}
