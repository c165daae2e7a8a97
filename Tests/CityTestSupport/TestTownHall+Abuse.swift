public import CityDomain
import CityKit
public import CityStorage

extension ProjectTown {
    /// The town with a rule that keeps where reports come from, and puts none of them aside.
    public static func tracing(_ name: String) throws -> Municipality {
        let limit = "{ most: 9000, hours: 24"
        let rule = """
            abuse: {
              network: \(limit), ipv4: 24, ipv6: 48 }, device: \(limit) }, alike: \(limit), similarity: 0.9 },
              judge: { hours: 24 }, basis: "a test",
            },
            hiding: {
            """
        return try named(name, Change("rules.json5", "hiding: {", rule))
    }
}

/// Reports that wait for a moderator.
extension TestTownHall {
    public var asides: SQLAbuseStore { SQLAbuseStore(database: database) }
    public var judgeAside: JudgeAside { JudgeAside(store: asides, reports: reports, vault: vault, audit: audit) }
    public var watchSenders: WatchSenders {
        WatchSenders(store: asides, vault: vault, randomness: randomness, audit: audit)
    }
    public var releaseAside: ReleaseAside { ReleaseAside(store: asides, reports: reports) }
}
