import CityDomain
import CityKit
import CityTestSupport
import Logging
import Synchronization
import Testing

@testable import CityApp

@Suite struct ScheduleTests {
    private struct Broken: Error {}

    @Test("Every job runs over and over, and one that fails holds up none", .timeLimit(.minutes(1)))
    func repeating() async throws {
        let runs = Mutex<[String]>([])
        let (enough, done) = AsyncStream<Void>.makeStream()
        let job = { @Sendable (name: String, fails: Broken?) in
            Schedule.Job(name: name, every: .milliseconds(1)) { now in
                #expect(now == .monday)
                let counts = runs.withLock { runs in
                    runs.append(name)
                    return ["a", "b"].map { name in runs.count { $0 == name } }
                }
                if counts.allSatisfy({ $0 >= 5 }) { done.finish() }
                if let fails { throw fails }
            }
        }
        let schedule = Schedule(
            jobs: [job("a", nil), job("b", Broken())],
            clock: FakeClock(.monday),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let working = Task { try await schedule.run() }
        for await _ in enough {}
        working.cancel()
        try await working.value
        #expect(Set(runs.withLock { $0 }) == ["a", "b"])
    }

    @Test("What an installation does over and over is done by its own clock", arguments: Engine.available)
    func standard(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let (token, draft) = composition.reportDrafts.new()
                let town = try composition.town("kielce")
                try await composition.reportDrafts.keep(draft, token, in: town.id, at: .monday - .days(2))
                let jobs = composition.schedule.jobs
                #expect(jobs.map(\.every) == [.seconds(1), .seconds(30), .minutes(10)])
                for job in jobs { try await job.run(.monday) }
                let left = try await composition.reportDrafts.draft(token, in: town.id, at: .monday - .days(2))
                #expect(left == nil)
            }
        }
    }
}
