import CityChannels
import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityApp

@Suite struct WorkerTests {
    @Test(
        "A worker carries the question, and the status mail after the answer, as soon as they are there",
        arguments: Engine.available
    )
    func carrying(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let demo = try Composition(composition.foundations, isDemo: true)
                try await demo.towns.refresh()
                let mailbox = try #require(demo.mailbox)
                let worker = try demo.worker()
                let working = Task { try await worker.run() }
                let town = try demo.town("kielce")
                let number = try await demo.submit(.personal(in: town), in: town).number
                let question = try await Self.letters(1, in: mailbox)[0]
                #expect(question.text.contains("/kielce/confirm/\(number.path)/"))
                let id = try await demo.readReport.unseen(number, in: town).report.id
                _ = try await demo.reports.confirmEmail(
                    of: id,
                    emailIndex: [0, 0],
                    at: demo.foundations.clock.now,
                    in: town.id
                )
                let letters = try await Self.letters(2, in: mailbox)
                #expect(letters[0].text.contains("/kielce/z/\(number.path)/"))
                #expect(letters[1] == question)
                working.cancel()
                try await working.value
            }
        }
    }

    /// The letters once there are so many, newest first.
    private static func letters(_ count: Int, in mailbox: MemoryMailbox) async throws -> [EmailMessage] {
        let shown = ShownMailbox(mailbox: mailbox)
        try await expectEventually("\(count) letters are there") { await shown.sentLetters().count >= count }
        let letters = await shown.sentLetters()
        try #require(letters.count == count)
        return letters
    }

    @Test("A new process takes back at once what the one before it had taken", arguments: Engine.available)
    func takingBack(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let town = try composition.town("kielce")
                for _ in 0..<2 { _ = try await composition.submit(.personal(in: town), in: town) }
                let (store, now) = (composition.deliveries, composition.foundations.clock.now)
                _ = try await store.handleEvents(limit: 9, at: now, plan: plannedDeliveries)
                let end = now + DeliveryLease.duration
                let lease = ID<DeliveryLease>("dead")
                let leased = try await store.lease(limit: 9, channel: .email, as: lease, at: now, until: end)
                #expect(try await store.begin(leased[0].id, in: town.id, as: lease, at: now, until: end))
                try await composition.recoverAtOnce()
                #expect([try await store.count(.queued), try await store.count(.unknown)] == [1, 1])
            }
        }
    }

    @Test("Without a mail server letters wait, and nothing is lost", arguments: Engine.available)
    func waiting(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let worker = try composition.worker()
                #expect(worker.sending == nil)
                let working = Task { try await worker.run() }
                let town = try composition.town("kielce")
                _ = try await composition.submit(.personal(in: town), in: town)
                try await expectEventually("the question is queued") {
                    try await composition.deliveries.count(.queued) == 1
                }
                working.cancel()
                try await working.value
                #expect(try await composition.deliveries.count(.queued) == 1)
                #expect(try await composition.deliveries.count(.held) == 1)
            }
        }
    }

    @Test(
        "The numbers of the ledger are on the metrics page, and not when the database is away",
        arguments: Engine.available
    )
    func metrics(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let town = try composition.town("kielce")
                _ = try await composition.submit(.personal(in: town), in: town)
                _ = try await composition.deliveries.handleEvents(limit: 9, at: .monday, plan: plannedDeliveries)
                let metrics = TownMetrics(composition)
                let lines = await metrics.text().split(separator: "\n").filter {
                    !$0.hasPrefix("#") && !$0.hasSuffix(" 0")
                }
                #expect(lines == [#"ratusz_deliveries{state="held"} 1"#, #"ratusz_deliveries{state="queued"} 1"#])
                let hour = composition.foundations.clock.now - .hours(1)
                try await composition.audit(.init(.inboxViewed, .inbox), by: .stranger, in: town.id, at: hour)
                let waiting = await metrics.text().firstMatch(of: /ratusz_audit_waiting_seconds ([0-9]+)/)
                #expect(waiting.flatMap { Int($0.1) }.map { (3_600..<3_700).contains($0) } == true)
                await composition.foundations.database.close()
                #expect(await metrics.text() == "")
            }
        }
    }
}
