import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Notes with files on the page of a case.
@Suite struct CaseNotesTests {
    private static let path = "/demo/office/reports/2026-1"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            try await body(site, try await site.officer())
        }
    }

    @Test("A file that went along with a note is saved again as it came, and no browser shows it")
    func file() async throws {
        try await Self.with { _, browser in
            let content = Array("<script>alert(1)</script>".utf8)
            let sent = try await browser.postFiles(
                "\(Self.path)/note",
                ["note": "Protokół."],
                files: [(name: "C:\\Zmyślone\\protokół 1.txt", content: content)],
                under: "files"
            )
            #expect(sent.location == "\(Self.path)#notes")
            let page = try await browser.get(Self.path).page
            #expect(page.text.contains("protokół 1.txt (1 kB)"))
            let link = try #require(page.links.first { $0.contains("/files/") })
            let answer = try await browser.get(link)
            #expect(answer.status == 200 && answer.body == String(decoding: content, as: UTF8.self))
            #expect(answer.headers[.contentType] == "application/octet-stream")
            #expect(
                answer.headers[.contentDisposition]
                    == "attachment; filename=\"protok___1.txt\"; filename*=UTF-8''protok%C3%B3%C5%82%201.txt"
            )
            #expect(answer.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        }
    }

    @Test("What is wrong with a file is told beside it, and the words are kept")
    func refused() async throws {
        try await Self.with { site, browser in
            let rows: [(files: [(name: String, content: [UInt8])], cause: NoteFileFailure)] = [
                ([("wirus.exe", Array("MZ".utf8))], .kindNotTaken), ([("pusty.txt", [])], .empty),
                ((1...6).map { ("\($0).txt", [65]) }, .tooMany(limit: 5)),
            ]
            for row in rows {
                let answer = try await browser.postFiles(
                    "\(Self.path)/note",
                    ["note": "Słowa zostają."],
                    files: row.files,
                    under: "files"
                )
                #expect(answer.status == 422)
                #expect(answer.page.faults.map(\.field) == ["note-files"])
                #expect(answer.page.faults.first?.words.contains(site.words()(row.cause.text)) == true)
                #expect(answer.page.value("note") == "Słowa zostają.")
            }
            #expect(try await !browser.get(Self.path).page.text.contains("Słowa zostają."))
        }
    }

    @Test("Whoever is signed out keeps the words, and nothing of the files is kept")
    func signedOut() async throws {
        try await Self.with { site, _ in
            let answer = try await site.browser().postFiles(
                "\(Self.path)/note",
                ["note": "Słowa zostają.", "action": "note"],
                files: [(name: "a.txt", content: [65])],
                under: "files"
            )
            #expect(answer.status == 401)
            #expect(answer.page.value("note") == "Słowa zostają.")
        }
    }

    @Test("A file is taken away, also by two at once")
    func removed() async throws {
        try await Self.with { _, browser in
            _ = try await browser.postFiles(
                "\(Self.path)/note",
                ["note": ""],
                files: [(name: "a.txt", content: [65])],
                under: "files"
            )
            let link = try #require(try await browser.get(Self.path).page.links.first { $0.contains("/files/") })
            for _ in 0..<2 {
                #expect(try await browser.post("\(link)/remove", [:]).location == "\(Self.path)#notes")
            }
            #expect(try await browser.get(link).status == 404)
            #expect(try await browser.get(Self.path).page.text.contains("Plik usunięto."))
        }
    }
}
