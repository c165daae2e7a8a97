import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct AssetRouteTests {
    @Test("An asset comes with its type and its fingerprint, and is kept for a year under its own address")
    func keeping() async throws {
        try await TestSite.with("kielce") { site in
            let asset = try #require(Asset.all["ratusz.css"])
            let tag = "\"\(asset.fingerprint)\""
            let plain = try await site.get("/assets/ratusz.css")
            #expect(plain.status == 200)
            #expect(plain.body.utf8.elementsEqual(asset.bytes))
            #expect([plain.headers[.eTag], plain.headers[.contentType]] == [tag, "text/css; charset=utf-8"])
            let addressed = try await site.get(Asset.address("ratusz.css"))
            #expect(addressed.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let old = try await site.get("/assets/ratusz.css?v=0000000000000000")
            #expect(old.headers[.cacheControl] == "public, max-age=300")
            let known = try await site.get("/assets/ratusz.css", [.ifNoneMatch: tag])
            #expect(known.status == 304)
            #expect([known.body, known.headers[.eTag]] == ["", tag])
            let changed = try await site.get("/assets/ratusz.css", [.ifNoneMatch: "\"other\""])
            #expect(changed.status == 200)
        }
    }

    @Test(
        "Only the program's own files are there",
        arguments: [
            "none.css", "", "../Package.swift", "..%2FPackage.swift", "%2e%2e/%2e%2e/etc/passwd", "fonts", "fonts/",
            "RATUSZ.CSS",
        ]
    )
    func unknown(name: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get("/assets/\(name)")
            #expect(answer.status == 404)
        }
    }
}
