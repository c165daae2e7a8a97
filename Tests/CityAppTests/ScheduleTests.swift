import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Logging
import Synchronization
import Testing

@testable import CityApp

@Suite struct ScheduleTests {
    private struct Broken: Error {}

    @Test("Every job runs, waits as long as it says and runs again, and one that fails holds up none")
    func repeating() async throws {
        let clock = FakeClock(.monday)
        let runs = Mutex<[String: [Duration]]>([:])
        let job = { @Sendable (name: String, every: Duration, fails: Broken?) in
            Schedule.Job(name: name, every: every) { now in
                runs.withLock { $0[name, default: []].append(now - .monday) }
                if let fails { throw fails }
            }
        }
        let waits = Waits(clock)
        let schedule = Schedule(
            jobs: [job("works", .seconds(2), nil), job("fails", .seconds(3), Broken())],
            clock: clock,
            wait: { try await waits.wait($0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let working = Task { try await schedule.run() }
        for _ in 0..<6 { await waits.pass(.seconds(1), jobs: 2) }
        await waits.allWait(jobs: 2)
        working.cancel()
        try await working.value
        let seconds = runs.withLock { $0.mapValues { $0.map(\.wholeSeconds) } }
        #expect(seconds == ["works": [0, 2, 4, 6], "fails": [0, 3, 6]])
    }

    @Test("What an installation does over and over is done by its own clock", arguments: Engine.available)
    func standard(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let (token, draft) = composition.reportDrafts.new()
                let town = try composition.town("kielce")
                try await composition.reportDrafts.keep(draft, token, in: town.id, at: .monday - .days(2))
                let jobs = composition.schedule.jobs
                #expect(
                    jobs.map(\.every) == [
                        .seconds(1), .seconds(1), .minutes(1), .seconds(5), .minutes(1), .minutes(10), .minutes(1),
                        .minutes(10), .seconds(10), .minutes(1), .minutes(1),
                        .milliseconds(500), .hours(1), .minutes(10), .hours(1), .minutes(10), .minutes(10),
                        .minutes(10), .hours(1), .minutes(10), .minutes(10), .minutes(10), .hours(1), .minutes(10),
                        .minutes(10),
                        .hours(24), .hours(24), .hours(24),
                    ]
                )
                for job in jobs { try await job.run(.monday) }
                let left = try await composition.reportDrafts.draft(token, in: town.id, at: .monday - .days(2))
                #expect(left == nil)
            }
        }
    }

    @Test("Ideas are counted in every town, also where no rule for them is in force", arguments: Engine.available)
    func ideas(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let (town, now) = (try composition.town("kielce"), composition.foundations.clock.now)
                #expect(town.ideas == nil)
                var submission = Submission.sample(in: town)
                submission.category = "idea"
                let number = try await composition.submit(submission, in: town).number
                _ = try await composition.decideReport(
                    Decision(to: .accepted),
                    about: number,
                    publicText: .sample,
                    seen: 1,
                    by: Caller(ID("staff"), StaffRights([StaffGrant(.operator)]), request: nil),
                    in: town,
                    at: now
                )
                let waiting = try await composition.ideas.unsettled(after: nil, limit: 9, in: town.id)
                #expect(waiting.map(\.number) == [number])
                for job in composition.schedule.jobs where job.name.contains("support of ideas") {
                    try await job.run(now)
                }
                let left = try await composition.ideas.unsettled(after: nil, limit: 9, in: town.id)
                #expect(left.isEmpty)
            }
        }
    }
}

/// The waits of a schedule, which end when the test says that time has passed, and not before.
private actor Waits {
    private let clock: FakeClock
    private var waiting: [(end: Instant, CheckedContinuation<Void, any Error>)] = []
    private var watcher: (jobs: Int, CheckedContinuation<Void, Never>)?

    init(_ clock: FakeClock) { self.clock = clock }

    func wait(_ duration: Duration) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { add($0, until: clock.now + duration) }
        } onCancel: {
            Task { await cancelAll() }
        }
    }

    private func add(_ continuation: CheckedContinuation<Void, any Error>, until end: Instant) {
        if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
        } else {
            waiting.append((end, continuation))
            tellWatcher()
        }
    }

    /// Returns when so many jobs wait.
    func allWait(jobs: Int) async {
        guard waiting.count < jobs else { return }
        await withCheckedContinuation { watcher = (jobs, $0) }
    }

    /// Lets so much time pass once all jobs wait, and wakes those whose wait is over.
    func pass(_ duration: Duration, jobs: Int) async {
        await allWait(jobs: jobs)
        clock.advance(duration)
        let over = waiting.filter { $0.end <= clock.now }
        waiting.removeAll { $0.end <= clock.now }
        for (_, continuation) in over { continuation.resume() }
    }

    private func tellWatcher() {
        guard let (jobs, continuation) = watcher, waiting.count >= jobs else { return }
        watcher = nil
        continuation.resume()
    }

    private func cancelAll() {
        for (_, continuation) in waiting { continuation.resume(throwing: CancellationError()) }
        waiting = []
    }
}
