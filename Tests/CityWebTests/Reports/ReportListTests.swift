import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The public list, its feeds and the reports of the map, as they come over HTTP.
@Suite struct ReportListTests {
    /// Six reports an hour apart; the last one stands without a point.
    private static func with(
        _ name: String = "demo",
        tiles: TileServer? = nil,
        _ body: @Sendable (TestSite) async throws -> Void
    ) async throws {
        try await TestSite.with(name, tiles: tiles) { site in
            let (hall, town) = (site.hall, site.town)
            for index in 1...6 {
                var submission = Submission.personal(in: town)
                submission.category = town.categories[index % 2].id.rawValue
                let number = try await hall.submit(submission, in: town).number
                hall.clock.advance(.hours(1))
                let text = PublicText(
                    title: index % 3 == 0 ? "Dziura & <dół> numer \(index)" : "Latarnia numer \(index)",
                    description: "Opis \(index).",
                    address: "ul. Zmyślona \(index)",
                    point: index == 6 ? nil : town.somewhere?.east(hundredths: index)
                )
                try await hall.decide(Decision(to: .accepted), about: number, publishing: text, in: town)
                guard index > 4 else { continue }
                try await hall.decide(Decision(to: .done, justification: "Zrobione."), about: number, in: town)
            }
            try await body(site)
        }
    }

    private static func numbers(_ answer: Answer) -> [Int] {
        answer.page.links.compactMap { $0.firstMatch(of: #/^/demo/reports/2026-(\d+)$/#).flatMap { Int($0.1) } }
    }

    @Test(
        "Every question narrows the list, and all of them stay in the form",
        .clause("kielce/III.17"),
        arguments: [
            ("", [6, 5, 4, 3, 2, 1]), ("?status=done", [6, 5]), ("?status=accepted&kind=issue", [4, 3, 2, 1]),
            ("?kind=idea", []), ("?q=LATARNI%C4%99", [5, 4, 2, 1]), ("?q=dziury+zmyslonej", [6, 3]), ("?q=6", [6]),
            ("?q=nic", []), ("?from=2026-04-27&to=2026-04-27", [6, 5, 4, 3, 2, 1]), ("?from=2026-04-28", []),
            ("?to=2026-04-26", []), ("?near=52.1,19.3", [1, 2, 3, 4, 5]), ("?near=52.1,19.3&status=done", [5]),
            ("?near=52.1,19.3&q=latarnia", [5, 4, 2, 1]),
        ]
    )
    func filters(query: String, found: [Int]) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/reports\(query)")
            #expect(answer.status == 200)
            #expect(Self.numbers(answer) == found)
            let status = query.firstMatch(of: /status=(\w+)/)?.1
            #expect(answer.page.markup.contains("<option value=\"\(status ?? "done")\" selected") == (status != nil))
        }
    }

    @Test("Categories narrow the list too")
    func categories() async throws {
        try await Self.with { site in
            let path = "/demo/reports?category=\(site.town.categories[1].id)"
            let (all, done) = (try await site.get(path), try await site.get("\(path)&status=done"))
            let other = try await site.get("\(path)&kind=question")
            #expect([Self.numbers(all), Self.numbers(done), Self.numbers(other)] == [[5, 3, 1], [5], []])
        }
    }

    @Test(
        "A question that cannot be read is named on the page, and refused to programs",
        arguments: [
            "category=volcano", "kind=x", "status=x", "from=30.12.2026", "to=2026-02-30", "near=here", "near=91,0",
        ]
    )
    func unreadable(query: String) async throws {
        try await Self.with { site in
            let page = try await site.get("/demo/reports?\(query)")
            #expect(page.status == 422)
            #expect(page.page.markup.contains("class=\"errors\""))
            #expect(Self.numbers(page).count == 6)
            // The map would be refused the same question.
            #expect(page.page.markup.contains("data-pins") && !page.page.markup.contains("data-reports"))
            for path in ["/demo/reports.atom?", "/demo/reports.rss?", "/demo/api/v1/reports.geojson?bbox=0,0,1,1&"] {
                #expect(try await site.get(path + query).status == 422, "\(path)")
            }
        }
    }

    @Test("The nearest say how far they are, and an order is a link away")
    func nearest() async throws {
        try await Self.with { site in
            let page = try await site.get("/demo/reports?near=52.1,19.3").page
            #expect(page.text.contains("680 m") && page.text.contains("1,4 km"))
            #expect(page.links.contains("/demo/reports"))
            #expect(try await !site.get("/demo/reports").page.text.contains(" km"))
        }
    }

    @Test("An empty list says so and leads on, and a search that found nothing leads back")
    func empty() async throws {
        try await TestSite.with("demo") { site in
            #expect(try await site.get("/demo/reports").page.text.contains(site.words()("reports.empty.title")))
            let none = try await site.get("/demo/reports?q=latarnia").page
            #expect(none.text.contains(site.words()("reports.none.title")))
            #expect(none.links.contains("/demo/reports"))
        }
    }

    @Test("The map gets points, whole and in the words of GeoJSON", .clause("kielce/III.15"))
    func points() async throws {
        try await Self.with { site in
            let path = "/demo/api/v1/reports.geojson?bbox=19.305,52,19.315,52.2"
            let answer = try await site.get(path)
            let category = site.town.categories
            #expect(answer.headers[.contentType] == "application/geo+json")
            #expect(answer.headers[.cacheControl] == "public, max-age=5")
            let start = #"{"type":"FeatureCollection","shows":"points","features":[{"type":"Feature","geometry":{"#
            #expect(answer.body.hasPrefix(start + #""type":"Point","coordinates":[19.310000,52.100000]}"#))
            #expect(
                answer.body.contains(
                    #""properties":{"number":"2026/1","status":"accepted","kind":"issue","category":"\#(category[1].id)"}}"#
                )
            )
            let tag = try #require(answer.headers[.eTag])
            #expect(try await site.get(path, [.ifNoneMatch: tag]).status == 304)
            let done = try await site.get("\(path)&status=done")
            #expect(done.body == #"{"type":"FeatureCollection","shows":"points","features":[]}"#)
        }
    }

    @Test(
        "A box that is none is refused with what it should be",
        arguments: [
            ("", "bbox"), ("?bbox=", "bbox"), ("?bbox=1,2,3", "bbox"), ("?bbox=1,2,3,4,5", "bbox"),
            ("?bbox=0,60,1,50", "bbox"), ("?bbox=-181,0,1,1", "bbox"), ("?bbox=0,0,1,91", "bbox"),
            ("?bbox=a,b,c,d", "bbox"), ("?bbox=nan,0,1,1", "bbox"), ("?bbox=0,0,1,1&q=latarnia", "q"),
            ("?bbox=0,0,1,1&from=2026-01-01", "from"),
        ]
    )
    func badBox(query: String, field: String) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/api/v1/reports.geojson\(query)")
            #expect(answer.status == 422)
            #expect(answer.body.contains("\"field\":\"\(field)\""))
        }
    }

    @Test(
        "Nothing public says who reported",
        .clause("kielce/III.9", "demo/§5.2"),
        arguments: [
            "/demo/reports", "/demo/reports?near=52.1,19.3", "/demo/reports.atom", "/demo/reports.rss",
            "/demo/api/v1/reports.geojson?bbox=-180,-90,180,90", "/demo/reports/2026-1", "/demo/api/v1/reports/2026-1",
        ]
    )
    func nobody(path: String) async throws {
        try await Self.with { site in
            let answer = try await site.get(path)
            #expect(answer.status == 200)
            #expect(answer.body.contains("2026") && PersonalTraces.found(in: answer.body) == [])
            #expect(!answer.body.contains("trzecia latarnia"))
        }
    }

    @Test("Feeds have the newest change first, escaped, filtered like the list", arguments: ["atom", "rss"])
    func feeds(format: String) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/reports.\(format)")
            #expect(answer.headers[.contentType] == "application/\(format)+xml; charset=utf-8")
            #expect(answer.headers[.vary] == "Accept-Language, Cookie")
            let found = answer.body.matches(of: #/<link(?: href="|>)http://localhost/demo/reports/2026-(\d+)/#)
            #expect(found.compactMap { Int($0.1) } == [6, 5, 4, 3, 2, 1])
            #expect(answer.body.contains("Dziura &amp; &lt;dół&gt; numer 3"))
            let done = try await site.get("/demo/reports.\(format)?status=done&q=latarnia")
            #expect(done.body.matches(of: #/numer \d/#).map { String($0.output) } == ["numer 5"])
            #expect(done.body.contains("reports.\(format)?q=latarnia&amp;status=done"))
            let list = try await site.get("/demo/reports?status=done").page.markup
            #expect(list.contains("type=\"application/atom+xml\" href=\"/demo/reports.atom?status=done\""))
        }
    }

    @Test("The map of a town holds its outline, its land and its streets")
    func town() async throws {
        try await Self.with { site in
            let body = try await site.get("/demo/map.geojson").body
            for layer in ["boundary", "managedLand", "main", "side", "path", "railway", "water"] {
                #expect(body.contains("\"layer\":\"\(layer)\""), "\(layer)")
            }
            #expect(body.contains("[19.381,52.1]"))
        }
    }

    @Test(
        "Pictures of a map come from another server only where the settings name one and the town admits it",
        .clause("biale-blota/§7 b1"),
        arguments: [("demo", true, true), ("demo", false, false), ("biale-blota", true, false)]
    )
    func tiles(name: String, isSet: Bool, isAdmitted: Bool) async throws {
        let tiles = TileServer(template: "https://tiles.example/{z}/{x}/{y}.png", attribution: "© Somebody")
        try await TestSite.with(name, tiles: isSet ? tiles : nil) { site in
            let answer = try await site.get("/\(name)/reports")
            let policy = answer.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("img-src 'self' data: https://tiles.example;") == isAdmitted)
            #expect(answer.body.contains("tiles.example") == isAdmitted)
            let home = try await site.get("/\(name)").headers[.contentSecurityPolicy] ?? ""
            #expect(!home.contains("tiles.example"))
        }
    }

    @Test("A place on land of somebody else is told before sending, and can be sent", .clause("kielce/III.13"))
    func ground() async throws {
        try await TestSite.with("demo") { site in
            let browser = site.browser()
            let outside: KeyValuePairs = ["address": "", "hint": "tu", "latitude": "50.5", "longitude": "20,5"]
            let refused = try await browser.post("/demo/report/place", outside)
            #expect(refused.status == 422)
            let name = site.words()(site.town.profile.name)
            #expect(refused.page.text.contains("Ten punkt leży poza granicami: \(name)"))
            #expect(refused.page.markup.contains("value=\"20,5\"") && refused.page.markup.contains("value=\"tu\""))
            let inHole: KeyValuePairs = ["address": "ul. Lisia 9", "latitude": "52.11", "longitude": "19.31"]
            #expect(try await browser.post("/demo/report/place", inHole).location == "/demo/report/problem")
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
            let check = try await browser.get("/demo/report/check").page.text
            #expect(check.contains(site.words()("report.ground.notManaged.text")))
            #expect(try await browser.send().status == 303)
        }
    }
}

extension Coordinate {
    /// The point so many hundredths of a degree to the east.
    fileprivate func east(hundredths: Int) -> Coordinate? {
        Coordinate(latitude: latitude, longitude: longitude + Double(hundredths) / 100)
    }
}
