import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct PublicReportTests {
    @Test(
        "Nothing is public before the office has approved it, and nobody's name ever is",
        .clause("kielce/III.9", "kielce/III.16", "demo/§5.2", "suprasl/II b4")
    )
    func approving() async throws {
        try await TestSite.with("kielce") { site in
            let (hall, town) = (site.hall, site.town)
            let receipt = try await hall.submit(.personal(in: town), in: town)
            let (page, list) = ("/kielce/reports/2026-1", "/kielce/reports")
            #expect(try await site.get(page).status == 404)
            #expect(try await !site.get(list).page.links.contains(page))
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            #expect(try await site.get(list).page.links.contains(page))
            let shown = try await site.get(page)
            #expect(shown.status == 200)
            #expect(shown.page.heading == PublicText.sample.title)
            #expect(shown.page.text.contains(PublicText.sample.description))
            for path in [
                page, list, "/kielce", "/kielce/api/v1/reports/2026-1", "/kielce/open311/v2/requests/2026-1.xml",
            ] {
                let body = try await site.get(path).body
                #expect(PersonalTraces.found(in: body) == [], "\(path)")
                for trace in ["trzecia latarnia", "Po zmroku", "Zmyślona 21", receipt.secret.grouped] {
                    #expect(!body.contains(trace), "\(path)")
                }
            }
        }
    }

    @Test(
        "The public page shows the status and every answer of the office",
        .clause("kielce/III.17", "demo/§5.3")
    )
    func answers() async throws {
        try await TestSite.with("kielce") { site in
            let (hall, town) = (site.hall, site.town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            try await hall.decide(
                Decision(to: .inProgress, justification: "Zamówiliśmy część."),
                about: number,
                in: town
            )
            try await hall.decide(Decision(to: .done, justification: "Lampa <b>świeci</b>."), about: number, in: town)
            let text = try await site.get("/kielce/reports/2026-1").page.text
            for words in ["Wykonane", "Zamówiliśmy część.", "Lampa <b>świeci</b>."] { #expect(text.contains(words)) }
        }
    }

    @Test(
        "A rejected report is not public, nor is a number that nobody has",
        arguments: ["2026-1", "2026-9", "x", "2026"]
    )
    func notPublic(number: String) async throws {
        try await TestSite.with("kielce") { site in
            let rejected = try await site.hall.submit(in: site.town).number
            let decision = Decision(to: .rejected, rejection: .unlawful)
            try await site.hall.decide(decision, about: rejected, in: site.town)
            let answer = try await site.get("/kielce/reports/\(number)")
            #expect(answer.status == 404)
            #expect(answer.page.text.contains(site.words()(ReportFailure.notFound.text)))
        }
    }

    @Test("The list is newest first, twenty to a page, and every page leads to the next")
    func paging() async throws {
        try await TestSite.with("kielce") { site in
            for _ in 0..<45 {
                let number = try await site.hall.submit(in: site.town).number
                site.hall.clock.advance(.seconds(1))
                try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            }
            var found: [Int] = []
            var sizes: [Int] = []
            var path: String? = "/kielce/reports"
            while let next = path, sizes.count < 9 {
                let links = try await site.get(next).page.links
                let page = links.compactMap {
                    $0.firstMatch(of: #/^/kielce/reports/2026-(\d+)$/#).flatMap { Int($0.1) }
                }
                sizes.append(page.count)
                found += page
                path = links.first { $0.hasPrefix("/kielce/reports?after=") }
            }
            #expect(sizes == [20, 20, 5])
            #expect(found == Array((1...45).reversed()))
        }
    }

    @Test("What the office writes cannot become markup")
    func escaping() async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(in: site.town).number
            let evil = "<script>alert(1)</script>"
            let text = PublicText(title: evil, description: evil, address: evil, point: nil)
            try await site.hall.decide(Decision(to: .accepted), about: number, publishing: text, in: site.town)
            for path in ["/kielce/reports", "/kielce/reports/2026-1"] {
                let page = try await site.get(path).page
                #expect(!page.markup.contains("<script>"))
                #expect(page.text.contains(evil))
            }
        }
    }
}
