import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Reports that somebody told the office, which wrote them down (I-08).
@Suite struct RegisterReportTests {
    private static func register(
        _ submission: Submission,
        _ hall: TestTownHall,
        over way: OfficeWay? = .phone,
        key: String = "form-1",
        by caller: Caller = .officer,
        in town: Municipality
    ) async throws -> SubmitReport.Receipt {
        try await hall.registerReport(
            submission,
            over: way,
            clientKey: ClientKey(key),
            by: caller,
            in: town,
            at: hall.now
        )
    }

    @Test(
        "It is a report like any other, of the office’s hand, with its entry",
        arguments: Engine.available,
        OfficeWay.allCases
    )
    func registered(_ engine: Engine, way: OfficeWay) async throws {
        let town = try ProjectTown.named("demo")
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, town)
            let receipt = try await Self.register(.personal(in: town), hall, over: way, in: town)
            let again = try await Self.register(.personal(in: town), hall, over: way, in: town)
            #expect(again.number == receipt.number && again.isRepeated && again.secret == receipt.secret)
            let open = try await hall.readReport(receipt.number, by: .officer, in: town, at: hall.now)
            #expect(open.way == way)
            #expect(open.report.history.map(\.act) == [.received])
            #expect(open.report.history.first?.actor == .office(Caller.officer.officer))
            #expect(open.contact.phone != nil)
            // Whoever has the code sees the case, and nothing of who wrote it down.
            let own = try await hall.open(receipt.number, receipt.secret, in: town)
            #expect(own.way == nil)
            #expect(own.report.deadlines.map(\.name) == [.verify])
            let kinds = try await hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(kinds.count { $0 == "report.registered" } == 1)
            // An address is asked to confirm itself as always.
            #expect(try await hall.mail().map(\.to.address.text) == ["zaneta.wymyslona@poczta.example"])
        }
    }

    @Test(
        "Whoever calls needs no address and no account, where reporters need one",
        arguments: Engine.available,
        ["kielce", "biale-blota", "suprasl"]
    )
    func withoutAddress(_ engine: Engine, name: String) async throws {
        let town = try ProjectTown.named(name)
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, town)
            var submission = Submission.sample(in: town)
            (submission.email, submission.phone) = ("", "")
            let receipt = try await Self.register(submission, hall, in: town)
            #expect(receipt.number.sequence == 1)
            #expect(try await hall.mail().isEmpty)
        }
    }

    @Test("What is missing is told, and nothing is stored", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        let town = try ProjectTown.named("demo")
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, town)
            let unsaid = await #expect(throws: Failures.self) {
                try await Self.register(.sample(in: town), hall, over: nil, in: town)
            }
            #expect(unsaid?.all.first as? ReportFailure == .fieldMissing("way"))
            let empty = await #expect(throws: Failures.self) {
                try await Self.register(Submission(), hall, in: town)
            }
            #expect((empty?.all.count ?? 0) >= 4)
            let moderator = Caller(ID("ewa"), StaffRights([StaffGrant(.moderator)]), request: "test")
            await #expect(throws: AccountFailure.rightMissing(.registerReports)) {
                try await Self.register(.sample(in: town), hall, by: moderator, in: town)
            }
            _ = try await Self.register(.sample(in: town), hall, in: town)
            await #expect(throws: ReportFailure.clientKeyReused) {
                try await Self.register(.personal(in: town), hall, in: town)
            }
            #expect(try await hall.cases.inbox(.page(), in: town.id).elements.count == 1)
        }
    }
}
