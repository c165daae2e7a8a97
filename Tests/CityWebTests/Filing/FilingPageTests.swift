import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Handing the file of a case to the records system.
@Suite struct FilingPageTests {
    private static let path = "/demo/office/reports/2026-1"

    @Test("The form begins with the class of the rules, says what is wrong and gives the file out")
    func journey() async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            let officer = try await site.officer()
            let open = try await officer.get(Self.path).page
            #expect(open.markup.contains("href=\"\(Self.path)/file\""))
            let form = try await officer.get("\(Self.path)/file").page
            #expect(form.markup.contains("<option value=\"B5\" selected"))
            let wrong = try await officer.post("\(Self.path)/file", ["sign": " ", "archivalClass": "BE10"])
            #expect(wrong.status == 422 && wrong.page.faults.map(\.field) == ["sign"])
            #expect(wrong.page.markup.contains("<option value=\"BE10\" selected"), "what was chosen stays")
            let file = try await officer.post("\(Self.path)/file", ["sign": "GK.7021.1.2026", "archivalClass": "BE10"])
            #expect(file.status == 200 && file.headers[.contentType] == "application/zip")
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"demo-2026-1.zip\"")
            #expect(file.headers[.cacheControl] == "no-store")
            #expect(file.body.contains("demo-2026-1/data/case.pdf"))
            let again = try await officer.get("\(Self.path)/file").page
            #expect(again.value("sign") == "GK.7021.1.2026")
            #expect(try await officer.get(Self.path).page.text.contains("GK.7021.1.2026 BE10"))
        }
    }

    @Test("The form in three languages", arguments: Language.allCases)
    func form(language: Language) async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            let officer = try await site.officer()
            let answer = try await officer.get("\(Self.path)/file", [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-case-file-\(language.rawValue)")
        }
    }
}
