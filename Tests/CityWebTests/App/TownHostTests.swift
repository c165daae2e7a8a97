import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct TownHostTests {
    private static let addresses = TownAddresses(
        shared: "http://localhost",
        own: [ID("kielce"): "http://kielce.example:8080"]
    )

    private static let host: HTTPFields = [.testHost: "kielce.example:8080"]

    @Test("A town with a host of its own lives without its name in the path, for a whole report")
    func ownHost() async throws {
        try await TestSite.with("kielce", "suprasl", addresses: Self.addresses) { site in
            let browser = site.browser()
            let home = try await browser.get("/", Self.host)
            #expect(home.page.text.contains("Kielce"))
            #expect(home.page.links.contains("/report"))
            #expect(home.page.links.filter { $0.hasPrefix("/kielce") } == [])
            _ = try await browser.post("/report/place", ["address": "ul. Zmyślona 21"], Self.host)
            let category = site.town.categories[0].id.rawValue
            _ = try await browser.post("/report/problem", ["category": category, "description": "Dziura."], Self.host)
            let sent = try await browser.post("/report/check", [], Self.host)
            #expect(sent.location.hasPrefix("/z/2026-1/"))
            let receipt = try await browser.get(sent.location, Self.host)
            let link = "http://kielce.example:8080\(sent.location.replacing("/receipt", with: ""))"
            #expect(receipt.page.text.contains(link))
        }
    }

    @Test("The links of a page and of a letter work on the town's own host")
    func ownLinks() async throws {
        try await TestSite.with("kielce", addresses: Self.addresses) { site in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            let link = try await StatusPageTests.confirmationPath(number, site).replacing("/kielce/", with: "/")
            let browser = site.browser()
            let asking = try await browser.get(link, Self.host)
            #expect(asking.page.markup.contains("<form class=\"form\" action=\"\(link)\" method=\"post\""))
            #expect(asking.page.links.contains("\(link)?lang=uk"))
            #expect(try await browser.get("/contact", Self.host).page.links.contains("/contact?lang=uk"))
            #expect(try await browser.get("/", Self.host).page.links.contains("/?lang=uk"))
            let confirmed = try await browser.post(link, [], Self.host)
            #expect(confirmed.page.heading == site.words()("confirm.confirmed.title"))
        }
    }

    @Test(
        "What belongs to the program is on every host; the rest of another town is not",
        arguments: [
            ("/assets/ratusz.css", 200), ("/livez", 200), ("/readyz", 200), ("/suprasl", 404), ("/kielce", 404),
            ("/contact", 200), ("/api/v1", 200), ("/open311/v2/services.json", 200), ("/brand.css", 200),
        ]
    )
    func paths(path: String, status: Int) async throws {
        try await TestSite.with("kielce", "suprasl", addresses: Self.addresses) { site in
            let answer = try await site.get(path, Self.host)
            #expect(answer.status == status)
        }
    }

    @Test("Other hosts show the towns by their paths", arguments: ["localhost", "kielce.example", "evil.example"])
    func sharedHost(host: String) async throws {
        try await TestSite.with("kielce", "suprasl", addresses: Self.addresses) { site in
            let list = try await site.get("/", [.testHost: host]).page
            #expect(list.links.contains("http://localhost/suprasl"))
            #expect(list.links.contains("http://kielce.example:8080"))
            #expect(try await site.get("/suprasl", [.testHost: host]).status == 200)
        }
    }

    @Test("A form sent from the town's own host is taken, and one from another town's is not")
    func origins() async throws {
        try await TestSite.with("kielce", "suprasl", addresses: Self.addresses) { site in
            for (origin, status) in [("http://kielce.example:8080", 422), ("http://other.example", 403)] {
                let headers: HTTPFields = [
                    .testHost: "kielce.example:8080", .origin: origin,
                    .contentType: "application/x-www-form-urlencoded",
                ]
                let answer = try await site.request(.post, "/status", headers, body: [])
                #expect(answer.status == status)
            }
        }
    }

    @Test(
        "Addresses are told with and without a slash at their end",
        arguments: ["http://localhost", "http://localhost/"]
    )
    func addresses(shared: String) {
        let addresses = TownAddresses(shared: shared, own: [ID("kielce"): "https://kielce.example/"])
        #expect([addresses.base(of: ID("kielce")), addresses.base(of: ID("demo"))] == ["", "/demo"])
        #expect(
            [
                addresses.link(to: "", of: ID("kielce")), addresses.link(to: "z/1", of: ID("kielce")),
                addresses.link(to: "", of: ID("demo")), addresses.link(to: "z/1", of: ID("demo")),
            ] == [
                "https://kielce.example", "https://kielce.example/z/1", "http://localhost/demo",
                "http://localhost/demo/z/1",
            ]
        )
        #expect(addresses.town(at: "kielce.example") == ID("kielce"))
        #expect(addresses.town(at: "localhost") == nil)
        #expect(addresses.hosts == ["localhost", "kielce.example"])
        #expect(["kielce", "demo"].map { addresses.isSecure(ID($0)) } == [true, false])
        let hosts = ["kielce.example", "localhost", "unknown.example", nil]
        #expect(hosts.map { addresses.isSecure(at: $0) } == [true, false, false, false])
        #expect(TownAddresses(shared: "https://towns.example").isSecure(at: "unknown.example"))
    }
}
