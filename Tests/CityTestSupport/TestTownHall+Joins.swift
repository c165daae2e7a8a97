public import CityDomain
import CityKit
public import CityStorage

/// Reports that are handled together, and who says "me too".
extension TestTownHall {
    public var joins: SQLJoinStore { SQLJoinStore(database: database) }
    public var supports: SQLSupportStore { SQLSupportStore(database: database) }
    public var joinReports: JoinReports { JoinReports(reports: reports, joins: joins, vault: vault, audit: audit) }
    public var countPersons: CountPersons { CountPersons(supports: supports, joins: joins, vault: vault) }
    public var ideas: SQLIdeaStore { SQLIdeaStore(database: database) }
    public var settleIdeas: SettleIdeas { SettleIdeas(ideas: ideas, persons: countPersons) }
    public var sweepSupporters: SweepSupporters { SweepSupporters(supports: supports) }

    public var supportReport: SupportReport {
        SupportReport(
            supports: supports,
            reports: browseReports,
            persons: countPersons,
            follow: followReport,
            ideas: settleIdeas,
            vault: vault,
            randomness: randomness
        )
    }

    func joinedLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> JoinedLetters {
        JoinedLetters(
            reports: reports,
            joins: joins,
            browseReports: browseReports,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    func followerLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> FollowerLetters {
        FollowerLetters(
            followers: followers,
            browseReports: browseReports,
            joins: joins,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    func supporterLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> SupporterLetters {
        SupporterLetters(
            supports: supports,
            browseReports: browseReports,
            joins: joins,
            followers: followers,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }
}
