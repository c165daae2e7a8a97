import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct StatisticsPageTests {
    /// Counts of invented reports of two months, and one report of this month that is really there.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            _ = try await hall.submit(in: town)
            try await hall.statistics.add(reports(of: town), in: town.id)
            try await body(site)
        }
    }

    private static func reports(of town: Municipality) -> [CountedReport] {
        let place = town.boundary?.rings.first?.first
        let districts = (town.districts?.all ?? []).map(\.id)
        func reports(_ count: Int, _ category: Int, on day: CivilDate, _ end: Int?, _ ground: StatisticGround? = nil)
            -> [CountedReport]
        {
            (0..<count).map { index in
                let ended = end.map { day + $0 + index % 5 }
                return CountedReport(
                    category: town.categories[category].id,
                    unit: town.categories[category].unit,
                    kind: town.categories[category].kind,
                    status: ground != nil ? .rejected : end == nil ? .accepted : .done,
                    receivedOn: day,
                    endedOn: ended,
                    ground: ground,
                    area: ground == nil ? place.map(StatisticArea.square) : nil,
                    district: ground == nil ? (index % 3 == 0 ? .elsewhere : .within(districts[category])) : nil,
                    deadlines: [
                        ReportDeadline(
                            name: .verify,
                            startedOn: day,
                            within: .workingDays(3),
                            due: day + 6,
                            revision: 1,
                            endsAt: [.done],
                            clause: Clause("x"),
                            endedOn: ended
                        )
                    ]
                )
            }
        }
        let (january, march) = (CivilDate(2026, 1, 12), CivilDate(2026, 3, 2))
        return reports(30, 0, on: january, 4) + reports(12, 1, on: march, 3) + reports(3, 2, on: march, nil)
            + reports(8, 0, on: march, 1, .rejected(.duplicate)) + reports(2, 1, on: march, 2, .rejected(.spam))
    }

    @Test("Everybody sees figures of whole months, without small groups", arguments: Language.allCases)
    func publicPage(language: Language) async throws {
        try await Self.with { site in
            let answer = try await site.get("/demo/statistics?lang=\(language.rawValue)")
            let (page, words) = (answer.page.text, site.words(language))
            #expect(answer.status == 200 && page.contains(words("statistics.title")))
            #expect(page.contains("55"), "this month, with one more, is not over")
            #expect(answer.body.contains(#"href="/demo/statistics.csv?year=2026""#))
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-statistics-\(language.rawValue)")
        }
    }

    @Test(
        "A number is told with two digits that say something",
        arguments: [
            (0, "0", "0"), (0.004, "0.00", "0,00"), (0.07, "0.07", "0,07"), (0.994, "0.99", "0,99"),
            (0.995, "1.0", "1,0"), (1.44, "1.4", "1,4"), (9.94, "9.9", "9,9"), (9.95, "10", "10"),
            (1_234, "1 234", "1 234"),
        ]
    )
    func decimals(number: Double, english: String, polish: String) async throws {
        try await TestSite.with("demo") { site in
            #expect(site.words(.english).decimal(number).replacing("\u{A0}", with: " ") == english)
            #expect(site.words(.polish).decimal(number).replacing("\u{A0}", with: " ") == polish)
        }
    }

    @Test("A small group and the next one are hidden on the page, in the file and for programs alike")
    func small() async throws {
        try await Self.with { site in
            let third = site.town.categories[2]
            let name = site.words()(third.name)
            let file = try await site.get("/demo/statistics.csv?year=2026")
            let lines = file.body.split(whereSeparator: \.isNewline).map(String.init)
            #expect(file.headers[.contentType] == ExportFormat.csv.mediaType)
            #expect(lines.contains { $0.contains(name) && $0.hasSuffix("hidden") })
            let api = try await site.get("/demo/api/v1/statistics")
            #expect(api.status == 200 && api.body.contains(#""received":55"#))
            #expect(api.body.contains("\"id\":\"\(third.id)\",\"label\":\"\(name)\"}"), "no count: \(api.body)")
            // Two rejections for spam, eight as duplicates: both together are known.
            #expect(!api.body.contains(#""received":2}"#) && !api.body.contains(#""received":8}"#))
        }
    }

    @Test(
        "A year that is none is refused, and one without figures is not there",
        arguments: [("x", 422), ("20266", 422), ("1999", 404), ("2027", 404)]
    )
    func wrongYear(year: String, status: Int) async throws {
        try await Self.with { site in
            for path in ["statistics", "statistics.csv", "api/v1/statistics"] {
                let answer = try await site.get("/demo/\(path)?year=\(year)")
                #expect(answer.status == status, "\(path)")
            }
        }
    }

    @Test("Before the first whole month there is nothing to tell, and the page says so")
    func nothing() async throws {
        try await TestSite.with("demo") { site in
            let page = try await site.get("/demo/statistics")
            #expect(page.status == 200 && page.page.text.contains(site.words()("statistics.none.public")))
            for path in ["statistics.csv", "api/v1/statistics"] {
                let answer = try await site.get("/demo/\(path)")
                #expect(answer.status == 404, "\(path)")
            }
        }
    }

    @Test("The office sees every count, this month included", arguments: Language.allCases)
    func officePage(language: Language) async throws {
        try await Self.with { site in
            let officer = try await site.officer()
            let answer = try await officer.get("/demo/office/statistics?lang=\(language.rawValue)")
            #expect(answer.status == 200 && answer.page.text.contains("56"))
            #expect(!answer.page.text.contains(site.words(language)("statistics.hidden")))
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-office-statistics-\(language.rawValue)")
        }
    }

    @Test("The questions narrow the figures, the file and the paper")
    func narrowed() async throws {
        try await Self.with { site in
            let officer = try await site.officer()
            let category = site.town.categories[1]
            let query = "?period=2026&category=\(category.id)"
            let page = try await officer.get("/demo/office/statistics\(query)")
            #expect(page.body.contains(#"<option value="\#(category.id)" selected="">"#))
            #expect(page.body.contains("/demo/office/statistics/file\(query.replacing("&", with: "&amp;"))"))
            let file = try await officer.get("/demo/office/statistics/file\(query)")
            #expect(file.body.split(whereSeparator: \.isNewline).first == "from,to,table,item,figure,value")
            #expect(file.body.contains(",14\r\n") && !file.body.contains(",30\r\n"))
            let paper = try await officer.get("/demo/office/statistics/paper\(query)")
            #expect(paper.headers[.contentType] == "application/pdf")
            #expect(paper.body.contains("\(site.words()(category.name)) | 14"))
        }
    }

    @Test("Somebody of a unit is told of the reports of that unit alone")
    func reach() async throws {
        try await Self.with { site in
            let units = site.town.categories.map(\.unit)
            let other = try #require(site.town.units.first { $0.id != units[0] })
            _ = try await site.hall.hire(
                "ula@urzad.example",
                [StaffGrant(.unitHead, unit: other.id)],
                in: site.town
            )
            let browser = site.browser()
            _ = try await browser.signIn(at: site.town, login: "ula@urzad.example")
            let file = try await browser.get("/demo/office/statistics/file?period=all")
            #expect(file.status == 200)
            let names = site.town.categories.filter { $0.unit == units[0] }.map { site.words()($0.name) }
            for name in names { #expect(!file.body.contains(",\(name),"), "\(name)") }
            let page = try await browser.get("/demo/office/statistics?period=all")
            #expect(page.page.text.contains(site.words()("statistics.lead.reach")))
        }
    }

    @Test("A name that a spreadsheet would take for a formula is none in the file")
    func formula() async throws {
        let town = try ProjectTown.named(
            "demo",
            ProjectTown.Change("categories.json5", "Dziura w jezdni", "=1+1")
        )
        try await TestSite.with([town]) { site in
            _ = try await site.hall.submit(in: site.town)
            let officer = try await site.officer()
            let file = try await officer.get("/demo/office/statistics/file")
            #expect(file.body.contains(",'=1+1,"))
        }
    }

    @Test("Charts say in words what they show, and bring no style of their own")
    func charts() async throws {
        try await Self.with { site in
            let officer = try await site.officer()
            let body = try await officer.get("/demo/office/statistics").body
            let charts = body.matches(of: /<svg class="chart[^>]*role="img"[^>]*aria-labelledby="([^"]+)"/)
            #expect(charts.count >= 5)
            for chart in charts {
                for id in chart.1.split(separator: " ") { #expect(body.contains("id=\"\(id)\"")) }
            }
            #expect(!body.contains("style="))
        }
    }
}
