import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The officer's decision as a form sends it.
@Suite struct CaseMoveTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// How the report came to where it stands.
        let way: [ReportStatus]
        let fields: KeyValuePairs<String, String>
        /// Nil when the move is made.
        let fault: (field: String, failure: ReportFailure)?
        let end: ReportStatus

        var testDescription: String {
            "\(fields.first?.value ?? "") from \(way.last ?? .new): \(fault.map { "\($0.failure)" } ?? "made")"
        }
    }

    static let rows = [
        Row(
            way: [],
            fields: ["move": "accepted", "publicText": "Nie świeci latarnia.", "publicAddress": "ul. Zmyślona"],
            fault: nil,
            end: .accepted
        ),
        Row(
            way: [],
            fields: ["move": "accepted", "publicText": " "],
            fault: ("publicText", .fieldMissing("publicText")),
            end: .new
        ),
        Row(way: [], fields: ["move": ""], fault: ("move", .fieldMissing("move")), end: .new),
        Row(way: [], fields: ["move": "burnt"], fault: ("move", .fieldMissing("move")), end: .new),
        Row(way: [], fields: ["move": "done"], fault: ("", .moveNotAllowed(from: .new, to: .done)), end: .new),
        Row(
            way: [],
            fields: ["move": "rejected", "rejection": ""],
            fault: ("rejection", .rejectionReasonMissing),
            end: .new
        ),
        Row(
            way: [],
            fields: ["move": "rejected", "rejection": "spam"],
            fault: ("rejection", .rejectionReasonUnknown(.spam)),
            end: .new
        ),
        Row(way: [], fields: ["move": "rejected", "rejection": "outOfScope"], fault: nil, end: .rejected),
        Row(
            way: [.accepted],
            fields: ["move": "inProgress", "justification": ""],
            fault: ("justification", .justificationMissing(to: .inProgress, Clause("III.23"))),
            end: .accepted
        ),
        Row(
            way: [.accepted],
            fields: ["move": "inProgress", "justification": "Zaczynamy."],
            fault: nil,
            end: .inProgress
        ),
        Row(
            way: [.accepted],
            fields: ["move": "closed", "justification": "Nie da się.", "solution": ""],
            fault: ("solution", .solutionMissing(to: .closed, Clause("III.25"))),
            end: .accepted
        ),
        Row(
            way: [.accepted],
            fields: ["move": "closed", "justification": "Nie da się.", "solution": "Inaczej."],
            fault: nil,
            end: .closed
        ),
        Row(
            way: [.accepted, .inProgress],
            fields: ["move": "done", "justification": "", "solution": "x"],
            fault: ("justification", .justificationMissing(to: .done, Clause("III.24"))),
            end: .inProgress
        ),
        Row(
            way: [.accepted, .inProgress],
            fields: ["move": "done", "justification": "Gotowe."],
            fault: nil,
            end: .done
        ),
    ]

    private static func site(_ way: [ReportStatus], _ body: @Sendable (TestSite, Browser) async throws -> Void)
        async throws
    {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            for status in way {
                try await site.hall.decide(Decision(to: status, justification: "x"), about: number, in: site.town)
            }
            try await body(site, try await site.officer())
        }
    }

    private static let path = "/kielce/office/reports/2026-1"

    @Test(
        "A move is made when it has what its clause demands; else the page says what is missing and keeps the rest",
        .clause("kielce/III.22", "kielce/III.23", "kielce/III.24", "kielce/III.25"),
        arguments: rows
    )
    func moving(row: Row) async throws {
        try await Self.site(row.way) { site, browser in
            // Acceptance publishes, which is a line of its own.
            let seen = row.way.count + 1 + (row.way.contains(.accepted) ? 1 : 0)
            let offered = try await browser.get(Self.path).page.value("seen")
            #expect(offered == "\(seen)")
            let answer = try await browser.post(
                Self.path,
                row.fields.map { (name: $0.key, value: $0.value) } + [(name: "seen", value: "\(seen)")]
            )
            let report = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
                .report
            #expect(report.status == row.end)
            guard let fault = row.fault else {
                #expect(answer.location == Self.path)
                return
            }
            #expect(answer.status == (fault.failure.kind == .conflict ? 409 : 422))
            #expect(answer.page.title.hasPrefix("Błąd: "))
            let words = site.words()(fault.failure.text)
            #expect(answer.page.faults == [PageReader.Fault(field: fault.field, words: words)])
            if !fault.field.isEmpty {
                #expect(answer.page.fault(at: fault.field) == words)
                #expect(answer.page.markup.contains("id=\"\(fault.field)\""))
            }
            for (name, value) in row.fields where name == "justification" { #expect(answer.page.value(name) == value) }
        }
    }

    @Test("The page offers the moves of the rules and no others")
    func offers() async throws {
        for (way, moves) in [
            ([], ["accepted", "rejected"]), ([.accepted], ["inProgress", "closed"]),
            ([.accepted, .inProgress], ["done", "closed"]),
        ] as [([ReportStatus], [String])] {
            try await Self.site(way) { _, browser in
                let markup = try await browser.get(Self.path).page.markup
                let values = markup.matches(of: #/type="radio" [^>]*name="move" value="(\w+)"/#).map { String($0.1) }
                #expect(values == moves)
            }
        }
    }

    @Test("What the office releases is what everybody reads")
    func publishing() async throws {
        try await Self.site([]) { site, browser in
            _ = try await browser.post(
                Self.path,
                [
                    "move": "accepted", "publicText": "Lampa przy szkole.\r\nOd dawna.", "publicAddress": "ul. Szkolna",
                    "seen": "1",
                ]
            )
            let entry = try await site.hall.browseReports(
                ReportNumber(year: 2026, sequence: 1),
                for: .everyone,
                in: site.town
            )
            let expected = PublicText(
                title: "Lampa przy szkole",
                description: "Lampa przy szkole.\nOd dawna.",
                address: "ul. Szkolna",
                point: Coordinate(latitude: 50.87033, longitude: 20.62752)
            )
            #expect(entry.text == expected)
        }
    }

    @Test("A page that is out of date decides nothing and keeps what was typed", arguments: ["1", "", "x", "99"])
    func stale(seen: String) async throws {
        try await Self.site([.accepted]) { site, browser in
            let answer = try await browser.post(
                Self.path,
                ["move": "inProgress", "justification": "Zaczynamy.", "seen": seen]
            )
            #expect(answer.status == 409)
            let words = site.words()(ReportFailure.movedMeanwhile.text)
            #expect(answer.page.faults == [PageReader.Fault(field: "", words: words)])
            #expect(answer.page.value("justification") == "Zaczynamy.")
            #expect(answer.page.ticked("move") == ["inProgress"])
            // The page is up to date now: sending it again works.
            #expect(answer.page.value("seen") == "3")
            let news = answer.page.markup.split(separator: "id=\"meanwhile\"")
            #expect((news.count == 2) == (seen == "1"))
            if seen == "1" { #expect(news[1].contains(site.words()("report.status.accepted"))) }
        }
    }

    @Test("A decision typed when the session ended comes back after signing in again, and is not made by itself")
    func sessionEnded() async throws {
        try await Self.site([.accepted]) { site, browser in
            site.hall.clock.advance(.hours(1))
            let fields: KeyValuePairs<String, String> = [
                "move": "inProgress", "justification": "Zaczynamy & \"kończymy\".", "seen": "3",
            ]
            let door = try await browser.post(Self.path, fields)
            #expect(door.status == 401)
            #expect(door.page.value("justification") == "Zaczynamy & \"kończymy\".")
            var again: [(name: String, value: String)] = [
                ("login", "jagoda@urzad.example"), ("password", "nie-to"), ("case", "2026-1"),
            ]
            for (name, value) in fields { again.append((name: name, value: value)) }
            let wrong = try await browser.post("/kielce/office/sign-in", again)
            #expect(wrong.status == 422)
            #expect(wrong.page.value("justification") == "Zaczynamy & \"kończymy\".")
            again[1].value = TestSite.officerPassword
            let back = try await browser.post("/kielce/office/sign-in", again)
            #expect(back.status == 200)
            #expect(back.page.value("justification") == "Zaczynamy & \"kończymy\".")
            #expect(back.page.ticked("move") == ["inProgress"])
            let number = ReportNumber(year: 2026, sequence: 1)
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.status == .accepted)
            #expect(try await browser.post(Self.path, fields).location == Self.path)
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.status == .inProgress)
        }
    }
}
