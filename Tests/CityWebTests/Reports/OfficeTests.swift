import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct OfficeTests {
    @Test("The inbox shows open reports by their dates, and parts of them when asked")
    func inbox() async throws {
        try await TestSite.with("kielce") { site in
            let (hall, town) = (site.hall, site.town)
            var idea = Submission.sample(in: town)
            idea.category = "idea"
            _ = try await hall.submit(idea, in: town)
            let accepted = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: accepted, in: town)
            hall.clock.advance(.days(1))
            _ = try await hall.submit(in: town)
            let rejected = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .rejected, rejection: .unlawful), about: rejected, in: town)
            // The idea is due on 30 April, the third report on 4 May, the accepted one on 18 May.
            let rows: [(String, [Int])] = [
                ("office", [1, 3, 2]), ("office?status=new", [1, 3]), ("office?status=accepted", [2]),
                ("office?status=rubbish", [1, 3, 2]), ("office?queue=overdue", []),
            ]
            let browser = try await site.officer()
            for (path, numbers) in rows {
                #expect(try await Self.numbers(browser.get("/kielce/\(path)")) == numbers, "\(path)")
            }
            hall.clock.set(.utc(CivilDate(2026, 5, 1), 8))
            let late = site.browser()
            _ = try await late.signIn(at: town)
            #expect(try await Self.numbers(late.get("/kielce/office?queue=overdue")) == [1])
        }
    }

    /// The reports of an inbox page, in its order.
    private static func numbers(_ answer: Answer) -> [Int] {
        answer.page.links.compactMap {
            $0.firstMatch(of: #/^/kielce/office/reports/2026-(\d+)$/#).flatMap { Int($0.1) }
        }
    }

    @Test("A long inbox has pages, fifty reports each, also of a part of it")
    func paging() async throws {
        try await TestSite.with("kielce") { site in
            for _ in 0..<60 { _ = try await site.hall.submit(in: site.town) }
            let browser = try await site.officer()
            for path in ["/kielce/office", "/kielce/office?status=new"] {
                let first = try await browser.get(path)
                let next = try #require(first.page.links.first { $0.contains("after=") })
                let second = try await browser.get(next)
                #expect(Set(Self.numbers(first) + Self.numbers(second)) == Set(1...60))
                #expect([Self.numbers(first).count, Self.numbers(second).count] == [50, 10])
            }
        }
    }

    @Test(
        "A number that is typed leads to its report",
        arguments: [("2026/1", 303), (" 2026-1 ", 303), ("2026/9", 200), ("", 200)]
    )
    func finding(typed: String, status: Int) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(in: site.town)
            let browser = try await site.officer()
            let escaped = typed.replacing(" ", with: "+").replacing("/", with: "%2F")
            let answer = try await browser.get("/kielce/office/find?search=\(escaped)")
            #expect(answer.status == status)
            #expect(answer.location == (status == 303 ? "/kielce/office/reports/2026-1" : ""))
        }
    }

    @Test(
        "A case shows the officer everything: words, place, contact, unit, terms",
        .clause("kielce/III.11", "suprasl/II b5", "biale-blota/§1 b3", "demo/§4.9", "siedlce/§2.4"),
        arguments: ["kielce", "suprasl", "biale-blota", "demo"]
    )
    func wholeCase(name: String) async throws {
        try await TestSite.with(name) { site in
            let town = site.town
            _ = try await site.hall.submit(.personal(in: town), origin: .api(ID("k")), in: town)
            let page = try await site.officer().get("/\(name)/office/reports/2026-1").page
            let unit = try #require(town.unit(town.categories[0].unit))
            let expected = [
                "Przy przejściu nie świeci latarnia. Po zmroku nic tu nie widać.", "ul. Zmyślona 21",
                "trzecia latarnia od skrzyżowania", try #require(town.somewhere).words, "Żaneta Wymyślona",
                "zaneta.wymyslona@poczta.example", "+48 600 123 456", site.words()(unit.name), "2026/1",
            ]
            for words in expected { #expect(page.text.contains(words), "\(words)") }
            #expect(page.links.contains("tel:+48600123456"))
        }
    }

    @Test("The case of a report that does not exist is not found", arguments: ["2026-9", "x"])
    func unknown(number: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.officer().get("/kielce/office/reports/\(number)")
            #expect(answer.status == 404)
        }
    }
}
