import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Disturbances of the service on both engines.
@Suite struct DisruptionStoreTests {
    /// Monday 27 April 2026 is the day of the test.
    private static let form = DisruptionForm.sample(from: "2026-04-29 20:00", until: "2026-04-29 22:00")

    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, () -> AnnounceDisruptions.Work) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            try await body(hall, town) { AnnounceDisruptions.Work(by: .administrator, in: town, at: hall.now) }
        }
    }

    @Test(
        "What is announced is public at once, is corrected and ended, and every act is in its history and the audit log",
        .clause("kielce/VI.3"),
        arguments: Engine.available
    )
    func course(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let (announce, read, start) = (hall.announceDisruptions, hall.readDisruptions, hall.now)
            let id = try await announce.announce(Self.form, work())
            #expect(try await read.open(in: town.id, at: hall.now).map(\.id) == [id])
            hall.clock.advance(.hours(1))
            let later = DisruptionForm.sample(from: "2026-04-29 21:00", until: "2026-04-29 23:30")
            try await announce.correct(id, seen: 1, later, work())
            hall.clock.advance(.days(2) + .hours(12))
            try await announce.end(id, seen: 2, work())
            let (disruption, lines) = try await announce.open(id, work())
            #expect(disruption.endedAt == hall.now && disruption.version == 3 && disruption.announcedAt == start)
            #expect(lines.map(\.act) == [.announced, .corrected, .ended])
            #expect(lines.allSatisfy { $0.officer == .staff(ID("administrator")) })
            #expect(lines.map { town.clock.time(of: $0.course.from).description } == ["20:00", "21:00", "21:00"])
            #expect(try await read.open(in: town.id, at: hall.now).isEmpty)
            #expect(try await read.past(in: town.id, at: hall.now) == [disruption])
            let kinds = try await hall.auditStore.queue(limit: 99).waiting.map { "\($0.kind) \($0.object)" }
            let acts = ["announced", "corrected", "ended"].map { "disruption.\($0) disruption/\(id)" }
            #expect(kinds.sorted() == acts)
        }
    }

    @Test(
        "A planned one ends by itself; a fault runs until it is ended; past ones are listed",
        arguments: Engine.available
    )
    func ends(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let planned = try await hall.announce(Self.form, in: town)
            let fault = try await hall.announce(.sample(.unplanned, from: "", until: ""), in: town)
            let next = try await hall.announce(.sample(from: "2026-05-04 20:00", until: "2026-05-04 22:00"), in: town)
            let read = hall.readDisruptions
            #expect(try await read.open(in: town.id, at: hall.now).map(\.id) == [fault, planned, next])
            try await hall.announceDisruptions.cancel(next, seen: 1, work())
            hall.clock.advance(.days(3))
            #expect(try await read.open(in: town.id, at: hall.now).map(\.id) == [fault])
            #expect(try await read.past(in: town.id, at: hall.now).map(\.id) == [planned, next])
            let other = try ProjectTown.named("suprasl")
            #expect(try await read.open(in: other.id, at: hall.now).isEmpty)
            await #expect(throws: DisruptionFailure.unknown) {
                let work = AnnounceDisruptions.Work(by: .administrator, in: other, at: hall.now)
                try await hall.announceDisruptions.end(fault, seen: 1, work)
            }
        }
    }

    @Test("Of two who change one at once, one is told; what is over is not changed", arguments: Engine.available)
    func together(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let announce = hall.announceDisruptions
            let id = try await hall.announce(Self.form, in: town)
            let later = DisruptionForm.sample(from: "2026-04-29 21:00", until: "2026-04-29 23:30")
            try await announce.correct(id, seen: 1, later, work())
            await #expect(throws: DisruptionFailure.changedMeanwhile) {
                try await announce.correct(id, seen: 1, later, work())
            }
            await #expect(throws: DisruptionFailure.notRunning) { try await announce.end(id, seen: 2, work()) }
            let (before, lines) = try await announce.open(id, work())
            let stale = try await hall.disruptionStore.replace(
                with: Disruption(id: id, kind: .planned, announcedAt: hall.now, course: before.course, version: 2),
                lines[0],
                noting: .sample(.disruptionCorrected, in: town.id),
                in: town.id
            )
            #expect(!stale)
            try await announce.cancel(id, seen: 2, work())
            await #expect(throws: DisruptionFailure.notUpcoming) { try await announce.cancel(id, seen: 3, work()) }
            await #expect(throws: DisruptionFailure.over) { try await announce.correct(id, seen: 3, later, work()) }
        }
    }

    @Test("Nobody without the right announces, changes or opens one", arguments: Engine.available)
    func rights(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _ in
            let id = try await hall.announce(Self.form, in: town)
            let stranger = AnnounceDisruptions.Work(by: .officer, in: town, at: hall.now)
            let announce = hall.announceDisruptions
            await #expect(throws: AccountFailure.rightMissing(.announceDisruptions)) {
                try await announce.announce(Self.form, stranger)
            }
            await #expect(throws: AccountFailure.rightMissing(.announceDisruptions)) {
                try await announce.cancel(id, seen: 1, stranger)
            }
            await #expect(throws: AccountFailure.rightMissing(.announceDisruptions)) {
                try await announce.open(id, stranger)
            }
        }
    }
}
