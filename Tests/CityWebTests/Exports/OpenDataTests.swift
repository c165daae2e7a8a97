import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct OpenDataTests {
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let number = try await site.hall.submit(in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            try await body(site)
        }
    }

    @Test("The page names the licence, links every file and explains every field", arguments: ["pl", "uk", "en"])
    func page(language: String) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/open-data?lang=\(language)")
            #expect(answer.status == 200)
            let markup = answer.page.markup
            for format in ExportFormat.allCases {
                #expect(markup.contains("href=\"/demo/open-data/reports.\(format.rawValue)\""), "\(format)")
            }
            for field in ExportField.allCases { #expect(markup.contains("<dt>\(field.rawValue)</dt>"), "\(field)") }
            #expect(markup.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""))
        }
    }

    @Test(
        "Each file is the export of its form, to be saved under a name that tells the town",
        arguments: ExportFormat.allCases
    )
    func file(format: ExportFormat) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/open-data/reports.\(format.rawValue)?year=2026")
            var text = ""
            let order = ExportReports.Order(.listed(for: .everyone), as: format, year: 2026)
            try await site.site.useCases.exportReports(order, of: site.town) { text += $0 }
            #expect(answer.facts == ["200", format.mediaType, text])
            #expect(text.contains("2026"))
            let name = "demo-reports-2026.\(format.rawValue)"
            #expect(answer.headers[.contentDisposition] == "attachment; filename=\"\(name)\"")
        }
    }

    @Test("A year that is none is named", arguments: ["x", "20266", "-1"])
    func wrongYear(year: String) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/open-data/reports.csv?year=\(year)")
            #expect(answer.status == 422)
            #expect(answer.page.text.contains(site.words()(ExportFailure.yearUnknown(year).text)))
        }
    }

    @Test(
        "A town that gives nothing away has no such page and no link to it",
        arguments: ["open-data", "open-data/reports.csv", "open-data/datapackage.json"]
    )
    func off(path: String) async throws {
        try await TestSite.with("kielce") { site in
            #expect(try await site.get("/kielce/\(path)").status == 404)
            let home = try await site.get("/kielce").body
            #expect(!home.contains("open-data"))
        }
    }

    @Test("The description for programs has the licence and the columns of the CSV file in their order")
    func package() async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/open-data/datapackage.json")
            let object = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
            let package = try #require(object as? [String: Any])
            let resources = try #require(package["resources"] as? [[String: Any]])
            #expect((package["licenses"] as? [[String: String]])?.first?["name"] == "CC-BY-4.0")
            let schema = try #require(resources[0]["schema"] as? [String: Any])
            let names = (schema["fields"] as? [[String: String]])?.map { $0["name"] ?? "" } ?? []
            let csv = try await site.get("/demo/open-data/reports.csv").body
            #expect(csv.hasPrefix(names.joined(separator: ",") + "\r\n"))
            for resource in resources {
                let path = try #require(resource["path"] as? String)
                #expect(path.contains("/demo/open-data/reports."))
            }
        }
    }

    @Test("A network has two downloads at once and all have eight; an answer nobody takes holds no place")
    func turns() throws {
        let turns = ExportTurns()
        var held = [try turns.take(for: "a"), try turns.take(for: "a")]
        #expect(throws: ExportFailure.busy(pause: ExportTurns.pause)) { try turns.take(for: "a") }
        for network in ["b", "c", "d"] { held += [try turns.take(for: network), try turns.take(for: network)] }
        #expect(held.count == ExportTurns.most)
        #expect(throws: ExportFailure.busy(pause: ExportTurns.pause)) { try turns.take(for: "e") }
        held.removeFirst(2)
        #expect(throws: Never.self) { _ = try turns.take(for: "a") }
        withExtendedLifetime(held) {}
    }

    @Test("Questions for the head of a file leave all places free")
    func heads() async throws {
        try await Self.with { site in
            for _ in 0...ExportTurns.most {
                let answer = try await site.request(.head, "/demo/open-data/reports.csv")
                #expect(answer.status == 200)
            }
        }
    }
}
