import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct Open311JurisdictionTests {
    private static func with(_ body: @Sendable (Open311Site) async throws -> Void) async throws {
        try await Open311Site.with(try ["kielce", "siedlce"].map { try ProjectTown.named($0) }, body)
    }

    @Test(
        "A town's own address takes its name and no other; the shared one needs the name",
        arguments: [
            ("/kielce/open311/v2/services.json", 200), ("/kielce/open311/v2/services.json?jurisdiction_id=", 200),
            ("/kielce/open311/v2/services.json?jurisdiction_id=kielce", 200),
            ("/kielce/open311/v2/services.json?jurisdiction_id=siedlce", 404),
            ("/open311/v2/services.json?jurisdiction_id=kielce", 200),
            ("/open311/v2/services.json?jurisdiction_id=siedlce", 200), ("/open311/v2/services.json", 400),
            ("/open311/v2/services.json?jurisdiction_id=", 400),
            ("/open311/v2/services.json?jurisdiction_id=nowhere", 404),
            ("/open311/v2/services/pothole.json?jurisdiction_id=kielce", 200),
            ("/open311/v2/services/pothole.json", 400), ("/open311/v2/requests.json?jurisdiction_id=kielce", 200),
            ("/open311/v2/requests.json", 400), ("/open311/v2/requests/2026-1.json?jurisdiction_id=kielce", 404),
            ("/open311/v2/tokens/2026-1.json", 400), ("/open311/v2/servicerequestupdates.json", 400),
            ("/open311/v2/servicerequestupdates.json?jurisdiction_id=kielce", 200),
            ("/nowhere/open311/v2/services.json", 404),
        ]
    )
    func names(path: String, status: Int) async throws {
        try await Self.with { site in
            let answer = try await site.site.get(path)
            #expect(answer.status == status, "\(answer.body)")
            #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
            if status != 200 { #expect(answer.body.hasPrefix("[{\"code\":\"\(status)\",\"description\":\"")) }
        }
    }

    @Test("A report goes to the named town, whether the form or the query names it", arguments: ["", "multipart"])
    func submitting(kind: String) async throws {
        try await Self.with { site in
            let fields = "api_key=\(site.keys[.sender] ?? "")&service_code=pothole&description=x&address_string=y"
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            for (path, body, status) in [
                ("requests.json", fields, 400), ("requests.json", fields + "&jurisdiction_id=kielce", 201),
                ("requests.json?jurisdiction_id=kielce", fields, 201),
                // The key is one of the first town.
                ("requests.json?jurisdiction_id=siedlce", fields, 403),
            ] {
                let answer =
                    kind.isEmpty
                    ? try await site.site.request(.post, "/open311/v2/\(path)", form, body: Array(body.utf8))
                    : try await site.site.request(
                        .post,
                        "/open311/v2/\(path)",
                        [.contentType: "multipart/form-data; boundary=b"],
                        body: Self.multipart(body)
                    )
                #expect(answer.status == status, "\(path) \(body): \(answer.body)")
            }
        }
    }

    /// The same fields as a form with files.
    private static func multipart(_ body: String) -> [UInt8] {
        let parts = body.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1)
            return "--b\r\nContent-Disposition: form-data; name=\"\(halves[0])\"\r\n\r\n\(halves.last ?? "")\r\n"
        }
        return Array((parts.joined() + "--b--\r\n").utf8)
    }

    @Test("A town with a host of its own has the interface there, without its name")
    func ownHost() async throws {
        let kielce = try ProjectTown.named("kielce")
        let addresses = TownAddresses(shared: "https://ratusz.example", own: [kielce.id: "https://kielce.example"])
        try await Open311Site.with([kielce], addresses: addresses) { site in
            let answer = try await site.site.get("/open311/v2/discovery.json", [.testHost: "kielce.example"])
            #expect(answer.status == 200)
            #expect(answer.body.contains("\"url\":\"https://kielce.example/open311/v2\""))
            let missing = try await site.site.get("/open311/v2/nothing.json", [.testHost: "kielce.example"])
            #expect(missing.facts.prefix(2) == ["404", "application/json; charset=utf-8"])
        }
    }
}
