import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct Open311RequestTests {
    @Test("Before approval the office reads all, whoever sent it the status alone, everybody else nothing")
    func readers() async throws {
        try await Open311Site.with { site in
            _ = try await site.send()
            for path in ["requests/2026-1.json", "tokens/2026-1.json"] {
                var statuses: [Int] = []
                for caller in Open311Site.Caller.allCases {
                    statuses.append(try await site.get(path, by: caller).status)
                }
                #expect(statuses == [200, 404, 200, 200, 403, 404], "\(path)")
            }
            for caller in Open311Site.Caller.allCases where caller != .forger {
                let list = try await site.get("requests.json?service_request_id=2026-1,2026-9", by: caller)
                let isReader = [.sender, .office, .vendor].contains(caller)
                #expect(try Open311Site.ids(list) == (isReader ? ["2026-1"] : []), "\(caller)")
                #expect(try await site.get("requests.json", by: caller).body == "[]")
            }
        }
    }

    @Test("The status alone is a request without words, place and photos", arguments: ["", "&extensions=true"])
    func statusAlone(extensions: String) async throws {
        try await Open311Site.with { site in
            _ = try await site.postFiles(files: [(field: "media", content: SamplePhoto.jpeg)])
            let key = site.keys[.sender] ?? ""
            let json = try await site.get("requests/2026-1.json?api_key=\(key)\(extensions)")
            let body = """
                [{"service_request_id":"2026-1","status":"open","status_notes":null,"service_name":"Dziura w jezdni",\
                "service_code":"pothole","description":null,"agency_responsible":null,"service_notice":null,\
                "requested_datetime":"2026-04-27T08:15:00Z","updated_datetime":"2026-04-27T08:15:00Z",\
                "expected_datetime":"2026-04-30T21:59:59Z","address":null,"address_id":null,"zipcode":null,"lat":null,\
                "long":null,"media_url":null}]
                """
            #expect(json.facts == ["200", "application/json; charset=utf-8", body])
            let rejection = Decision(to: .rejected, justification: "Sprawa Idy.", rejection: .incomplete)
            try await site.hall.decide(rejection, about: ReportNumber(year: 2026, sequence: 1), in: site.town)
            let rejected = try await site.get("requests/2026-1.xml?api_key=\(key)\(extensions)")
            #expect(rejected.body.contains("<status>closed</status><status_notes></status_notes>"))
            #expect(!rejected.body.contains("Idy"))
        }
    }

    @Test("For the office a request has all that was written, in both formats")
    func office() async throws {
        try await Open311Site.with { site in
            _ = try await site.send()
            let xml = try await site.get("requests/2026-1.xml", by: .office)
            let request = """
                <request><service_request_id>2026-1</service_request_id><status>open</status><status_notes></status_notes>\
                <service_name>Dziura w jezdni</service_name><service_code>pothole</service_code>\
                <description>Dziura &amp; &lt;dół&gt;</description>\
                <agency_responsible>Jednostka do spraw dróg</agency_responsible><service_notice></service_notice>\
                <requested_datetime>2026-04-27T08:15:00Z</requested_datetime>\
                <updated_datetime>2026-04-27T08:15:00Z</updated_datetime>\
                <expected_datetime>2026-04-30T21:59:59Z</expected_datetime><address>ul. Zmyślona 21</address>\
                <address_id></address_id><zipcode></zipcode><lat>50.85</lat><long>20.65</long></request>
                """
            let body = "\(Open311Site.xmlHead)<service_requests>\(request)</service_requests>\n"
            #expect(xml.facts == ["200", "text/xml; charset=utf-8", body])
        }
    }

    @Test("A public request shows its state, the last term that was told and a released photo, and never its author")
    func published() async throws {
        try await Open311Site.with { site in
            _ = try await site.postFiles(files: [(field: "media", content: SamplePhoto.jpeg)])
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let closing = Decision(to: .closed, justification: "Nie \"nasza\".", solution: "Do sieci.")
            try await site.hall.decide(closing, about: number, in: site.town)
            let report = try await site.hall.readReport.unseen(number, in: site.town).report
            let photo = try #require(try await site.hall.readPhotos.all(of: report.id, in: site.town.id).first)
            #expect(try await site.get("requests/2026-1.json").body.contains("\"media_url\":null"))
            try await site.hall.releasePhoto(
                photo.id,
                of: report,
                .release,
                by: .officer,
                in: site.town,
                at: site.hall.now
            )
            let due = try #require(report.expectedOn)
            let object = """
                {"service_request_id":"2026-1","status":"closed","status_notes":"Nie \\"nasza\\".",\
                "service_name":"Dziura w jezdni","service_code":"pothole",\
                "description":"Przy przejściu nie świeci latarnia.","agency_responsible":"Jednostka do spraw dróg",\
                "service_notice":null,"requested_datetime":"2026-04-27T08:15:00Z",\
                "updated_datetime":"2026-04-27T08:15:00Z",\
                "expected_datetime":"\(site.town.clock.end(of: due).rfc3339)","address":"ul. Zmyślona","address_id":null,\
                "zipcode":null,"lat":50.87033,"long":20.62752,\
                "media_url":"http://localhost/kielce/photos/\(photo.id)/large"}
                """
            for path in ["requests/2026-1.json", "requests.json", "requests.json?service_request_id=2026-1"] {
                #expect(try await site.get(path).facts == ["200", "application/json; charset=utf-8", "[\(object)]"])
            }
            #expect(try await site.site.get("/kielce/photos/\(photo.id)/large").status == 200)
        }
    }

    @Test("The token of a report is its number")
    func token() async throws {
        try await Open311Site.with { site in
            _ = try await site.publish()
            let json = try await site.get("tokens/2026-1.json")
            #expect(json.body == #"[{"service_request_id":"2026-1","token":"2026-1"}]"#)
            let xml = try await site.get("tokens/2026-1.xml")
            let request = "<request><service_request_id>2026-1</service_request_id><token>2026-1</token></request>"
            #expect(xml.body == "\(Open311Site.xmlHead)<service_requests>\(request)</service_requests>\n")
        }
    }

    /// A lamp with a question to its reporter, and work that has begun.
    private static func lamp(_ site: Open311Site) async throws -> Report {
        let fields: KeyValuePairs = [
            "service_code": "street-light", "description": "Ciemno.", "address_string": "ul. Zmyślona 21",
            "attribute[problem]": "dark", "attribute[pole]": "K 7",
        ]
        let number = try await site.publish(fields)
        site.hall.clock.advance(.hours(26))
        try await site.hall.work(number, in: site.town) { try await $0.ask($1, question: "Który słup, Ido?") }
        let started = Decision(to: .inProgress, justification: "Jedziemy.")
        return try await site.hall.decide(started, about: number, in: site.town)
    }

    @Test("What was asked besides, and the words to the reporter, only the office learns")
    func officeExtensions() async throws {
        try await Open311Site.with { site in
            _ = try await Self.lamp(site)
            let office = try await site.get("requests/2026-1.json?extensions=true&lang=en", by: .office)
            let attributes = """
                "attributes":[{"label":"What is wrong with the lamp","name":"problem","value":"It is dark","code":"dark"},\
                {"label":"Number on the pole","name":"pole","value":"K 7","code":"K 7"}]
                """
            #expect(office.body.contains(attributes))
            #expect(office.body.contains("Który słup, Ido?"))
        }
    }

    @Test("Extensions tell of terms, answers and the public history")
    func extensions() async throws {
        try await Open311Site.with { site in
            let report = try await Self.lamp(site)
            let json = try await site.get("requests.json?extensions=true&lang=en")
            let deadlines = report.deadlines.filter { $0.name != .reply }.map { deadline in
                """
                {"name":"\(deadline.name.rawValue)",\
                "due_datetime":"\(site.town.clock.end(of: deadline.due).rfc3339)",\
                "met_on":\(deadline.endedOn.map { "\"\($0)\"" } ?? "null"),"clause":"\(deadline.clause)"}
                """
            }
            let title = "Przy przejściu nie świeci latarnia"
            let tail = """
                ,"attributes":[],"extended_attributes":{"title":"\(title)","detailed_status":"IN_PROCESS",\
                "status":"inProgress","duplicate_of":null,"kind":"issue","photos":[],"deadlines":[\(deadlines.joined(separator: ","))],\
                "answer":{"justification":"Jedziemy.","solution":null}},"notes":[\
                {"datetime":"2026-04-27T08:15:00Z","description":"The report came in and got a number.",\
                "type":"received"},{"datetime":"2026-04-27T08:15:00Z","description":"The report is checked. Accepting \
                it does not yet mean that everything can be done.","type":"moved"},{"datetime":"2026-04-27T08:15:00Z",\
                "description":"The office changed the text before publishing it. The original is kept.",\
                "type":"published"},{"datetime":"2026-04-28T10:15:00Z","description":"The office needs more information. \
                Until the answer comes, the clock stands still.","type":"asked"},\
                {"datetime":"2026-04-28T10:15:00Z","description":"Jedziemy.","type":"moved"}]}]
                """
            #expect(json.body.hasSuffix(tail), "\(json.body)")
            #expect(json.body.contains("\"updated_datetime\":\"2026-04-28T10:15:00Z\""))
            let xml = try await site.get("requests/2026-1.xml?extensions=true&lang=en")
            #expect(xml.body.contains("<notes><note><datetime>2026-04-27T08:15:00Z</datetime>"))
            #expect(!xml.body.contains("Ido"))
        }
    }
}
