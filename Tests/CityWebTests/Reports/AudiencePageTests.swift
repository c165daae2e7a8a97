import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A category that is for registered residents, seen by somebody without an account.
@Suite struct AudiencePageTests {
    /// Number 1 is of such a category and has a released photo, number 2 is for everyone.
    private static func with(
        _ body: @Sendable (TestSite, _ photo: ID<ReportPhoto>, SubmitReport.Receipt) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            let draft = hall.reportDrafts.new().0
            let photo = try await hall.addPhoto(
                try await hall.addPhoto.receive(FileChunks(SamplePhoto.jpeg)),
                by: .draft(draft),
                accepted: town.regulation(on: CivilDate(2026, 4, 27))?.version ?? "",
                in: town,
                at: hall.now
            ).id
            var submission = Submission.personal(in: town)
            submission.category = "vehicle"
            let receipt = try await hall.submitReport(
                submission,
                clientKey: ClientKey(random: hall.randomness),
                origin: .page,
                language: .polish,
                photos: PhotoClaim(uploader: .draft(draft), ids: [photo]),
                in: town,
                at: hall.now
            )
            let report = try await hall.readReport.unseen(receipt.number, in: town).report
            try await hall.releasePhoto(photo, of: report, .release, by: .officer, in: town, at: hall.now)
            let secret = PublicText(title: "Wrak", description: "Wrak.", address: "ul. Ukryta 7", point: town.somewhere)
            try await hall.decide(Decision(to: .accepted), about: receipt.number, publishing: secret, in: town)
            let open = try await hall.submit(in: town).number
            let text = PublicText(
                title: "Dziura",
                description: "Dziura.",
                address: "ul. Jawna 1",
                point: town.somewhere
            )
            try await hall.decide(Decision(to: .accepted), about: open, publishing: text, in: town)
            try await body(site, photo, receipt)
        }
    }

    private static let traces = ["Wrak", "Ukryta", "2026/1\"", "2026-1\"", "2026-1<"]

    @Test(
        "Lists, feeds and the map show other reports and no trace of this one",
        .clause("demo/§5.7"),
        arguments: [
            "reports", "reports?near=52.1,19.3", "reports?status=accepted&kind=issue", "reports.atom", "reports.rss",
            "api/v1/reports.geojson?bbox=-180,-90,180,90", "api/v1/reports.geojson?bbox=19.37,52.09,19.39,52.11",
            "open-data/reports.csv", "open-data/reports.geojson", "open-data/reports.open311.csv",
            "open-data/reports.open311.json",
        ]
    )
    func lists(path: String) async throws {
        try await Self.with { site, _, _ in
            let town = site.town
            let point = try #require(town.somewhere)
            let street = "\(point.longitude),\(point.latitude),\(point.longitude),\(point.latitude)"
            let path = path.replacing("19.37,52.09,19.39,52.11", with: street)
            let answer = try await site.get("/demo/\(path)")
            #expect(answer.status == 200)
            #expect(answer.body.contains("2026/2") || answer.body.contains("2026-2"))
            for trace in Self.traces { #expect(!answer.body.contains(trace), "\(trace)") }
        }
    }

    @Test(
        "Its pages, its photo and the questions for its category are refused in clear words, without title and place",
        .clause("demo/§5.7"),
        arguments: [
            "reports/2026-1", "api/v1/reports/2026-1", "open311/v2/requests/2026-1.xml",
            "open311/v2/requests/2026-1.json", "photos/PHOTO/large", "photos/PHOTO/thumbnail",
            "reports?category=vehicle", "reports.atom?category=vehicle",
            "api/v1/reports.geojson?bbox=-180,-90,180,90&category=vehicle",
        ]
    )
    func refusal(path: String) async throws {
        try await Self.with { site, photo, _ in
            let answer = try await site.get("/demo/\(path.replacing("PHOTO", with: photo.rawValue))")
            #expect(answer.status == 403)
            #expect(answer.body.contains(site.words()(ReportFailure.registeredOnly.text)))
            for trace in ["Wrak", "Ukryta", "52.1", "19.3"] { #expect(!answer.body.contains(trace), "\(trace)") }
        }
    }

    @Test("The filter offers the categories that are listed, the form all of them", .clause("demo/§5.7"))
    func choices() async throws {
        try await Self.with { site, _, _ in
            let filter = try await site.get("/demo/reports").page.markup
            #expect(filter.contains("<option value=\"pothole\""))
            #expect(!filter.contains("<option value=\"vehicle\""))
            let browser = site.browser()
            _ = try await browser.fillPlace()
            #expect(try await browser.get("/demo/report/problem").page.markup.contains("value=\"vehicle\""))
            #expect(try await site.get("/demo/api/v1").body.contains("\"id\":\"vehicle\""))
        }
    }

    @Test("Its reporter and the office see it as ever")
    func own() async throws {
        try await Self.with { site, photo, receipt in
            let link = "/demo/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            #expect(try await site.get(link).page.heading == "Wrak")
            #expect(try await site.get("\(link)/photos/\(photo)/large").status == 200)
            let officer = try await site.officer()
            #expect(try await officer.get("/demo/office/reports/2026-1").page.text.contains("Wrak"))
            #expect(try await officer.get("/demo/office/photos/2026-1/\(photo)/large").status == 200)
        }
    }
}
