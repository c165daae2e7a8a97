import CityDomain
import CityStorage
import CityWeb

/// Reports that are handled together, who says "me too" of them, and the letters to everybody who is told.
extension Composition {
    var joins: SQLJoinStore { SQLJoinStore(database: foundations.database) }
    var supports: SQLSupportStore { SQLSupportStore(database: foundations.database) }

    var joinReports: JoinReports { JoinReports(reports: reports, joins: joins, vault: vault, audit: audit) }

    var countPersons: CountPersons { CountPersons(supports: supports, joins: joins, vault: vault) }

    var supportReport: SupportReport {
        SupportReport(
            supports: supports,
            reports: browseReports,
            persons: countPersons,
            follow: followReport,
            ideas: settleIdeas,
            vault: vault,
            randomness: foundations.randomness
        )
    }

    var supportUseCases: SupportUseCases {
        SupportUseCases(support: supportReport, count: countPersons, ideas: BrowseIdeas(ideas: ideas))
    }

    var ideas: SQLIdeaStore { SQLIdeaStore(database: foundations.database) }
    var settleIdeas: SettleIdeas { SettleIdeas(ideas: ideas, persons: countPersons) }

    var joinedLetters: JoinedLetters {
        JoinedLetters(
            reports: reports,
            joins: joins,
            browseReports: browseReports,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    var followerLetters: FollowerLetters {
        FollowerLetters(
            followers: followers,
            browseReports: browseReports,
            joins: joins,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    var supporterLetters: SupporterLetters {
        SupporterLetters(
            supports: supports,
            browseReports: browseReports,
            joins: joins,
            followers: followers,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }
}
