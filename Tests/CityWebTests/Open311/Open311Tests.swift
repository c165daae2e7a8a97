import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct Open311Tests {
    private static let base = "/kielce/open311/v2"
    private static let xmlHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    /// A site with two keys that may submit, and one of the office.
    private static func site(_ body: @Sendable (TestSite, [String]) async throws -> Void) async throws {
        try await TestSite.with("kielce") { site in
            var keys: [String] = []
            for role in [APIRole.reporter, .reporter, .operator] {
                keys.append(
                    try await site.hall.apiKeys.create(name: "x", role: role, in: site.town.id, at: site.hall.now).text
                )
            }
            try await body(site, keys)
        }
    }

    private static let fields: KeyValuePairs<String, String> = [
        "service_code": "pothole", "description": "Dziura & <dół>", "address_string": "ul. Zmyślona 21", "lat": "50.85",
        "long": "20.65", "first_name": "Ida", "last_name": "Zmyślona", "email": "ida@poczta.example",
        "phone": "600123456",
    ]

    private static func submit(
        _ site: TestSite,
        _ key: String,
        _ format: String = "json",
        clientKey: String? = nil,
        _ fields: KeyValuePairs<String, String> = fields
    ) async throws -> Answer {
        var body = FormBody()
        body.append("api_key", key)
        for (name, value) in fields { body.append(name, value) }
        // A program sends neither Origin nor Sec-Fetch-Site.
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.idempotencyKey] = clientKey
        return try await site.request(.post, "\(base)/requests.\(format)", headers, body: Array(body.text.utf8))
    }

    private struct FormBody {
        var text = ""

        mutating func append(_ name: String, _ value: String) {
            let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            text += "\(text.isEmpty ? "" : "&")\(name)=\(escaped)"
        }
    }

    @Test("The services are the town's categories, in both formats")
    func services() async throws {
        try await TestSite.with("kielce") { site in
            let json = try await site.get("\(Self.base)/services.json")
            let offered = site.town.offeredCategories(on: CivilDate(2026, 4, 27)).flatMap(\.categories)
            #expect(json.facts.prefix(2) == ["200", "application/json; charset=utf-8"])
            let list = try #require(try JSONSerialization.jsonObject(with: Data(json.body.utf8)) as? [[String: Any]])
            #expect(list.map { $0["service_code"] as? String } == offered.map(\.id.rawValue))
            let first = """
                {"service_code":"pothole","service_name":"Dziura w jezdni","description":"Ubytki, zapadnięcia, koleiny",\
                "metadata":false,"type":"realtime","keywords":"dziura,jezdnia,asfalt,яма,hole","group":"Drogi i chodniki"}
                """
            #expect(json.body.hasPrefix("[\(first),"))
            let xml = try await site.get("\(Self.base)/services.xml")
            #expect(xml.facts.prefix(2) == ["200", "text/xml; charset=utf-8"])
            let element = """
                <service><service_code>pothole</service_code><service_name>Dziura w jezdni</service_name>\
                <description>Ubytki, zapadnięcia, koleiny</description><metadata>false</metadata><type>realtime</type>\
                <keywords>dziura,jezdnia,asfalt,яма,hole</keywords><group>Drogi i chodniki</group></service>
                """
            #expect(xml.body.hasPrefix("\(Self.xmlHead)<services>\(element)"))
            #expect(xml.body.hasSuffix("</services>\n"))
            #expect(xml.body.matches(of: #/<service>/#).count == offered.count)
        }
    }

    @Test("A request goes in with a key, once for each idempotency key")
    func submitting() async throws {
        try await Self.site { site, keys in
            let notice = site.words()("open311.notice", ["number": .words("2026/1")])
            let json = try await Self.submit(site, keys[0], clientKey: "k")
            let body = """
                [{"service_request_id":"2026-1","service_notice":"\(notice)","account_id":""}]
                """
            #expect(json.facts == ["201", "application/json; charset=utf-8", body])
            let xml = try await Self.submit(site, keys[0], "xml", clientKey: "k")
            let element = """
                \(Self.xmlHead)<service_requests><request><service_request_id>2026-1</service_request_id>\
                <service_notice>\(notice)</service_notice><account_id></account_id></request></service_requests>

                """
            #expect(xml.facts == ["200", "text/xml; charset=utf-8", element])
            let other = try await Self.submit(
                site,
                keys[0],
                clientKey: "k",
                ["service_code": "pothole", "description": "x"]
            )
            #expect(other.status == 409)
            let open = try await site.hall.readReport(ReportNumber(year: 2026, sequence: 1), in: site.town)
            let place = Place(
                address: "ul. Zmyślona 21",
                point: Coordinate(latitude: 50.85, longitude: 20.65),
                hint: nil
            )
            #expect(open.content == ReportContent(description: "Dziura & <dół>", place: place))
            #expect([open.contact.name?.text, open.contact.email?.text] == ["Ida Zmyślona", "ida@poczta.example"])
        }
    }

    @Test("A request shows its state and never its author, whole, in both formats")
    func showing() async throws {
        try await Self.site { site, keys in
            _ = try await Self.submit(site, keys[0])
            let xml = try await site.get("\(Self.base)/requests/2026-1.xml?api_key=\(keys[0])")
            let request = """
                <request><service_request_id>2026-1</service_request_id><status>open</status><status_notes></status_notes>\
                <service_name>Dziura w jezdni</service_name><service_code>pothole</service_code>\
                <description>Dziura &amp; &lt;dół&gt;</description>\
                <agency_responsible>Jednostka do spraw dróg</agency_responsible><service_notice></service_notice>\
                <requested_datetime>2026-04-27T08:15:00Z</requested_datetime>\
                <updated_datetime>2026-04-27T08:15:00Z</updated_datetime>\
                <expected_datetime>2026-04-30T21:59:59Z</expected_datetime><address>ul. Zmyślona 21</address>\
                <address_id></address_id><zipcode></zipcode><lat>50.85</lat><long>20.65</long><media_url></media_url></request>
                """
            let body = "\(Self.xmlHead)<service_requests>\(request)</service_requests>\n"
            #expect(xml.facts == ["200", "text/xml; charset=utf-8", body])
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let closing = Decision(to: .closed, justification: "Nie \"nasza\".", solution: "Do sieci.")
            try await site.hall.decide(closing, about: number, in: site.town)
            let json = try await site.get("\(Self.base)/requests/2026-1.json")
            let object = """
                [{"service_request_id":"2026-1","status":"closed","status_notes":"Nie \\"nasza\\".",\
                "service_name":"Dziura w jezdni","service_code":"pothole",\
                "description":"Przy przejściu nie świeci latarnia.","agency_responsible":"Jednostka do spraw dróg",\
                "service_notice":"","requested_datetime":"2026-04-27T08:15:00Z","updated_datetime":"2026-04-27T08:15:00Z",\
                "expected_datetime":"","address":"ul. Zmyślona","address_id":"","zipcode":"","lat":50.87033,"long":20.62752,\
                "media_url":""}]
                """
            #expect(json.facts == ["200", "application/json; charset=utf-8", object])
        }
    }

    @Test("Before approval a request opens for the key that sent it and for the office's")
    func reading() async throws {
        try await Self.site { site, keys in
            _ = try await Self.submit(site, keys[0])
            var statuses: [Int] = []
            for key in keys + [""] {
                statuses.append(try await site.get("\(Self.base)/requests/2026-1.json?api_key=\(key)").status)
            }
            #expect(statuses == [200, 404, 200, 404])
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            #expect(try await site.get("\(Self.base)/requests/2026-1.json").status == 200)
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let key: Int?
        let fields: KeyValuePairs<String, String>
        let status: Int
        let failures: [Text]

        var testDescription: String { name }
    }

    static let wrong = [
        Wrong(name: "no key", key: nil, fields: fields, status: 403, failures: [AccountFailure.keyMissing.text]),
        Wrong(name: "an unknown key", key: 9, fields: fields, status: 403, failures: [AccountFailure.keyUnknown.text]),
        Wrong(
            name: "nothing",
            key: 0,
            fields: [:],
            status: 400,
            failures: [
                ReportFailure.fieldMissing("category").text, ReportFailure.fieldMissing("description").text,
                ReportFailure.placeMissing.text,
            ]
        ),
        Wrong(
            name: "an unknown service and a wrong address",
            key: 0,
            fields: ["service_code": "volcano", "description": "x", "lat": "50.85", "long": "20.65", "email": "ida"],
            status: 400,
            failures: [ReportFailure.categoryUnknown.text, EmailAddressFailure.wrongForm.text]
        ),
        Wrong(
            name: "a zero character",
            key: 0,
            fields: ["service_code": "pothole", "description": "a\0b", "address_string": "x"],
            status: 400,
            failures: [RequestFailure.zeroCharacter(field: "description").text]
        ),
    ]

    @Test("What is wrong is listed with its code, in both formats", arguments: wrong, ["json", "xml"])
    func faults(row: Wrong, format: String) async throws {
        try await Self.site { site, keys in
            let key = row.key.map { $0 < keys.count ? keys[$0] : "unknown" } ?? ""
            let answer = try await Self.submit(site, key, format, row.fields)
            let words = row.failures.map { site.words()($0) }
            let expected: String
            if format == "json" {
                let items = words.map { "{\"code\":\"\(row.status)\",\"description\":\"\($0)\"}" }
                expected = "[\(items.joined(separator: ","))]"
            } else {
                let items = words.map { "<error><code>\(row.status)</code><description>\($0)</description></error>" }
                expected = "\(Self.xmlHead)<errors>\(items.joined())</errors>\n"
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
            ("requests/2026-9.csv", "text/xml"),
            ("discovery.json", "application/json"), ("services", "text/xml"),
        ]
    )
    func notFound(path: String, type: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get("\(Self.base)/\(path)")
            #expect(answer.status == 404)
            #expect(answer.headers[.contentType] == "\(type); charset=utf-8")
            #expect(answer.body.contains("404"))
        }
    }

    @Test("A town without reports has no services to offer", arguments: ["services.json", "requests/2026-1.json"])
    func moduleOff(path: String) async throws {
        try await TestSite.with("kremenchuk") { site in
            let answer = try await site.get("/kremenchuk/open311/v2/\(path)")
            #expect(answer.status == 404)
        }
    }

    @Test("A body that is no form, too large or no text is refused with 400")
    func badBodies() async throws {
        try await Self.site { site, keys in
            let huge =
                Array("api_key=\(keys[0])&description=".utf8) + Array(repeating: UInt8(ascii: "x"), count: 70_000)
            let many = Array(Array(repeating: "a=b", count: 300).joined(separator: "&").utf8)
            let bodies: [[UInt8]] = [huge, many, Array("description=%FF".utf8), Array("description=%".utf8), [0xFF]]
            for body in bodies {
                let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
                let answer = try await site.request(.post, "\(Self.base)/requests.json", headers, body: body)
                #expect(answer.status == 400)
                #expect(answer.body.hasPrefix("[{\"code\":\"400\""))
            }
        }
    }

    @Test("A body that does not say to be a form is refused", arguments: ["json", "xml"])
    func otherType(format: String) async throws {
        try await Self.site { site, keys in
            let body = Array("api_key=\(keys[0])&description=x".utf8)
            let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=x"]
            let answer = try await site.request(.post, "\(Self.base)/requests.\(format)", headers, body: body)
            #expect([answer.headers[.accept], "\(answer.status)"] == ["application/x-www-form-urlencoded", "415"])
            #expect(answer.body.contains("415"))
        }
    }

    @Test("Characters that XML cannot hold are left out, and the document stays one")
    func controlCharacters() async throws {
        try await Self.site { site, keys in
            let fields: KeyValuePairs = [
                "service_code": "pothole", "description": "a\u{1}b\u{1F}c\u{FFFE}d\u{B}e\r\nf]]>g",
                "address_string": "x",
            ]
            _ = try await Self.submit(site, keys[0], "xml", fields)
            let xml = try await site.get("\(Self.base)/requests/2026-1.xml?api_key=\(keys[0])")
            #expect(xml.body.contains("<description>abcde\nf]]&gt;g</description>"))
        }
    }
}
