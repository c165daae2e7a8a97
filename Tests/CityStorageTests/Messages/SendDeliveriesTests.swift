import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct SendDeliveriesTests {
    private static let town = ID<Municipality>("kielce")

    /// A town hall with so many confirmed reports, the status mails of their receipt queued.
    private static func hall(_ database: any Database, reports count: Int = 1) async throws -> TestTownHall {
        let town = try ProjectTown.named("kielce")
        let hall = try TestTownHall(database, town)
        for _ in 0..<count {
            let number = try await hall.submit(.personal(in: town), in: town).number
            let id = try await hall.readReport.unseen(number, in: town).report.id
            _ = try await hall.reports.confirmEmail(of: id, emailIndex: [0, 0], at: hall.now, in: town.id)
        }
        _ = try await hall.deliveries.handleEvents(limit: 1_000, at: hall.now) { event, _ in
            [PlannedDelivery(message: .status(sequence: event.sequence), channel: .email, state: .queued)]
        }
        return hall
    }

    private static func sending(
        _ hall: TestTownHall,
        through channel: any Channel<EmailMessage>,
        wait: @escaping @Sendable (Duration) async throws -> Void = { _ in try await Task.sleep(for: .hours(1)) }
    ) throws -> SendDeliveries<EmailMessage> {
        SendDeliveries(
            store: hall.deliveries,
            letters: try hall.letters(),
            channel: channel,
            kind: .email,
            clock: hall.clock,
            randomness: hall.randomness,
            wait: wait
        )
    }

    private static let reason = DeliveryReason("the counterpart’s words")

    @Test(
        "What the channel says is what the ledger keeps",
        arguments: Engine.available,
        [
            (
                .handedOver(reference: "q1"),
                LedgerRow(message: "status-1", state: "handedOver", attempt: 1, reference: "q1")
            ),
            (
                .permanent(reason, .address),
                LedgerRow(message: "status-1", state: "failed", attempt: 1, reason: "\(reason)")
            ),
            (
                .permanent(reason, .message),
                LedgerRow(message: "status-1", state: "failed", attempt: 1, reason: "\(reason)")
            ),
            (.unknown(reason), LedgerRow(message: "status-1", state: "unknown", attempt: 1, reason: "\(reason)")),
            (
                .transient(reason),
                LedgerRow(
                    message: "status-1",
                    state: "queued",
                    attempt: 1,
                    due: .monday + .seconds(30),
                    reason: "\(reason)"
                )
            ),
            (
                .rateLimited(reason, retryAfter: .minutes(7)),
                LedgerRow(
                    message: "status-1",
                    state: "queued",
                    attempt: 0,
                    due: .monday + .minutes(7),
                    reason: "\(reason)"
                )
            ),
            (
                .unavailable(reason, retryAfter: .minutes(3)),
                LedgerRow(
                    message: "status-1",
                    state: "queued",
                    attempt: 0,
                    due: .monday + .minutes(3),
                    reason: "\(reason)"
                )
            ),
        ] as [(Outcome, LedgerRow)]
    )
    func outcomes(_ engine: Engine, row: (outcome: Outcome, ledger: LedgerRow)) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            let channel = FakeChannel(row.outcome)
            let send = try Self.sending(hall, through: channel)
            #expect(try await send(limit: 10) == 1)
            #expect(try await database.ledger(of: Self.town) == [row.ledger])
            // Nothing is due any more: the channel would complain.
            #expect(try await send(limit: 10) == 0)
            #expect(channel.letters.map(\.to.address.text) == ["zaneta.wymyslona@poczta.example"])
        }
    }

    @Test("After ten attempts a delivery has failed, a day after the first", arguments: Engine.available)
    func lastAttempt(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            let outcomes = Array(repeating: Outcome.transient(Self.reason), count: 10)
            let channel = FakeChannel(outcomes)
            let send = try Self.sending(hall, through: channel)
            var attempts = 0
            while let row = try await database.ledger(of: Self.town).first, row.state == "queued", attempts < 20 {
                hall.clock.set(row.due)
                attempts += try await send(limit: 10)
            }
            #expect(attempts == 10)
            let end = LedgerRow(
                message: "status-1",
                state: "failed",
                attempt: 10,
                due: hall.now,
                reason: "\(Self.reason)"
            )
            #expect(try await database.ledger(of: Self.town) == [end])
            #expect((hall.now - .monday) > .hours(23))
        }
    }

    @Test("The Message-ID is the same in every attempt", arguments: Engine.available)
    func sameID(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            let channel = FakeChannel(.transient(Self.reason), .handedOver(reference: nil))
            let send = try Self.sending(hall, through: channel)
            _ = try await send(limit: 1)
            hall.clock.advance(.minutes(1))
            _ = try await send(limit: 1)
            #expect(channel.letters.count == 2)
            #expect(Set(channel.letters.map(\.id)).count == 1)
        }
    }

    @Test(
        "What the recipient may no longer get is cancelled and never reaches the channel",
        arguments: Engine.available
    )
    func cancelled(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            try await database.town(Self.town).write { transaction in
                try transaction.execute("UPDATE reports SET email_confirmed_at = NULL WHERE municipality = {town}")
            }
            #expect(try await Self.sending(hall, through: FakeChannel())(limit: 10) == 1)
            let row = LedgerRow(message: "status-1", state: "cancelled", attempt: 1, reason: "no longer wanted")
            #expect(try await database.ledger(of: Self.town) == [row])
        }
    }

    @Test("As many letters travel at once as the channel is wide", arguments: Engine.available, [1, 3])
    func width(_ engine: Engine, width: Int) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database, reports: 12)
            let channel = FakeChannel(Array(repeating: .handedOver(reference: nil), count: 12), width: width)
            #expect(try await Self.sending(hall, through: channel)(limit: 100) == 12)
            #expect(channel.letters.count == 12)
            #expect(channel.mostAtOnce <= width)
            #expect(try await hall.deliveries.count(.handedOver) == 12)
        }
    }

    @Test("Two workers send every letter once", arguments: Engine.available)
    func twoWorkers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database, reports: 20)
            let channel = FakeChannel(Array(repeating: .handedOver(reference: nil), count: 20), width: 4)
            let send = try Self.sending(hall, through: channel)
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var taken = 0
                        while case let count = try await send(limit: 3), count > 0 { taken += count }
                        return taken
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(taken == 20)
            #expect(Set(channel.letters.map(\.id)).count == 20)
        }
    }

    @Test("A database that goes away while a letter is sent leaves the row for recovery", arguments: Engine.available)
    func databaseGone(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let (worker, observer) = (try await place.open(), try await place.open())
            let hall = try await Self.hall(worker)
            let channel = ClosingChannel(closes: worker)
            let send = try Self.sending(hall, through: channel)
            #expect(try await send(limit: 10) == 1)
            let row = LedgerRow(
                message: "status-1",
                state: "sending",
                attempt: 1,
                leaseUntil: .monday + DeliveryLease.duration
            )
            #expect(try await observer.ledger(of: Self.town) == [row])
            let recovered = try await observer.deliveries.recover(at: .monday + .minutes(6))
            #expect(recovered == DeliveryRecovery(requeued: 0, unknown: 1))
            await observer.close()
        }
    }

    @Test(
        "A letter that takes long to send stays with its worker, and no renewal outlives the work",
        arguments: Engine.available
    )
    func slowLetter(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            let (ticks, tick) = AsyncStream.makeStream(of: Void.self)
            let channel = ActingChannel {
                for step in 1...3 {
                    hall.clock.advance(DeliveryLease.duration - .seconds(1))
                    tick.yield()
                    let end = hall.now + DeliveryLease.duration
                    try await expectEventually("renewal \(step)") {
                        try await database.ledger(of: Self.town).first?.leaseUntil == end
                    }
                    let recovered = try await hall.deliveries.recover(at: hall.now)
                    #expect(recovered == DeliveryRecovery(requeued: 0, unknown: 0))
                }
            }
            let send = try Self.sending(hall, through: channel) { pause in
                #expect(pause * 3 < DeliveryLease.duration)
                for await _ in ticks { return }
                throw CancellationError()
            }
            #expect(try await send(limit: 10) == 1)
            let row = LedgerRow(message: "status-1", state: "handedOver", attempt: 1, due: hall.now)
            #expect(try await database.ledger(of: Self.town) == [row])
        }
    }

    @Test("A worker that was away too long does not write over what others found out", arguments: Engine.available)
    func lateAnswer(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try await Self.hall(database)
            let channel = ActingChannel {
                hall.clock.advance(DeliveryLease.duration + .seconds(1))
                let recovered = try await hall.deliveries.recover(at: hall.now)
                #expect(recovered == DeliveryRecovery(requeued: 0, unknown: 1))
            }
            #expect(try await Self.sending(hall, through: channel)(limit: 10) == 1)
            #expect(try await hall.deliveries.count(.unknown) == 1)
        }
    }

    /// Takes the letter and does something before it says so.
    private struct ActingChannel: Channel {
        let act: @Sendable () async throws -> Void

        var width: Int { 1 }

        func deliver(_ message: EmailMessage) async -> Outcome {
            do { try await act() } catch { Issue.record(error) }
            return .handedOver(reference: nil)
        }

        func close() {}
    }

    /// Takes the letter, and the database is gone before anybody can note it.
    private struct ClosingChannel: Channel {
        let closes: any Database

        var width: Int { 1 }

        init(closes database: any Database) { closes = database }

        func deliver(_ message: EmailMessage) async -> Outcome {
            await closes.close()
            return .handedOver(reference: nil)
        }

        func close() {}
    }
}
