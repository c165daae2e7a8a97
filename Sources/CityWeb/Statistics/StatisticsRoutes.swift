import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Figures about reports: for everybody without small groups, for the office within its reach.
struct StatisticsRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/statistics") { request, context in
            let visit = try site.statisticsVisit(request, context)
            let statistics = try await visit.publishedStatistics()
            let years = try await site.useCases.statistics.publish.years(of: visit.town, at: visit.now)
            guard statistics != nil || years.isEmpty else { throw RequestFailure.unknownPage }
            var response = StatisticsPage(
                statistics: statistics,
                tables: statistics.map { visit.tables(of: $0) } ?? [],
                years: years
            ).response(visit)
            response.headers[.cacheControl] = "private, max-age=300"
            return response
        }
        router.get("/:town/statistics.csv") { request, context in
            let visit = try site.statisticsVisit(request, context)
            guard let statistics = try await visit.publishedStatistics() else { throw RequestFailure.unknownPage }
            let file = StatisticsFile(statistics: statistics, tables: visit.tables(of: statistics)).register
            var response = file.response(of: visit.town.id)
            response.headers[.cacheControl] = "public, max-age=300"
            return response
        }
        addOffice(to: router)
    }

    private func addOffice(to router: Router<CityContext>) {
        router.get("/:town/office/statistics") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = try visit.query()
            let (statistics, first) = try await visit.statistics(form, for: signed)
            let this = CivilMonth(of: visit.today)
            return StatisticsOfficePage(
                page: OfficePage(
                    title: visit.words("statistics.title"),
                    queue: "office/statistics",
                    counts: try await visit.counts(for: signed),
                    signed: signed
                ),
                form: form,
                statistics: statistics,
                tables: visit.tables(of: statistics),
                years: (first.year...this.year).reversed(),
                isLimited: visit.isLimited(signed)
            ).response(visit)
        }
        router.get("/:town/office/statistics/paper") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let (statistics, _) = try await visit.statistics(try visit.query(), for: signed)
            let paper = Paper(statistics, visit.tables(of: statistics), visit, isLimited: visit.isLimited(signed))
            let pdf = try await site.paperPrinter.pdf(of: paper, at: visit.now)
            return Response.paper(pdf, named: "\(visit.town.id)-statistics")
        }
        router.get("/:town/office/statistics/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let (statistics, _) = try await visit.statistics(try visit.query(), for: signed)
            let file = StatisticsFile(statistics: statistics, tables: visit.tables(of: statistics)).register
            return file.response(of: visit.town.id)
        }
    }
}

extension Site {
    fileprivate func statisticsVisit(_ request: Request, _ context: CityContext) throws -> Visit {
        let visit = try visit(request, context)
        try visit.needs(.reports)
        return visit
    }
}

extension Visit {
    /// Whether somebody is told of some reports only.
    fileprivate func isLimited(_ signed: SignIn.Signed) -> Bool { !caller(signed).seesAllStatistics }

    func tables(of statistics: Statistics) -> [StatisticsTable] {
        StatisticsTables(statistics: statistics, town: town, words: words, path: path).all
    }

    /// The figures for everybody of the year in the address; nil where there are none.
    ///
    /// - Throws: `ExportFailure.yearUnknown`.
    func publishedStatistics() async throws -> Statistics? {
        let year = try statisticsYear()
        return try await site.useCases.statistics.publish(of: town, year: year, at: now)
    }

    /// - Throws: `ExportFailure.yearUnknown`.
    private func statisticsYear() throws -> Int? {
        let typed = try query()["year"]
        guard !typed.isEmpty else { return nil }
        guard let year = Int(typed), (1_000...9_999).contains(year) else { throw ExportFailure.yearUnknown(typed) }
        return year
    }

    /// The figures that the office asks for, and the first month with a report.
    fileprivate func statistics(_ form: FormData, for signed: SignIn.Signed) async throws -> (Statistics, CivilMonth) {
        let read = site.useCases.statistics.read
        let first = try await read.firstMonth(of: town, at: now)
        var query = StatisticsQuery(
            months: StatisticsPeriod(form["period"]).months(from: first, until: CivilMonth(of: today))
        )
        query.category = form["category"].isEmpty ? nil : ID(form["category"])
        query.unit = form["unit"].isEmpty ? nil : ID(form["unit"])
        query.kind = ReportKind(rawValue: form["kind"])
        return (try await read(query, by: caller(signed), in: town, at: now), first)
    }
}
