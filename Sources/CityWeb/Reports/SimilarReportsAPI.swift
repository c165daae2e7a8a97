import CityDomain
import CityKit
import HTTPTypes

/// Open published reports that may say the same, the likeliest first.
struct SimilarReportsAPI: APIValue {
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
        let meters: Int
        let score: Double
    }

    static let schema = JSONSchema.object(
        "SimilarReports",
        "Open published reports that may say what a new one would, the likeliest first.",
        [.required("reports", .list(of: report, most: 5))]
    )

    private static let report = JSONSchema.object(
        "SimilarReport",
        "A report that may say the same.",
        [
            .required("number", .reportNumber),
            .required("status", .word(ReportStatus.self)),
            .required("category", .id),
            .required("title", .text),
            .optional("address", .text),
            .optional("latitude", .latitude),
            .optional("longitude", .longitude),
            .required("receivedAt", .moment),
            .required("meters", .count, "Whole metres from the place that was asked for."),
            .required("score", .number, "0 to 1, in thousandths."),
        ]
    )

    static let operations = [
        APIOperation(
            "findSimilarReports",
            .get,
            "reports/similar",
            .reports,
            "Open published reports that may say what a new one would, at most five.",
            details: "Ask before you submit, show them, and let people go on all the same.",
            access: .everybody,
            parameters: [
                APIParameter(
                    name: "category",
                    place: .query,
                    schema: .id,
                    meaning: "Of the new report.",
                    isRequired: true
                ),
                .query("latitude", .latitude, "Its place, WGS 84; both or neither."),
                .query("longitude", .longitude, "Its place."),
                .query("address", .text, "Its address, where there is no point."),
                .query("description", .text, "What it would say."),
            ],
            answers: [.ok: "The reports; none where nothing is alike."]
        ) { call in try await call.similar() }
    ]
}

extension SimilarReportsAPI.Report {
    fileprivate init(_ similar: SimilarReport) {
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

extension APICall {
    fileprivate func similar() async throws -> APIAnswer<SimilarReportsAPI> {
        let submission = Submission(similarTo: query)
        var failures: [any Failure] = []
        do {
            try submission.check(.place, in: town, on: visit.today)
        } catch let place as Failures {
            failures += place.all
        }
        if submission.category.isEmpty { failures.append(ReportFailure.fieldMissing("category")) }
        guard let probe = DuplicateProbe(submission, in: town, at: now), failures.isEmpty else {
            throw Failures(failures.isEmpty ? [ReportFailure.categoryUnknown] : failures)
        }
        let found = try await useCases.findSimilarReports(to: probe, for: visit.audience, in: town)
        return .ok(SimilarReportsAPI(reports: found.map(SimilarReportsAPI.Report.init)))
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
