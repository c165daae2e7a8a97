import CityDomain
import CityKit
import Logging
import ServiceLifecycle

/// All recurring work of the program, in one place.
struct Schedule: Service {
    struct Job: Sendable {
        let name: String
        let every: Duration
        let run: @Sendable (Instant) async throws -> Void
    }

    let jobs: [Job]
    let clock: any TimeSource
    /// Returns after this time; throws when its task is cancelled before.
    let wait: @Sendable (Duration) async throws -> Void
    let logger: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { await repeating(job) } }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    private func repeating(_ job: Job) async {
        while !Task.isCancelled {
            do {
                try await job.run(clock.now)
            } catch is CancellationError {
                return
            } catch {
                logger.error("scheduled work", metadata: ["job": "\(job.name)", "error": "\(type(of: error))"])
            }
            try? await wait(job.every)
        }
    }
}

extension Schedule {
    /// What a running installation does over and over.
    static func standard(
        towns: TownCache,
        addresses: AddressCache,
        reportClock: RunReportClock,
        ideas: SettleIdeas,
        asides: ReleaseAside,
        deliveries: any DeliveryStore,
        imports: any ImportStore,
        statistics: KeepStatistics,
        digests: PlanDigests,
        contractors: RemindContractors,
        replies: ReceiveReplies?,
        linkAudit: LinkAudit,
        signCheckpoint: LoggedCheckpoint,
        auditRetention: AuditRetention?,
        sweeps: Sweeps,
        clock: any TimeSource,
        logger: Logger
    ) -> Schedule {
        Schedule(
            jobs: [
                Job(name: "take in new revisions", every: .seconds(1)) { _ in try await towns.refresh() },
                Job(name: "take in changed registers of addresses", every: .seconds(1)) { _ in
                    try await addresses.refresh()
                },
                Job(name: "close unanswered reports, hide finished ones, count terms anew", every: .minutes(1)) { now in
                    for town in towns.all where town.profile.modules.contains(.reports) {
                        try await reportClock(in: town, at: now)
                    }
                },
                Job(name: "recover deliveries of workers that died", every: .seconds(5)) { now in
                    _ = try await deliveries.recover(at: now)
                },
                Job(name: "make the letters that remind the office of terms", every: .minutes(1)) { now in
                    for town in towns.all {
                        await logged("digests of a town", logger) { try await digests(in: town, at: now) }
                    }
                },
                Job(name: "remind contractors of their days", every: .minutes(10)) { now in
                    for town in towns.all {
                        await logged("reminders of a town", logger) { try await contractors(in: town, at: now) }
                    }
                },
                Job(name: "put reports of an import that was stopped on the map", every: .minutes(1)) { _ in
                    for town in towns.all { while try await imports.putOnMap(in: town.id) > 0 {} }
                },
                Job(name: "count reports of before there were statistics", every: .minutes(10)) { _ in
                    for town in towns.all { try await statistics.countUncounted(in: town) }
                },
                Job(name: "sort published places into districts", every: .seconds(10)) { _ in
                    for town in towns.all { try await statistics.sortPlaces(in: town) }
                },
            ] + settling(ideas, asides, of: towns, logger) + [replies].compactMap(\.self).map(job)
                + audit(linkAudit, signCheckpoint, auditRetention) + sweeps.jobs,
            clock: clock,
            wait: { try await Task.sleep(for: $0) },
            logger: logger
        )
    }

    /// What time does to ideas, and to reports that wait for a moderator.
    private static func settling(_ ideas: SettleIdeas, _ asides: ReleaseAside, of towns: TownCache, _ logger: Logger)
        -> [Job]
    {
        [
            Job(name: "count the support of ideas, end those whose time is over", every: .minutes(1)) { now in
                for town in towns.all {
                    await logged("ideas of a town", logger) { try await ideas(in: town, at: now) }
                }
            },
            Job(name: "let reports go on that no moderator judged in time", every: .minutes(1)) { now in
                for town in towns.all {
                    await logged("reports put aside of a town", logger) { try await asides(in: town, at: now) }
                }
            },
        ]
    }

    private static func job(_ replies: ReceiveReplies) -> Job {
        Job(name: "take answers by mail", every: .seconds(5)) { now in try await replies(at: now) }
    }

    /// What fails for one town is in the log, and the others get theirs.
    private static func logged(_ job: String, _ logger: Logger, _ work: () async throws -> some Any) async {
        do {
            _ = try await work()
        } catch is CancellationError {
            // The program ends.
        } catch {
            logger.error("scheduled work", metadata: ["job": "\(job)", "error": "\(type(of: error))"])
        }
    }

    private static func audit(_ link: LinkAudit, _ sign: LoggedCheckpoint, _ retention: AuditRetention?) -> [Job] {
        let discard = retention.map { retention in
            Job(name: "discard old entries of the audit log", every: .hours(24)) { now in try await retention(at: now) }
        }
        return [
            Job(name: "link entries of the audit log", every: .milliseconds(500)) { _ in try await link() },
            Job(name: "sign where the audit log stands", every: .hours(1)) { now in
                // What came until now is to be under the signature.
                try await link()
                try await sign(at: now)
            },
        ] + [discard].compactMap(\.self)
    }
}
