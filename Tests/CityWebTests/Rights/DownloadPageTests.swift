import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A resident takes the own data home.
@Suite struct DownloadPageTests {
    @Test(
        "The password opens the file; a wrong one is named at its field",
        .clause("suprasl/VII a9", "suprasl/VII a13a", "suprasl/VII a13e"),
        .clause("kielce/VIII.6"),
        arguments: ["suprasl", "kielce"]
    )
    func download(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let privacy = try await browser.get("/\(name)/account/privacy").page
            #expect(privacy.markup.contains("href=\"/\(name)/account/download\""))
            #expect(try await browser.get("/\(name)/account/download").status == 200)
            let wrong = try await browser.post("/\(name)/account/download", ["password": "nie to"])
            #expect(wrong.status == 422 && wrong.page.markup.contains("id=\"password-error\""))
            let file = try await browser.post("/\(name)/account/download", ["password": Password.sample.text])
            #expect(file.status == 200)
            #expect(file.headers[.contentType] == "application/zip")
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"\(name)-2026-04-27.zip\"")
            #expect(file.headers[.cacheControl] == "private, no-store")
            #expect(file.body.hasPrefix("PK\u{3}\u{4}"))
        }
    }

    @Test("Whoever is not signed in comes to the door")
    func doors() async throws {
        try await TestSite.with("suprasl") { site in
            #expect(try await site.get("/suprasl/account/download").location == "/suprasl/account/sign-in")
            let answer = try await site.browser().post("/suprasl/account/download", ["password": "x"])
            #expect(answer.location == "/suprasl/account/sign-in")
        }
    }
}
