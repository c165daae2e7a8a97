import CityDomain
import CityKit
import CityTestSupport
import Logging
import Synchronization
import Testing

@testable import CityApp

@Suite struct ScheduleTests {
    private struct Broken: Error {}

    @Test("Every job runs over and over, and one that fails holds up none")
    func repeating() async throws {
        let runs = Mutex<[String]>([])
        let job = { @Sendable (name: String, fails: Broken?) in
            Schedule.Job(name: name, every: .milliseconds(1)) { now in
                #expect(now == .monday)
                runs.withLock { $0.append(name) }
                if let fails { throw fails }
            }
        }
        let schedule = Schedule(
            jobs: [job("works", nil), job("fails", Broken())],
            clock: FakeClock(.monday),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let working = Task { try await schedule.run() }
        for name in ["works", "fails"] {
            try await expectEventually("“\(name)” runs five times") { runs.withLock { $0.count { $0 == name } } >= 5 }
        }
        working.cancel()
        try await working.value
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
                        .seconds(1), .minutes(1), .seconds(5), .minutes(10), .hours(1), .minutes(10), .minutes(10),
                        .minutes(10), .minutes(1), .hours(1), .hours(24),
                    ]
                )
                for job in jobs { try await job.run(.monday) }
                let left = try await composition.reportDrafts.draft(token, in: town.id, at: .monday - .days(2))
                #expect(left == nil)
            }
        }
    }
}
