import CityDomain
import CityKit
import Hummingbird

/// Similar published reports for programs, before they submit one. No key: it shows what the public list shows.
struct SimilarReportAPIRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/api/v1/reports/similar") { request, context in
            try await find(site.visit(request, context))
        }
    }

    private func find(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let submission = Submission(similarTo: try visit.query())
        var failures: [any Failure] = []
        do {
            try submission.check(.place, in: visit.town, on: visit.today)
        } catch let place as Failures {
            failures += place.all
        }
        if submission.category.isEmpty { failures.append(ReportFailure.fieldMissing("category")) }
        guard let probe = DuplicateProbe(submission, in: visit.town, at: visit.now), failures.isEmpty else {
            throw Failures(failures.isEmpty ? [ReportFailure.categoryUnknown] : failures)
        }
        let found = try await site.useCases.findSimilarReports(to: probe, for: visit.audience, in: visit.town)
        return .json(SimilarReportsAPI(reports: found.map(SimilarReportsAPI.Report.init)))
    }
}

extension Submission {
    fileprivate init(similarTo fields: FormData) {
        self.init()
        category = fields["category"].trimmingSpaces()
        description = fields["description"]
        address = fields["address"]
        latitude = fields["latitude"]
        longitude = fields["longitude"]
    }
}

/// Open published reports that may say the same, the likeliest first.
struct SimilarReportsAPI: Encodable {
    let reports: [Report]

    struct Report: Encodable {
        let number: String
        let status: String
        let category: String
        let title: String
        let address: String?
        let latitude: Double?
        let longitude: Double?
        let receivedAt: String
        /// Whole metres from the place that was asked for.
        let meters: Int
        /// 0 to 1, in thousandths.
        let score: Double

        init(_ similar: SimilarReport) {
            let line = similar.line
            number = line.number.description
            status = line.status.rawValue
            category = line.category.rawValue
            title = line.title
            address = line.address
            latitude = line.point?.latitude
            longitude = line.point?.longitude
            receivedAt = line.receivedAt.rfc3339
            meters = Int(similar.meters.rounded())
            score = (similar.score * 1_000).rounded() / 1_000
        }
    }
}
