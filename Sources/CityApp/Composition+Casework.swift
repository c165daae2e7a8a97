import CityDomain
import CityStorage
import CityWeb

/// How the office works on reports.
extension Composition {
    var caseworkUseCases: CaseworkUseCases {
        CaseworkUseCases(
            inbox: reportInbox,
            search: SearchCases(
                cases: cases,
                reports: reports,
                entries: SQLPublicReportStore(database: foundations.database),
                vault: vault,
                audit: audit
            ),
            work: WorkOnCase(
                cases: cases,
                reports: reports,
                staff: staff,
                vault: vault,
                randomness: foundations.randomness,
                audit: audit
            ),
            views: KeepInboxViews(cases: cases, vault: vault, randomness: foundations.randomness)
        )
    }

    var reportInbox: ReportInbox {
        ReportInbox(cases: cases, staff: staff, vault: vault, audit: audit)
    }

    private var cases: SQLCaseworkStore { SQLCaseworkStore(database: foundations.database) }
}
