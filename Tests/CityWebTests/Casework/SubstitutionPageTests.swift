import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

/// The page that says who is away, and the wish for the morning letter, as somebody of the office meets them.
@Suite struct SubstitutionPageTests {
    private static let path = "/demo/office/substitutions"

    private static func with(_ body: @Sendable (TestSite, Browser, ID<Staff>) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let substitute = try await site.hall.hire("ola@urzad.example", [StaffGrant(.operator)], in: site.town)
            try await body(site, try await site.officer(), substitute)
        }
    }

    /// Somebody who has nothing to do with reports.
    private static func administrator(_ site: TestSite) async throws -> Browser {
        try await site.hall.hire("adam@urzad.example", [StaffGrant(.administrator)], in: site.town)
        let browser = site.browser()
        _ = try await browser.signIn(at: site.town, login: "adam@urzad.example")
        return browser
    }

    private static func options(_ page: PageReader, _ field: String) -> [String] {
        let selects = page.markup.matches(of: #/<select[^>]* name="([^"]+)">(?s:.*?)</select>/#)
        let select = selects.first { $0.1 == field }
        return select.map { $0.0.matches(of: /option value="([^"]*)"/).map { String($0.1) } } ?? []
    }

    @Test("An operator says who stands in, sees it and takes it back")
    func arrange() async throws {
        try await Self.with { site, browser, substitute in
            let empty = try await browser.get(Self.path).page
            #expect(empty.markup.contains("Nikt nie ma teraz zastępstwa."))
            let own = Self.options(empty, "absent")
            #expect(own.count == 1, "one may say it for oneself alone")
            let fields: KeyValuePairs = [
                "absent": own[0], "substitute": substitute.rawValue, "first": "2026-04-27", "last": "2026-05-08",
            ]
            #expect(try await browser.post(Self.path, fields).location == Self.path)
            let page = try await browser.get(Self.path).page
            try expectSnapshot(HTML(trusted: page.markup), named: "page-office-substitutions")
            #expect(page.markup.contains("od 27 kwietnia 2026\u{A0}r. do 8 maja 2026\u{A0}r."))
            let end = try #require(page.markup.firstMatch(of: /action="([^"]+\/end)"/)).1
            #expect(try await browser.post(String(end), [:]).location == Self.path)
            #expect(try await browser.get(Self.path).page.markup.contains("Nikt nie ma teraz zastępstwa."))
        }
    }

    @Test(
        "What is wrong is told at its field, and what was typed stays",
        arguments: [
            (first: "2026-05-08", last: "2026-05-01", field: "last"), (first: "", last: "2026-05-01", field: "first"),
            (first: "2026-05-01", last: "jutro", field: "last"),
            (first: "2026-04-01", last: "2026-04-02", field: "last"),
        ]
    )
    func wrong(row: (first: String, last: String, field: String)) async throws {
        try await Self.with { _, browser, substitute in
            let own = Self.options(try await browser.get(Self.path).page, "absent")[0]
            let fields: KeyValuePairs = [
                "absent": own, "substitute": substitute.rawValue, "first": row.first, "last": row.last,
            ]
            let answer = try await browser.post(Self.path, fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == [row.field])
            #expect(answer.page.value("first") == row.first)
            #expect(answer.page.value("last") == row.last)
        }
    }

    @Test("For somebody else an operator may not, and who sees no reports finds no page")
    func barred() async throws {
        try await Self.with { site, browser, substitute in
            let own = Self.options(try await browser.get(Self.path).page, "absent")[0]
            let fields: KeyValuePairs = [
                "absent": substitute.rawValue, "substitute": own, "first": "2026-04-27", "last": "2026-05-08",
            ]
            #expect(try await browser.post(Self.path, fields).status == 403)
            let administrator = try await Self.administrator(site)
            #expect(try await administrator.get(Self.path).status == 403)
        }
    }

    @Test("The morning letter is switched off and on at the own account")
    func wish() async throws {
        try await Self.with { site, browser, _ in
            let page = try await browser.get("/demo/office/account").page
            #expect(page.markup.contains("W dni robocze o 7.00 przychodzi list"))
            #expect(page.markup.contains("name=\"wish\" value=\"declined\""))
            let off = try await browser.post("/demo/office/account/digest", ["wish": "declined"])
            #expect(off.location == "/demo/office/account?done=digest#digest")
            let after = try await browser.get("/demo/office/account?done=digest").page
            #expect(after.markup.contains("Zapisano, czy poranny list ma przychodzić."))
            #expect(after.markup.contains("name=\"wish\" value=\"wanted\""))
            // Who sees no reports would never get it.
            let administrator = try await Self.administrator(site)
            #expect(try await !administrator.get("/demo/office/account").page.markup.contains("id=\"digest\""))
        }
    }
}
