import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct FailureTests {
    @Test(
        "An address that is not there says so, with a way on in the town where there is one",
        arguments: [
            ("/kielce/nowhere", "/kielce"), ("/kielce/reports/x/y", "/kielce"), ("/nowhere/at/all", "/"),
            ("/kielce/z", "/kielce"),
        ]
    )
    func unknownPage(path: String, home: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get(path)
            #expect(answer.status == 404)
            #expect(answer.page.heading == site.words()("failure.title.not_found"))
            #expect(answer.page.links.contains(home))
            let id = try #require(answer.headers[.requestID])
            #expect(answer.page.text.contains(site.words()("failure.reference", ["id": .words(id)])))
        }
    }

    @Test("A town that is not here says so", arguments: ["/nowhere", "/nowhere/report", "/KIELCE", "/kielce%20"])
    func unknownTown(path: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get(path)
            #expect(answer.status == 404)
            #expect(answer.page.text.contains(site.words()(RequestFailure.unknownTown.text)))
        }
    }

    static let methods: [(HTTPRequest.Method, String, String)] = [
        (.post, "/kielce/reports", "GET, HEAD, OPTIONS"), (.put, "/kielce/status", "GET, HEAD, OPTIONS, POST"),
        (.delete, "/kielce/api/v1/reports/2026-1", "GET, HEAD, OPTIONS"),
        (.get, "/kielce/api/v1/photos", "OPTIONS, POST"), (.head, "/kielce/api/v1/photos", "OPTIONS, POST"),
        (.patch, "/kielce/office/reports/2026-1", "GET, HEAD, OPTIONS, POST"),
        (.get, "/kielce/office/sign-out", "OPTIONS, POST"), (.trace, "/kielce", "GET, HEAD, OPTIONS"),
        (.trace, "/", "GET, HEAD, OPTIONS"), (.connect, "/kielce/report", "GET, HEAD, OPTIONS"),
        (.post, "/livez", "GET, HEAD, OPTIONS"), (.delete, "/assets/a/b.css", "GET, HEAD, OPTIONS"),
        (.delete, "/kielce/open311/v2/requests.json", "GET, HEAD, OPTIONS, POST"),
        (.put, "/kielce/open311/v2/requests/2026-1.xml", "GET, HEAD, OPTIONS"),
        (HTTPRequest.Method("PROPFIND") ?? .get, "/kielce/report/place", "GET, HEAD, OPTIONS, POST"),
    ]

    @Test(
        "A method that an address does not know does nothing and learns the ones it knows",
        arguments: methods
    )
    func unknownMethod(method: HTTPRequest.Method, path: String, allowed: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.request(method, path, body: method == .get ? nil : [])
            #expect([answer.headers[.allow], "\(answer.status)"] == [allowed, "405"])
            if method != .head { #expect(answer.body.contains(allowed)) }
            #expect(answer.headers[.contentSecurityPolicy] != nil)
        }
    }

    @Test("The refusal of a method has the form of its interface")
    func unknownMethodForms() async throws {
        try await TestSite.with("kielce") { site in
            let words = site.words()(RequestFailure.methodNotAllowed(allowed: ["GET", "HEAD", "OPTIONS"]).text)
            let page = try await site.request(.put, "/kielce/reports")
            #expect(page.page.heading == site.words()("failure.title.wrong_method"))
            #expect(page.page.text.contains(words))
            let json = try await site.request(.put, "/kielce/api/v1")
            #expect(json.body.contains(#""code":"wrong_method","detail":"\#(words)""#))
            let open311 = try await site.request(.put, "/kielce/open311/v2/services.json")
            #expect(open311.body == #"[{"code":"405","description":"\#(words)"}]"#)
        }
    }

    @Test("OPTIONS says what an address takes, and that there is none", arguments: methods)
    func options(method: HTTPRequest.Method, path: String, allowed: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.request(.options, path)
            #expect(["\(answer.status)", answer.headers[.allow], answer.body] == ["204", allowed, ""])
            #expect(try await site.request(.options, "/kielce/nowhere").status == 404)
        }
    }

    @Test(
        "HEAD answers as GET without the body",
        arguments: ["/kielce", "/kielce/report/place", "/kielce/api/v1", "/assets/ratusz.css", "/livez", "/nowhere"]
    )
    func head(path: String) async throws {
        try await TestSite.with("kielce") { site in
            let (get, head) = (try await site.get(path), try await site.request(.head, path))
            #expect(head.status == get.status)
            #expect(head.headers[.contentType] == get.headers[.contentType])
            if get.status == 200 { #expect(head.body == "") }
        }
    }

    @Test("A fault of the server shows nothing of its cause, and the log names its type alone")
    func internalFault() async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            try await site.hall.database.town(site.town.id).write { transaction in
                try transaction.execute("UPDATE reports SET content = ? WHERE municipality = {town}", [UInt8(1), 2, 3])
            }
            let path = "/kielce/z/2026-1/\(receipt.secret.grouped)"
            let answer = try await site.get(path)
            #expect(answer.status == 500)
            #expect(answer.page.heading == site.words()("failure.title.internal"))
            for word in ["Vault", "unreadable", "Error", "sql", receipt.secret.grouped] {
                #expect(!answer.body.contains(word), "\(word)")
            }
            #expect(
                site.log.lines == [
                    "error request failed error=VaultError",
                    "info request method=GET route=/{town}/z/{number}/{secret} status=500",
                ]
            )
        }
    }

    @Test("The log and the metrics hold nothing about a person and no secret", .clause("siedlce/§5.5"))
    func log() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
            let sent = try await browser.send()
            _ = try await browser.follow(sent)
            let draft = try #require(browser.cookie("draft"))
            let confirm = try await StatusPageTests.confirmationPath(ReportNumber(year: 2026, sequence: 1), site)
            _ = try await browser.post(confirm, [])
            _ = try await browser.post("/kielce/status", ["number": "Ida Zmyślona", "secret": "x"])
            let officer = try await site.officer()
            _ = try await officer.get("/kielce/office/reports/2026-1")
            let session = try #require(officer.cookie("staff"))
            let secret = try #require(sent.location.split(separator: "/").dropLast().last).description
            let token = try #require(confirm.split(separator: "/").last).description
            let kept = site.log.lines.joined(separator: "\n") + site.metrics.text
            #expect(kept.contains("route=/{town}/z/{number}/{secret}/receipt"))
            for trace in [
                "Ida", "ida@", "600 123", "600123456", "Zmyślona", "słupie", "jagoda", draft, session, secret, token,
            ] {
                #expect(!kept.contains(trace), "\(trace)")
            }
        }
    }
}
