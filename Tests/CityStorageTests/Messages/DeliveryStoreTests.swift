import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct DeliveryStoreTests {
    private static let expiry = Instant.monday + .minutes(5)

    private static let mine = ID<DeliveryLease>("mine")
    private static let other = ID<DeliveryLease>("other")

    private static func lease(
        _ database: any Database,
        as lease: ID<DeliveryLease> = mine,
        limit: Int = 10,
        at now: Instant = .monday
    ) async throws -> [Delivery] {
        try await database.deliveries.lease(
            limit: limit,
            channel: .email,
            as: lease,
            at: now,
            until: now + .minutes(5)
        )
    }

    @Test("A leased delivery says what to send to whom, for the first time", arguments: Engine.available)
    func leasing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let leased = try await Self.lease(database)
            let expected = Delivery(
                id: ID("r0-status-1"),
                municipality: .north,
                message: .status(sequence: 1),
                recipient: .reporter,
                subject: .report(ID("r0"), ReportNumber(year: 2026, sequence: 1)),
                channel: .email,
                state: .leased,
                attempt: 1,
                createdAt: .monday
            )
            #expect(leased == [expected])
            #expect(try await Self.lease(database) == [])
            let row = LedgerRow(message: "status-1", state: "leased", attempt: 1, leaseUntil: Self.expiry)
            #expect(try await database.ledger() == [row])
        }
    }

    @Test("Workers at once share the queue, and nobody gets what another has", arguments: Engine.available)
    func sharing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            try await processes[0].queueDeliveries(60)
            let leased = try await withThrowingTaskGroup(of: [ID<Delivery>].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var all: [ID<Delivery>] = []
                        while true {
                            let leased = try await Self.lease(processes[worker % 2], limit: 7)
                            if leased.isEmpty { return all }
                            all += leased.map(\.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(leased.map(\.rawValue).sorted() == (0..<60).map { "r\($0)-status-1" }.sorted())
            for process in processes { await process.close() }
        }
    }

    @Test("What is due first is leased first, and nothing before its time", arguments: Engine.available)
    func order(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(3)
            let later = Instant.monday + .minutes(1)
            #expect(try await Self.lease(database).count == 3)
            for (index, due) in [(0, later), (1, .monday), (2, later + .milliseconds(1))] as [(Int, Instant)] {
                let id = ID<Delivery>("r\(index)-status-1")
                try await database.deliveries.finish(
                    id,
                    in: .north,
                    as: Self.mine,
                    .later(due, reason: "busy"),
                    at: .monday
                )
            }
            #expect(try await Self.lease(database, limit: 1, at: later).map(\.id) == [ID("r1-status-1")])
            #expect(try await Self.lease(database, at: later).map(\.id) == [ID("r0-status-1")])
        }
    }

    @Test(
        "The end of an attempt is written down",
        arguments: Engine.available,
        [
            (
                .handedOver(reference: "250 ok"),
                LedgerRow(message: "status-1", state: "handedOver", attempt: 1, reference: "250 ok")
            ),
            (
                .failed(reason: "no such box"),
                LedgerRow(message: "status-1", state: "failed", attempt: 1, reason: "no such box")
            ),
            (
                .unknown(reason: "silence"),
                LedgerRow(message: "status-1", state: "unknown", attempt: 1, reason: "silence")
            ),
            (
                .cancelled(reason: "no longer wanted"),
                LedgerRow(message: "status-1", state: "cancelled", attempt: 1, reason: "no longer wanted")
            ),
            (
                .later(expiry, reason: "greylisted"),
                LedgerRow(message: "status-1", state: "queued", attempt: 1, due: expiry, reason: "greylisted")
            ),
            (
                .paused(until: expiry, reason: "slow down"),
                LedgerRow(message: "status-1", state: "queued", attempt: 0, due: expiry, reason: "slow down")
            ),
            (
                .paused(until: expiry, reason: "slow down", attempt: .used),
                LedgerRow(message: "status-1", state: "queued", attempt: 1, due: expiry, reason: "slow down")
            ),
            (
                .paused(until: expiry, reason: "slow down", attempt: .last),
                LedgerRow(message: "status-1", state: "failed", attempt: 1, reason: "slow down")
            ),
        ] as [(DeliveryResult, LedgerRow)]
    )
    func finishing(_ engine: Engine, row: (result: DeliveryResult, ledger: LedgerRow)) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let id = try #require(try await Self.lease(database).first).id
            let store = database.deliveries
            #expect(try await store.begin(id, in: .north, as: Self.mine, at: .monday, until: Self.expiry))
            try await store.finish(id, in: .north, as: Self.mine, row.result, at: .monday)
            #expect(try await database.ledger() == [row.ledger])
            // What is over, or waits, is not finished a second time.
            try await store.finish(id, in: .north, as: Self.mine, .failed(reason: "again"), at: .monday)
            #expect(try await database.ledger() == [row.ledger])
        }
    }

    @Test("Sending begins once, and only of what is leased, in its own town", arguments: Engine.available)
    func beginning(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let store = database.deliveries
            let id = ID<Delivery>("r0-status-1")
            #expect(try await store.begin(id, in: .north, as: Self.mine, at: .monday, until: Self.expiry) == false)
            _ = try await Self.lease(database)
            #expect(try await store.begin(id, in: .south, as: Self.mine, at: .monday, until: Self.expiry) == false)
            let later = Self.expiry + .minutes(1)
            #expect(try await store.begin(id, in: .north, as: Self.mine, at: .monday, until: later))
            #expect(try await store.begin(id, in: .north, as: Self.mine, at: .monday, until: later) == false)
            let row = LedgerRow(message: "status-1", state: "sending", attempt: 1, leaseUntil: later)
            #expect(try await database.ledger() == [row])
        }
    }

    @Test("A worker that died before sending costs nothing but time", arguments: Engine.available)
    func diedLeased(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let id = try #require(try await Self.lease(database).first).id
            let store = database.deliveries
            #expect(try await store.recover(at: Self.expiry) == DeliveryRecovery(requeued: 0, unknown: 0))
            let after = Self.expiry + .milliseconds(1)
            #expect(try await store.recover(at: after) == DeliveryRecovery(requeued: 1, unknown: 0))
            // The worker was only slow: it has lost the lease.
            #expect(try await store.begin(id, in: .north, as: Self.mine, at: after, until: after) == false)
            #expect(try await Self.lease(database, at: after).map(\.attempt) == [2])
        }
    }

    @Test("What a worker may have sent before it died is unknown and never sent again", arguments: Engine.available)
    func diedSending(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let id = try #require(try await Self.lease(database).first).id
            let store = database.deliveries
            _ = try await store.begin(id, in: .north, as: Self.mine, at: .monday, until: Self.expiry)
            let after = Self.expiry + .milliseconds(1)
            #expect(try await store.recover(at: after) == DeliveryRecovery(requeued: 0, unknown: 1))
            #expect(try await store.recover(at: after) == DeliveryRecovery(requeued: 0, unknown: 0))
            #expect(try await Self.lease(database, at: after + .days(9)) == [])
            let row = LedgerRow(
                message: "status-1",
                state: "unknown",
                attempt: 1,
                reason: "worker stopped while sending"
            )
            #expect(try await database.ledger() == [row])
            // An answer that comes after all changes nothing: nobody waits for it any more.
            try await store.finish(id, in: .north, as: Self.mine, .later(after, reason: "late"), at: after)
            #expect(try await database.ledger() == [row])
        }
    }

    @Test("A worker that lost its lease moves nothing, whoever has the row now", arguments: Engine.available)
    func lostLease(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(1)
            let id = try #require(try await Self.lease(database).first).id
            let store = database.deliveries
            let after = Self.expiry + .milliseconds(1)
            #expect(try await store.recover(at: after).requeued == 1)
            let end = after + .minutes(5)
            var row = LedgerRow(message: "status-1", state: "queued", attempt: 1)
            for step in ["queued", "leased", "sending"] {
                if step == "leased" {
                    #expect(try await Self.lease(database, as: Self.other, at: after).map(\.id) == [id])
                    row = LedgerRow(message: "status-1", state: step, attempt: 2, leaseUntil: end)
                } else if step == "sending" {
                    #expect(try await store.begin(id, in: .north, as: Self.other, at: after, until: end))
                    row = LedgerRow(message: "status-1", state: step, attempt: 2, leaseUntil: end)
                }
                #expect(try await store.begin(id, in: .north, as: Self.mine, at: after, until: end + .days(1)) == false)
                for result in [.handedOver(reference: "x"), .paused(until: after, reason: "x")] as [DeliveryResult] {
                    #expect(try await store.finish(id, in: .north, as: Self.mine, result, at: after) == false)
                }
                try await store.renew(Self.mine, at: after, until: end + .days(1))
                #expect(try await database.ledger() == [row], "\(step)")
            }
            #expect(try await store.finish(id, in: .north, as: Self.other, .failed(reason: "x"), at: after))
        }
    }

    @Test("A renewal keeps what is leased or being sent, and nothing that is over", arguments: Engine.available)
    func renewing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.queueDeliveries(4)
            let store = database.deliveries
            let ids = try await Self.lease(database, limit: 3).map(\.id)
            #expect(try await Self.lease(database, as: Self.other).count == 1)
            #expect(try await store.begin(ids[1], in: .north, as: Self.mine, at: .monday, until: Self.expiry))
            try await store.finish(ids[2], in: .north, as: Self.mine, .failed(reason: "x"), at: .monday)
            let later = Self.expiry + .minutes(1)
            try await store.renew(Self.mine, at: .monday, until: later)
            #expect(
                try await database.ledger() == [
                    LedgerRow(message: "status-1", state: "leased", attempt: 1, leaseUntil: later),
                    LedgerRow(message: "status-1", state: "sending", attempt: 1, leaseUntil: later),
                    LedgerRow(message: "status-1", state: "failed", attempt: 1, reason: "x"),
                    LedgerRow(message: "status-1", state: "leased", attempt: 1, leaseUntil: Self.expiry),
                ]
            )
        }
    }

    @Test(
        "When a slow worker and a second one race for the same rows, each row is begun once",
        arguments: Engine.available
    )
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let (slow, quick) = (try await place.open(), try await place.open())
            try await slow.queueDeliveries(40)
            let ids = try await Self.lease(slow, limit: 40).map(\.id)
            let after = Self.expiry + .milliseconds(1)
            async let begunSlowly = Self.begin(ids, as: Self.mine, at: after, in: slow)
            var begunQuickly: [ID<Delivery>] = []
            for round in 0..<8 {
                _ = try await quick.deliveries.recover(at: after)
                let lease = ID<DeliveryLease>("quick-\(round)")
                let taken = try await Self.lease(quick, as: lease, limit: 40, at: after).map(\.id)
                begunQuickly += try await Self.begin(taken, as: lease, at: after, in: quick)
            }
            let begun = try await begunSlowly
            #expect((begun + begunQuickly).map(\.rawValue).sorted() == ids.map(\.rawValue).sorted())
            for id in ids {
                try await slow.deliveries.finish(id, in: .north, as: Self.mine, .handedOver(reference: nil), at: after)
            }
            #expect(try await quick.deliveries.count(.handedOver) == begun.count)
            #expect(try await quick.deliveries.count(.sending) == begunQuickly.count)
            for process in [slow, quick] { await process.close() }
        }
    }

    /// Those of `ids` that `lease` could begin to send, all tried at once.
    private static func begin(
        _ ids: [ID<Delivery>],
        as lease: ID<DeliveryLease>,
        at now: Instant,
        in database: any Database
    ) async throws -> [ID<Delivery>] {
        try await withThrowingTaskGroup(of: ID<Delivery>?.self) { group in
            for id in ids {
                group.addTask {
                    let end = now + .minutes(5)
                    let isMine = try await database.deliveries.begin(id, in: .north, as: lease, at: now, until: end)
                    return isMine ? id : nil
                }
            }
            return try await group.reduce(into: []) { begun, id in if let id { begun.append(id) } }
        }
    }
}
