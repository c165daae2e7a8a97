import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct Open311FailureTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let caller: Open311Site.Caller
        let fields: KeyValuePairs<String, String>
        let status: Int
        let failures: [Text]

        var testDescription: String { name }
    }

    static let wrong = [
        Wrong(
            name: "no key",
            caller: .nobody,
            fields: Open311Site.pothole,
            status: 403,
            failures: [AccountFailure.keyMissing.text]
        ),
        Wrong(
            name: "an unknown key",
            caller: .forger,
            fields: Open311Site.pothole,
            status: 403,
            failures: [AccountFailure.keyUnknown.text]
        ),
        Wrong(
            name: "a key for other things",
            caller: .vendor,
            fields: Open311Site.pothole,
            status: 403,
            failures: [AccountFailure.scopeMissing(.submitReports).text]
        ),
        Wrong(
            name: "nothing",
            caller: .sender,
            fields: [:],
            status: 400,
            failures: [
                ReportFailure.fieldMissing("category").text, ReportFailure.fieldMissing("description").text,
                ReportFailure.placeMissing.text,
            ]
        ),
        Wrong(
            name: "an unknown service and a wrong address",
            caller: .sender,
            fields: ["service_code": "volcano", "description": "x", "lat": "50.85", "long": "20.65", "email": "ida"],
            status: 400,
            failures: [ReportFailure.categoryUnknown.text, EmailAddressFailure.wrongForm.text]
        ),
        Wrong(
            name: "a zero character",
            caller: .sender,
            fields: ["service_code": "pothole", "description": "a\0b", "address_string": "x"],
            status: 400,
            failures: [RequestFailure.zeroCharacter(field: "description").text]
        ),
        Wrong(
            name: "a photo as a text",
            caller: .sender,
            fields: [
                "service_code": "pothole", "description": "x", "address_string": "y", "media": "/9j/2wBDAA0JCgsK",
            ],
            status: 400,
            failures: [Open311Fault.mediaNotFile.text]
        ),
    ]

    @Test("What is wrong is listed with its code, in both formats", arguments: wrong, ["json", "xml"])
    func faults(row: Wrong, format: String) async throws {
        try await Open311Site.with { site in
            let answer = try await site.post(row.fields, to: "requests.\(format)", by: row.caller)
            let words = row.failures.map { site.words($0) }
            let expected: String
            if format == "json" {
                let items = words.map { "{\"code\":\"\(row.status)\",\"description\":\"\($0)\"}" }
                expected = "[\(items.joined(separator: ","))]"
            } else {
                let items = words.map { "<error><code>\(row.status)</code><description>\($0)</description></error>" }
                expected = "\(Open311Site.xmlHead)<errors>\(items.joined())</errors>\n"
            }
            let type = format == "json" ? "application/json; charset=utf-8" : "text/xml; charset=utf-8"
            #expect(answer.facts == ["\(row.status)", type, expected])
        }
    }

    @Test(
        "What is not there is 404 in the format that was asked for, else in XML",
        arguments: [
            ("requests/2026-9.json", "application/json"), ("requests/2026-9.xml", "text/xml"),
            ("requests/2026-9", "text/xml"), ("requests/x.json", "application/json"),
            ("requests/2026-9.csv", "text/xml"), ("tokens/2026-9.json", "application/json"),
            ("tokens/x", "text/xml"), ("services", "text/xml"), ("discovery", "text/xml"),
            ("nothing.json", "application/json"), ("", "text/xml"),
        ]
    )
    func notFound(path: String, type: String) async throws {
        try await Open311Site.with { site in
            for base in [site.base, "/open311/v2"] {
                let isNamed = path.hasPrefix("requests/") || path.hasPrefix("tokens/")
                let query = base == "/open311/v2" && isNamed ? "?jurisdiction_id=kielce" : ""
                let answer = try await site.site.get("\(base)/\(path)\(query)")
                #expect(answer.status == 404)
                #expect(answer.headers[.contentType] == "\(type); charset=utf-8")
                #expect(answer.body.contains("404"))
            }
        }
    }

    @Test(
        "A wrong method is 405 and says which are right",
        arguments: [
            (HTTPRequest.Method.delete, "requests.json", "GET, HEAD, OPTIONS, POST"),
            (.put, "servicerequestupdates.json", "GET, HEAD, OPTIONS, POST"),
            (.post, "services.json", "GET, HEAD, OPTIONS"), (.post, "requests/2026-1.json", "GET, HEAD, OPTIONS"),
        ]
    )
    func wrongMethod(method: HTTPRequest.Method, path: String, allowed: String) async throws {
        try await Open311Site.with { site in
            for base in [site.base, "/open311/v2"] {
                let answer = try await site.site.request(method, "\(base)/\(path)")
                #expect([answer.headers[.allow], "\(answer.status)"] == [allowed, "405"])
                #expect(answer.body.hasPrefix("[{\"code\":\"405\",\"description\":"))
            }
        }
    }

    @Test(
        "A town without reports has nothing of it",
        arguments: ["services.json", "requests.json", "requests/2026-1.json", "discovery.json"]
    )
    func moduleOff(path: String) async throws {
        try await TestSite.with("kremenchuk") { site in
            let answer = try await site.get("/kremenchuk/open311/v2/\(path)")
            #expect(answer.status == 404)
        }
    }

    @Test("A body that is no form, too large or no text is refused with 400")
    func badBodies() async throws {
        try await Open311Site.with { site in
            let start = Array("api_key=\(site.keys[.sender] ?? "")&description=".utf8)
            let huge = start + Array(repeating: UInt8(ascii: "x"), count: 70_000)
            let many = Array(Array(repeating: "a=b", count: 300).joined(separator: "&").utf8)
            let bodies: [[UInt8]] = [huge, many, Array("description=%FF".utf8), Array("description=%".utf8), [0xFF]]
            for body in bodies {
                let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
                let answer = try await site.site.request(.post, "\(site.base)/requests.json", headers, body: body)
                #expect(answer.status == 400)
                #expect(answer.body.hasPrefix("[{\"code\":\"400\""))
            }
            let cut: HTTPFields = [.contentType: "multipart/form-data; boundary=x"]
            let answer = try await site.site.request(.post, "\(site.base)/requests.json", cut, body: start)
            #expect(answer.status == 400)
        }
    }

    @Test(
        "A body that does not say to be a form is refused",
        arguments: ["requests.json", "servicerequestupdates.xml"]
    )
    func otherType(path: String) async throws {
        try await Open311Site.with { site in
            let headers: HTTPFields = [.contentType: "application/json"]
            let answer = try await site.site.request(.post, "\(site.base)/\(path)", headers, body: Array("{}".utf8))
            #expect([answer.headers[.accept], "\(answer.status)"] == ["application/x-www-form-urlencoded", "415"])
            #expect(answer.body.contains("415"))
        }
    }

    @Test("A key that has used up its limit is told when to come again, in the format it asked for")
    func limits() async throws {
        try await Open311Site.with { site in
            let key = try await site.hall.apiKeys.create(
                name: "x",
                role: .reporter,
                limit: RequestLimit(perMinute: 2),
                by: .test,
                in: site.town.id,
                at: site.hall.now
            ).text
            var statuses: [Int] = []
            for _ in 0..<3 {
                let answer = try await site.get("requests.json?api_key=\(key)")
                statuses.append(answer.status)
                if answer.status == 429 {
                    #expect(answer.headers[.retryAfter] == "30")
                    #expect(answer.body.hasPrefix("[{\"code\":\"429\""))
                }
            }
            #expect(statuses == [200, 200, 429])
        }
    }
}
