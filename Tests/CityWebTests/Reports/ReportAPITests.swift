import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct ReportAPITests {
    private static let path = "/kielce/api/v1/reports"

    private static let body = """
        {"category": "pothole", "description": "Dziura.", "address": "ul. Zmyślona 21", "hint": "przy słupie", \
        "latitude": 50.85, "longitude": 20.6, "name": "Ida Zmyślona", "email": "ida@poczta.example", \
        "phone": "600 123 456", "language": "uk"}
        """

    /// A site with a key of each role; the body gets them.
    private static func site(_ body: @Sendable (TestSite, String, String) async throws -> Void) async throws {
        try await TestSite.with("kielce") { site in
            let keys = site.hall.apiKeys
            let now = site.hall.now
            let reporter = try await keys.create(name: "App", role: .reporter, by: .test, in: site.town.id, at: now)
            let office = try await keys.create(name: "Office", role: .operator, by: .test, in: site.town.id, at: now)
            try await body(site, reporter.text, office.text)
        }
    }

    private static func submit(
        _ site: TestSite,
        _ key: String?,
        _ body: String = body,
        clientKey: String? = nil,
        type: String = "application/json"
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: type]
        headers[.authorization] = key.map { "Bearer \($0)" }
        headers[.idempotencyKey] = clientKey
        return try await site.request(.post, path, headers, body: Array(body.utf8))
    }

    /// The code of an error and the fields it blames.
    private static func error(_ answer: Answer) throws -> [String] {
        struct Body: Decodable {
            let type: String
            let title: String
            let status: Int
            let detail: String
            let code: String
            let requestId: String
            let errors: [Field]?

            struct Field: Decodable {
                let field: String
                let detail: String
            }
        }
        let error = try JSONDecoder().decode(Body.self, from: Data(answer.body.utf8))
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.headers[.requestID] == error.requestId)
        #expect([error.type, "\(error.status)"] == ["urn:ratusz:problem:\(error.code)", "\(answer.status)"])
        #expect(!error.title.isEmpty && !error.detail.isEmpty)
        return ["\(answer.status)", error.code] + (error.errors ?? []).map(\.field)
    }

    @Test("A report goes in once: a repetition gets the same answer, another body under the same name 422")
    func submitting() async throws {
        try await Self.site { site, key, _ in
            let first = try await Self.submit(site, key, clientKey: "k1")
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            let secret = try #require(first.body.firstMatch(of: #/"secret":"([0-9a-z-]{34})"/#)).1
            let receipt = """
                {"link":"http://localhost/kielce/z/2026-1/\(secret)","number":"2026/1",\
                "receivedAt":"2026-04-27T08:15:00Z","secret":"\(secret)"}
                """
            #expect(first.facts == ["201", "application/json; charset=utf-8", receipt])
            let again = try await Self.submit(site, key, clientKey: "k1")
            #expect(again.facts == first.facts)
            let other = try await Self.submit(site, key, Self.body.replacing("Dziura", with: "Dół"), clientKey: "k1")
            #expect(try Self.error(other) == ["422", "invalid", "Idempotency-Key"])
            #expect(open.content.description == "Dziura.")
            #expect(open.content.place.point == Coordinate(latitude: 50.85, longitude: 20.6))
            #expect([open.contact.name?.text, open.contact.email?.text] == ["Ida Zmyślona", "ida@poczta.example"])
            #expect(open.language == .ukrainian)
            #expect(try await site.get("/kielce/z/2026-1/\(secret)").status == 200)
        }
    }

    @Test("Without a client key every submission is a report")
    func noClientKey() async throws {
        try await Self.site { site, key, _ in
            let statuses = [try await Self.submit(site, key).status, try await Self.submit(site, key).status]
            #expect(statuses == [201, 201])
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let body: String
        var clientKey: String?
        var type = "application/json"
        let error: [String]

        var testDescription: String { name }
    }

    static let wrongBodies = [
        Wrong(name: "nothing", body: "", error: ["400", "invalid"]),
        Wrong(name: "no JSON", body: "{", error: ["400", "invalid"]),
        Wrong(name: "a list", body: "[]", error: ["400", "invalid"]),
        Wrong(name: "a text", body: "\"x\"", error: ["400", "invalid"]),
        Wrong(name: "null", body: "null", error: ["400", "invalid"]),
        Wrong(name: "two objects", body: "{}{}", error: ["400", "invalid"]),
        Wrong(
            name: "deep nesting",
            body: "{\"category\": " + String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000)
                + "}",
            error: ["400", "invalid"]
        ),
        Wrong(name: "empty", body: "{}", error: ["422", "invalid", "category", "description", "address"]),
        Wrong(name: "an unknown field", body: #"{"categroy": "pothole"}"#, error: ["422", "invalid", "categroy"]),
        Wrong(
            name: "mistyped fields",
            body: #"{"category": 1, "latitude": "50", "declaresAge": "yes", "name": {}, "email": [], "phone": true}"#,
            error: ["422", "invalid", "category", "latitude", "name", "email", "phone", "declaresAge"]
        ),
        Wrong(
            name: "a zero byte",
            body: #"{"category": "pothole", "description": "a\u0000b", "address": "y"}"#,
            error: ["422", "invalid", "description"]
        ),
        Wrong(
            name: "a language nobody speaks here",
            body: #"{"category": "pothole", "description": "x", "address": "y", "language": "ua"}"#,
            error: ["422", "invalid", "language"]
        ),
        Wrong(
            name: "a language without a name",
            body: #"{"category": "pothole", "description": "x", "address": "y", "language": ""}"#,
            error: ["422", "invalid", "language"]
        ),
        Wrong(
            name: "nulls",
            body: #"{"category": "pothole", "description": "x", "address": null, "latitude": null, "name": null}"#,
            error: ["422", "invalid", "address"]
        ),
        Wrong(
            name: "an unknown category and half a point",
            body: #"{"category": "volcano", "description": "x", "latitude": 1}"#,
            error: ["422", "invalid", "category", "point"]
        ),
        Wrong(
            name: "wrong contact data",
            body:
                #"{"category": "pothole", "description": "x", "address": "y", "email": "z", "phone": "1", "name": "<"}"#,
            error: ["422", "invalid", "email", "name", "phone"]
        ),
        Wrong(
            name: "too long",
            body: #"{"category": "pothole", "address": "y", "description": ""# + String(repeating: "x", count: 4_001)
                + "\"}",
            error: ["422", "invalid", "description"]
        ),
        Wrong(
            name: "huge",
            body: "{\"description\": \"" + String(repeating: "x", count: 70_000) + "\"}",
            error: ["413", "too_large"]
        ),
        Wrong(
            name: "a client key with a space",
            body: body,
            clientKey: "a b",
            error: ["422", "invalid", "Idempotency-Key"]
        ),
        Wrong(
            name: "a client key that is too long",
            body: body,
            clientKey: String(repeating: "k", count: 101),
            error: ["422", "invalid", "Idempotency-Key"]
        ),
        Wrong(
            name: "a form",
            body: "category=pothole",
            type: "application/x-www-form-urlencoded",
            error: ["415", "wrong_media_type"]
        ),
        Wrong(name: "plain text", body: body, type: "text/plain", error: ["415", "wrong_media_type"]),
        Wrong(
            name: "a type that begins the same",
            body: body,
            type: "application/jsonx",
            error: ["415", "wrong_media_type"]
        ),
    ]

    @Test("What cannot be taken is said by field, and nothing is stored", arguments: wrongBodies)
    func wrong(row: Wrong) async throws {
        try await Self.site { site, key, _ in
            let answer = try await Self.submit(site, key, row.body, clientKey: row.clientKey, type: row.type)
            #expect(try Self.error(answer) == row.error)
            let counts = try await site.hall.inbox.counts(on: CivilDate(2026, 4, 27), in: site.town)
            #expect(counts[.open] == 0)
        }
    }

    @Test("Bytes that are no UTF-8 are refused", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) async throws {
        try await Self.site { site, key, _ in
            let body = Array("{\"category\": \"".utf8) + bytes + Array("\"}".utf8)
            let headers: HTTPFields = [.contentType: "application/json", .authorization: "Bearer \(key)"]
            let answer = try await site.request(.post, Self.path, headers, body: body)
            #expect(try Self.error(answer) == ["400", "invalid"])
        }
    }

    @Test(
        "A key is needed, and it must be one of this town",
        arguments: [nil, "", "wrong", String(repeating: "0", count: 52)] as [String?]
    )
    func keys(key: String?) async throws {
        try await Self.site { site, _, _ in
            #expect(try Self.error(try await Self.submit(site, key)) == ["401", "unauthenticated"])
            guard let key, !key.isEmpty else { return }
            let answer = try await site.get("\(Self.path)/2026-1", [.authorization: "Bearer \(key)"])
            #expect(try Self.error(answer) == ["401", "unauthenticated"])
        }
    }

    @Test("The key of one town is nothing in another")
    func otherTown() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let other = site.hall.towns[1].id
            let key = try await site.hall.apiKeys.create(
                name: "x",
                role: .operator,
                by: .test,
                in: other,
                at: site.hall.now
            ).text
            #expect(try Self.error(try await Self.submit(site, key)) == ["401", "unauthenticated"])
        }
    }

    @Test("Before approval a report opens for the key that sent it and for the office, and for nobody else")
    func reading() async throws {
        try await Self.site { site, key, office in
            _ = try await Self.submit(site, key)
            let stranger = try await site.hall.apiKeys.create(
                name: "Other",
                role: .reporter,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            ).text
            var statuses: [Int] = []
            for typed in [key, office, stranger, nil] {
                let headers: HTTPFields = typed.map { [.authorization: "Bearer \($0)"] } ?? [:]
                statuses.append(try await site.get("\(Self.path)/2026-1", headers).status)
            }
            #expect(statuses == [200, 200, 404, 404])
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            #expect(try await site.get("\(Self.path)/2026-1").status == 200)
            for number in ["2026-9", "x", "2026%2F1"] {
                let answer = try await site.get("\(Self.path)/\(number)", [.authorization: "Bearer \(office)"])
                #expect(try number == "2026%2F1" ? answer.status == 200 : Self.error(answer) == ["404", "not_found"])
            }
        }
    }

    @Test("A program reads the report's course and terms, never who reported it")
    func whole() async throws {
        try await Self.site { site, key, _ in
            _ = try await Self.submit(site, key)
            let number = ReportNumber(year: 2026, sequence: 1)
            let headers: HTTPFields = [.authorization: "Bearer \(key)"]
            let before = try await site.get("\(Self.path)/2026-1", headers)
            let terms = """
                {"clause":"III.20","due":"2026-04-30","name":"verify","startedOn":"2026-04-27","within":"3 working days"}
                """
            #expect(
                before.body == """
                    {"address":"ul. Zmyślona 21","category":"pothole","deadlines":[\(terms)],"description":"Dziura.",\
                    "history":[{"act":"received","at":"2026-04-27T08:15:00Z","status":"new"}],"isPublished":false,"kind":"issue",\
                    "latitude":50.85,"longitude":20.6,"number":"2026/1","persons":1,"photos":[],\
                    "receivedAt":"2026-04-27T08:15:00Z","status":"new","submitted":{"address":"ul. Zmyślona 21","description":"Dziura.","hint":"przy słupie",\
                    "latitude":50.85,"longitude":20.6},"unit":"roads","version":1}
                    """
            )
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let closing = Decision(to: .closed, justification: "Nie nasza.", solution: "Do sieci.")
            try await site.hall.decide(closing, about: number, in: site.town)
            let after = try await site.get("\(Self.path)/2026-1").body
            #expect(after.contains(#""description":"Przy przejściu nie świeci latarnia.""#))
            #expect(
                after.contains(
                    #"{"act":"closed","answer":"Nie nasza.","at":"2026-04-27T08:15:00Z","solution":"Do sieci.","status":"closed"}"#
                )
            )
            #expect(after.contains(#""endedOn":"2026-04-27""#))
            for trace in ["Ida", "ida@", "600 123", "600123"] {
                for body in [before.body, after] { #expect(!body.contains(trace), "\(trace)") }
            }
            // What the reporter wrote is the office's and the sender's to read.
            for trace in ["słupie", "Dziura", "submitted"] { #expect(!after.contains(trace), "\(trace)") }
        }
    }

    @Test("What a program must know of a town is there without a key")
    func town() async throws {
        try await TestSite.with("suprasl") { site in
            let answer = try await site.get("/suprasl/api/v1", [.acceptLanguage: "en"])
            #expect(answer.status == 200)
            for part in [#""minimumAge":13,"#, #""name":"Supraśl","photos":{"max":3},"#] {
                #expect(answer.body.contains(part))
            }
            #expect(answer.body.contains(#""terms":"2025-01""#))
            #expect(answer.body.contains(#"{"group":"Roads and pavements","id":"pothole","kind":"issue","name":"#))
        }
    }

    @Test("A town without reports answers so", arguments: [HTTPRequest.Method.get, .post])
    func moduleOff(method: HTTPRequest.Method) async throws {
        try await TestSite.with("kremenchuk") { site in
            let path = method == .get ? "/reports/2026-1" : "/reports"
            let answer = try await site.request(method, "/kremenchuk/api/v1\(path)")
            #expect(try Self.error(answer) == ["404", "not_found"])
        }
    }

    @Test(
        "A path that is not there answers in JSON too",
        arguments: ["/kielce/api", "/kielce/api/v2", "/kielce/api/v1/x"]
    )
    func unknownPath(path: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get(path)
            #expect(try Self.error(answer) == ["404", "not_found"])
        }
    }
}
