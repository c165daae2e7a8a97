import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// Four public reports and one that is not, asked for at the end of September 2026.
@Suite struct Open311ListTests {
    /// | number | received | category | now |
    /// |---|---|---|---|
    /// | 1 | 2 March | pothole | done on 1 July |
    /// | 2 | 25 June | pothole | accepted |
    /// | 3 | 1 August | bus-stop | in progress on 20 September |
    /// | 4 | 1 September | pothole | closed on 3 September |
    /// | 5 | 10 September | pothole | new |
    private static func with(_ body: @Sendable (Open311Site) async throws -> Void) async throws {
        try await Open311Site.with { site in
            let days = [(3, 2, "pothole"), (6, 25, "pothole"), (8, 1, "bus-stop"), (9, 1, "pothole")]
            for (month, day, category) in days {
                site.hall.clock.set(.utc(CivilDate(2026, month, day), 10))
                let fields: KeyValuePairs = ["service_code": category, "description": "x", "address_string": "y"]
                _ = try await site.publish(fields, text: text(month))
            }
            try await site.move(1, [.inProgress, .done], on: CivilDate(2026, 7, 1))
            try await site.move(3, [.inProgress], on: CivilDate(2026, 9, 20))
            try await site.move(4, [.closed], on: CivilDate(2026, 9, 3))
            site.hall.clock.set(.utc(CivilDate(2026, 9, 10), 10))
            _ = try await site.send()
            site.hall.clock.set(.utc(CivilDate(2026, 9, 30), 10))
            try await body(site)
        }
    }

    /// One degree further north each month.
    private static func text(_ month: Int) -> PublicText {
        let point = Coordinate(latitude: 50 + Double(month) / 100, longitude: 20.63)
        return PublicText(title: "x", description: "x", address: nil, point: point)
    }

    static let questions: [(query: String, found: [Int])] = [
        ("", [4, 3]), ("status=open", [3]), ("status=closed", [4]), ("status=open,closed", [4, 3]),
        ("status=OPEN", [3]), ("status=", [4, 3]), ("service_code=pothole", [4]), ("service_code=bus-stop", [3]),
        ("service_code=pothole, bus-stop", [4, 3]), ("service_code=volcano", []),
        ("start_date=2026-06-25T10:00:00Z", [4, 3, 2]), ("start_date=2026-06-25T10:00:01Z", [4, 3]),
        ("start_date=2026-06-25T12:00:00%2B02:00", [4, 3, 2]), ("start_date=2026-03-01", [1]),
        ("end_date=2026-08-31", [3, 2]), ("end_date=2026-03-02", [1]), ("end_date=2026-03-01", []),
        ("start_date=2026-06-25&end_date=2026-08-01", [3, 2]),
        ("start_date=2026-06-25T10:00:00Z&end_date=2026-08-01T09:59:59Z", [2]),
        ("start_date=2026-07-03&end_date=2026-10-01", [4, 3]),
        ("updated_after=2026-07-01T00:00:00Z", [3, 4, 1]), ("updated_after=2026-09-03", [3, 4]),
        ("updated_before=2026-07-01", [1, 2]), ("updated_after=2026-06-25&updated_before=2026-09-03", [4, 1, 2]),
        ("updated_after=2026-07-01T00:00:00Z&status=closed", [4, 1]),
        ("updated_after=2026-09-10&start_date=2026-07-15", [3]),
        ("page_size=1", [4]), ("page_size=1&page=2", [3]), ("page_size=1&page=3", []), ("page=1", [4, 3]),
        ("page_size=5000", [4, 3]), ("limit=1", [4]), ("max_requests=1", [4]), ("limit=1&offset=1", [3]),
        ("limit=1&page=2", [3]), ("start_date=2026-06-25&page_size=2&page=2", [2]),
        ("bbox=20,50.085,21,50.095", [4]), ("bbox=20,50,21,50.085", [3]), ("bbox=-180,-90,180,90", [4, 3]),
        ("lat=50.09&long=20.63&radius=100", [4]), ("lat=50.0899&long=20.63&radius=10", []),
        ("lat=50.085&long=20.63&radius=600", [4, 3]), ("lat=50.09&long=20.6321&radius=160", [4]),
        // In the box around the circle, and not in the circle.
        ("lat=50.0889&long=20.6317&radius=150", []),
        ("service_request_id=2026-1", [1]), ("service_request_id=2026-2,2026/1, 2026-9,x", [2, 1]),
        ("service_request_id=2026-1&status=rubbish&start_date=never", [1]),
        ("extensions=maybe", [4, 3]), ("unknown=1", [4, 3]),
    ]

    @Test("Every parameter finds exactly its reports, in both formats")
    func filters() async throws {
        try await Self.with { site in
            for (query, found) in Self.questions {
                let json = try await site.get("requests.json?\(query)")
                #expect(json.status == 200, "\(query): \(json.body)")
                #expect(try Open311Site.ids(json) == found.map { "2026-\($0)" }, "\(query)")
                let xml = try await site.get("requests.xml?\(query)")
                let ids = xml.body.matches(of: /<service_request_id>2026-(\d)</).compactMap { Int($0.1) }
                #expect(ids == found, "\(query)")
            }
        }
    }

    static let wrong: [(query: String, failures: [Text])] = [
        ("status=rubbish", [mistyped("status", "open, closed")]),
        ("status=open,rubbish", [mistyped("status", "open, closed")]),
        ("start_date=yesterday", [mistyped("start_date", "2026-04-27T08:15:00Z")]),
        ("start_date=2026-02-30", [mistyped("start_date", "2026-04-27T08:15:00Z")]),
        ("start_date=2026-07-01&end_date=2026-10-01", [Open311Fault.spanTooLong(days: 90).text]),
        ("page=0", [mistyped("page", "1, 2, …")]), ("page_size=-1", [mistyped("page_size", "1, 2, …")]),
        ("page_size=many", [mistyped("page_size", "1, 2, …")]), ("offset=-1", [mistyped("offset", "0, 1, …")]),
        ("bbox=1,2,3", [mistyped("bbox", "west,south,east,north")]),
        ("lat=91&long=20&radius=5", [mistyped("lat", "-90.0…90.0")]),
        (
            "status=x&page=x&end_date=x",
            [
                mistyped("status", "open, closed"), mistyped("end_date", "2026-04-27T08:15:00Z"),
                mistyped("page", "1, 2, …"),
            ]
        ),
        (
            "service_request_id=\(Array(repeating: "2026-1", count: 201).joined(separator: ","))",
            [Open311Fault.tooManyNumbers(limit: 200).text]
        ),
    ]

    private static func mistyped(_ field: String, _ expected: String) -> Text {
        RequestFailure.mistypedField(field, expected: expected).text
    }

    @Test("What cannot be read is told at once, parameter by parameter")
    func faults() async throws {
        try await Self.with { site in
            for (query, failures) in Self.wrong {
                let answer = try await site.get("requests.json?\(query)")
                #expect(answer.status == 400, "\(query.prefix(60)): \(answer.body)")
                let words = try Open311Site.list(answer).compactMap { $0["description"] as? String }
                #expect(Set(words) == Set(failures.map { site.words($0) }), "\(query.prefix(60))")
            }
        }
    }

    @Test("Nothing found is an empty list and no failure")
    func nothing() async throws {
        try await Open311Site.with { site in
            #expect(try await site.get("requests.json").facts == ["200", "application/json; charset=utf-8", "[]"])
            let xml = try await site.get("requests.xml")
            #expect(xml.body == "\(Open311Site.xmlHead)<service_requests></service_requests>\n")
        }
    }

    @Test("Categories for registered residents are in no list, and asking for them is refused", .clause("demo/§5.7"))
    func audience() async throws {
        try await Open311Site.with([try ProjectTown.named("demo")]) { site in
            let vehicle: KeyValuePairs = ["service_code": "vehicle", "description": "x", "address_string": "y"]
            _ = try await site.publish(vehicle)
            #expect(try await site.get("requests.json").body == "[]")
            #expect(try await site.get("requests.json?service_request_id=2026-1").body == "[]")
            #expect(try await site.get("servicerequestupdates.json").body == "[]")
            for path in ["requests.json?service_code=vehicle", "requests/2026-1.json", "tokens/2026-1.json"] {
                #expect(try await site.get(path).status == 403)
            }
        }
    }
}

extension Open311Site {
    /// Moves a report at noon of a day.
    func move(_ sequence: Int, _ statuses: [ReportStatus], on day: CivilDate) async throws {
        hall.clock.set(.utc(day, 12))
        for status in statuses {
            let decision = Decision(to: status, justification: "Bo tak.", solution: "Inaczej.")
            try await hall.decide(decision, about: ReportNumber(year: 2026, sequence: sequence), in: town)
        }
    }
}
