import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct PhotoPageTests {
    private static let lamp = (name: "lampa.jpg", content: SamplePhoto.jpeg)

    /// The photos that a page shows, as their addresses.
    private static func pictures(_ answer: Answer) -> [String] {
        answer.body.matches(of: /<img src="([^"]+)"/).map { String($0.1) }
    }

    @Test("Photos are added, shown, removed and sent with the report, all with plain forms")
    func wholeWay() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let added = try await browser.follow(try await browser.addPhotos([Self.lamp, Self.lamp]))
            #expect(added.status == 200)
            #expect(Self.pictures(added).count == 2)
            #expect(added.body.contains("<input class=\"input file\" type=\"file\" id=\"photos\" name=\"photos\""))
            let picture = try await browser.get(Self.pictures(added)[0])
            #expect(picture.status == 200)
            #expect(picture.headers[.contentType] == "image/jpeg")
            #expect(try await site.browser().get(Self.pictures(added)[0]).status == 404)
            let id = try #require(Self.pictures(added)[0].split(separator: "/").dropLast().last)
            let removed = try await browser.post("/kielce/report/photos/remove", ["photo": String(id)])
            #expect(Self.pictures(try await browser.follow(removed)).count == 1)
            let next = try await browser.addPhotos([Self.lamp], step: "next")
            #expect(next.location == "/kielce/report/contact")
            let check = try await browser.follow(try await browser.fillContact())
            #expect(Self.pictures(check).count == 2)
            let receipt = try await browser.send()
            let status = try await browser.get(receipt.location.replacing("/receipt", with: ""))
            #expect(Self.pictures(status).count == 2)
            for address in Self.pictures(status) { #expect(try await site.browser().get(address).status == 200) }
        }
    }

    @Test("Files that are no photos are refused by their names; the good ones among them stay")
    func mistakes() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let page = try await browser.addPhotos([
                (name: "C:\\zdjęcia\\umowa.pdf", content: Array("%PDF-1.7".utf8)), Self.lamp,
                (name: "pusty.jpg", content: []),
            ])
            #expect(page.status == 422)
            let words = site.words()
            let faults = [("pusty.jpg", PhotoFailure.empty), ("umowa.pdf", .notAPhoto)].map { name, failure in
                PageReader.Fault(
                    field: "photos",
                    words: words("photo.failure.named", ["name": .words(name), "reason": .text(failure.text)])
                )
            }
            #expect(page.page.faults == faults)
            #expect(Self.pictures(page).count == 1)
        }
    }

    @Test("Without the tick at the terms no photo is kept, where the town has terms", .clause("kielce/VII.3"))
    func terms() async throws {
        for (town, isTaken) in [("kielce", false), ("suprasl", true)] {
            try await TestSite.with(town) { site in
                let browser = site.browser()
                _ = try await browser.fillPlace()
                let page = try await browser.addPhotos([Self.lamp], accepting: "")
                #expect(page.status == (isTaken ? 303 : 422))
                let shown = try await browser.get("/\(town)/report/photos")
                #expect(Self.pictures(shown).count == (isTaken ? 1 : 0))
                let rights = site.words()("photo.declaration.rights")
                #expect(shown.page.text.contains(rights) == !isTaken)
            }
        }
    }

    @Test("More photos than the town allows are said to be too many")
    func tooMany() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let page = try await browser.addPhotos([Self.lamp, Self.lamp, Self.lamp, Self.lamp])
            #expect(page.status == 422)
            #expect(Self.pictures(page).count == 3)
            #expect(try await browser.addPhotos([Self.lamp], step: "next").status == 422)
        }
    }

    @Test("A form of another site adds no photo, a broken one is told so")
    func broken() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let foreign: HTTPFields = [.contentType: "multipart/form-data; boundary=b", .secFetchSite: "cross-site"]
            #expect(try await site.request(.post, "/suprasl/report/photos", foreign, body: []).status == 303)
            let cut = try await browser.post("/suprasl/report/photos", [("step", "add")])
            #expect(cut.status == 415)
        }
    }

    @Test("The office decides about each photo; everybody sees those that it released, and nothing else there")
    func release() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.addPhotos([Self.lamp, Self.lamp])
            _ = try await browser.fillContact()
            _ = try await browser.send()
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let officer = try await site.officer()
            let casePage = try await officer.get("/kielce/office/reports/2026-1")
            let addresses = Self.pictures(casePage)
            #expect(addresses.count == 2)
            #expect(try await officer.get(addresses[0]).headers[.cacheControl] == "private, no-store")
            #expect(try await site.browser().get(addresses[0]).status == 303)
            #expect(Self.pictures(try await site.get("/kielce/reports/2026-1")).isEmpty)
            let ids = addresses.compactMap { $0.split(separator: "/").dropLast().last.map(String.init) }
            #expect(try await site.get("/kielce/photos/\(ids[0])/large").status == 404)
            let decision = "/kielce/office/reports/2026-1/photos/\(ids[0])"
            #expect(try await site.browser().post(decision, ["decision": "release"]).status == 303)
            #expect(try await site.get("/kielce/photos/\(ids[0])/large").status == 404)
            let done = try await officer.post(decision, ["decision": "release"])
            #expect(done.location == "/kielce/office/reports/2026-1#photos")
            let shown = Self.pictures(try await site.get("/kielce/reports/2026-1"))
            #expect(shown == ["/kielce/photos/\(ids[0])/thumbnail"])
            let picture = try await site.get("/kielce/photos/\(ids[0])/large")
            #expect([picture.status] == [200])
            #expect(picture.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox; frame-ancestors 'none'")
            #expect(picture.headers[.xContentTypeOptions] == "nosniff")
            #expect(picture.headers[.contentDisposition]?.hasPrefix("inline") == true)
            #expect(picture.headers[.cacheControl] == "public, no-cache")
            for path in ["\(ids[1])/large", "\(ids[0])/huge", "../x/large", "\(ids[0])"] {
                #expect(try await site.get("/kielce/photos/\(path)").status == 404, "\(path)")
            }
            _ = try await officer.post(decision, ["decision": "withhold"])
            #expect(try await site.get("/kielce/photos/\(ids[0])/large").status == 404)
        }
    }

    @Test("A program sends photos first and names them in its report")
    func program() async throws {
        try await TestSite.with("suprasl") { site in
            let key = try await site.hall.apiKeys.create(
                name: "map",
                role: .reporter,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            ).text
            let headers: HTTPFields = [.authorization: "Bearer \(key)", .contentType: "image/jpeg"]
            let path = "/suprasl/api/v1/photos"
            #expect(try await site.request(.post, path, body: SamplePhoto.jpeg).status == 401)
            #expect(try await site.request(.post, path, headers, body: Array("text".utf8)).status == 422)
            let answer = try await site.request(.post, path, headers, body: SamplePhoto.jpeg)
            #expect(answer.status == 201)
            let id = try #require(answer.body.firstMatch(of: /"id":"([^"]+)"/)).1
            #expect(answer.body.contains(#""height":32"#))
            let report = """
                {"category": "pothole", "description": "Dziura", "address": "ul. Zmyślona 1", "acceptedTerms": "2025-01", \
                "declaresAge": true, "photos": ["\(id)"]}
                """
            let json: HTTPFields = [
                .authorization: "Bearer \(key)", .contentType: "application/json", .idempotencyKey: "one",
            ]
            for status in [201, 201] {
                let sent = try await site.request(.post, "/suprasl/api/v1/reports", json, body: Array(report.utf8))
                #expect(sent.status == status)
            }
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            let photos = try await site.hall.readPhotos.all(of: open.report.id, in: site.town.id)
            #expect(photos.map(\.id.rawValue) == [String(id)])
            var other = json
            other[.idempotencyKey] = "two"
            let again = try await site.request(.post, "/suprasl/api/v1/reports", other, body: Array(report.utf8))
            #expect(again.status == 422)
        }
    }
}
