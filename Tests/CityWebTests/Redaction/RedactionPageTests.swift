import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The page on which the office covers parts of a photo, with plain forms.
@Suite struct RedactionPageTests {
    private static let number = ReportNumber(year: 2026, sequence: 1)
    private static let area = [
        ("cover1", "box"), ("left1", "10"), ("top1", "20"), ("width1", "30"), ("height1", "5.5"),
    ]

    /// A published report with a photo, and an officer.
    private static func with(
        _ town: String = "kielce",
        processor: any PhotoProcessor = FakePhotoProcessor(),
        _ body: @Sendable (TestSite, Browser, _ page: String, _ photo: String) async throws -> Void
    ) async throws {
        try await TestSite.with(town, processor: processor) { site in
            let photo = try await site.hall.submitWithPhoto(in: site.town)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let page = "/\(town)/office/reports/2026-1/photos/\(photo)/cover"
            try await body(site, try await site.officer(), page, photo.rawValue)
        }
    }

    private static func form(
        _ fields: [(String, String)] = area,
        rows: Int = 1,
        version: Int = 0,
        state: String = "private",
        step: String = "save",
        _ more: [(String, String)] = []
    ) -> [(name: String, value: String)] {
        let frame = [("rows", "\(rows)"), ("version", "\(version)"), ("state", state), ("step", step)]
        return (frame + fields + more).map { (name: $0.0, value: $0.1) }
    }

    @Test(
        "Covered and released in one decision, a photo is shown to everybody as it was covered, with its caption",
        .clause("kielce/VII.1.8", "kielce/VII.2")
    )
    func release() async throws {
        try await Self.with { site, officer, page, photo in
            let link = "href=\"\(page)\""
            #expect(try await officer.get("/kielce/office/reports/2026-1").body.contains(link))
            let more = [("caption", "Dziura <przy> szkole"), ("then", "release")]
            let saved = try await officer.post(page, Self.covering(more))
            #expect(saved.location == "\(page)?done=1")
            let done = try await officer.follow(saved)
            #expect(done.body.contains(site.words()("redaction.done.published")))
            let shown = try await site.get("/kielce/reports/2026-1").body
            #expect(
                shown.contains("<img src=\"/kielce/photos/\(photo)/thumbnail?v=2\" alt=\"Dziura &lt;przy&gt; szkole\"")
            )
            let covered = String(decoding: FakePhotoProcessor.picture(covered: 1), as: UTF8.self)
            for size in ["large", "thumbnail"] {
                for query in ["", "?v=1", "?v=2"] {
                    #expect(try await site.get("/kielce/photos/\(photo)/\(size)\(query)").body == covered)
                }
                let office = "/kielce/office/photos/2026-1/\(photo)/\(size)"
                let whole = String(decoding: SamplePhoto.jpeg, as: UTF8.self)
                #expect(try await officer.get(office).body == whole)
                #expect(try await officer.get("\(office)/covered").body == covered)
                #expect(try await site.get("\(office)/covered").status == 303)
            }
            let open = try await site.get("/open311/v2/requests.json?jurisdiction_id=kielce")
            #expect(open.body.contains("/kielce/photos/\(photo)/large?v=2") || open.status == 404)
        }
    }

    /// One area, and what else is typed.
    private static func covering(_ more: [(String, String)]) -> [(name: String, value: String)] {
        form(area, rows: 1, version: 0, state: "private", step: "save", more)
    }

    @Test("A cache asks each time, and gets the covered photo as soon as there is one")
    func caches() async throws {
        try await Self.with { site, officer, page, photo in
            _ = try await officer.post("/kielce/office/reports/2026-1/photos/\(photo)", ["decision": "release"])
            let path = "/kielce/photos/\(photo)/large"
            let first = try await site.get(path)
            #expect(first.headers[.cacheControl] == "public, no-cache")
            let tag = try #require(first.headers[.eTag])
            #expect(try await site.get(path, [.ifNoneMatch: tag]).status == 304)
            _ = try await officer.post(page, Self.form(state: "published"))
            let second = try await site.get(path, [.ifNoneMatch: tag])
            #expect(second.status == 200)
            #expect(second.body == String(decoding: FakePhotoProcessor.picture(covered: 1), as: UTF8.self))
            #expect(second.headers[.eTag] != tag)
        }
    }

    @Test("Rows are added, removed and shown on the photo without a script; what is typed stays")
    func rows() async throws {
        try await Self.with { site, officer, page, _ in
            let empty = try await officer.get(page)
            #expect(empty.status == 200)
            #expect(!empty.body.contains("<rect"))
            let shown = try await officer.post(page, Self.form(step: "show", [("caption", "Auto")]))
            #expect(shown.status == 200)
            #expect(shown.body.contains("<rect x=\"4\" y=\"6\" width=\"14\" height=\"1\"/>"))
            #expect(shown.page.value("caption") == "Auto")
            let added = try await officer.post(page, Self.form(step: "add"))
            #expect(added.page.value("rows") == "2")
            #expect(added.page.value("left1") == "10")
            #expect(added.page.value("left2") == "")
            let second = [("cover2", "blur"), ("left2", "1"), ("top2", "1"), ("width2", "x"), ("height2", "1")]
            let removed = try await officer.post(
                page,
                Self.form(Self.area + second, rows: 2, step: "", [("remove", "1")])
            )
            #expect(removed.page.value("rows") == "1")
            #expect(removed.page.value("width1") == "x")
            let photo = try await site.hall.readPhotos.all(
                of: site.hall.readReport.unseen(Self.number, in: site.town).report.id,
                in: site.town.id
            )
            #expect(photo.map(\.version) == [0])
        }
    }

    @Test("What is wrong is told at its field, and everything typed stays")
    func mistakes() async throws {
        try await Self.with { site, officer, page, _ in
            let words = site.words()
            let fields = [("cover1", "blur"), ("left1", "95"), ("top1", "abc"), ("width1", "10"), ("height1", "0")]
            for step in ["save", "show"] {
                let answer = try await officer.post(page, Self.form(fields, step: step, [("caption", "Auto")]))
                #expect(answer.status == 422)
                #expect(answer.page.title.hasPrefix(words("page.faulty", ["title": .words("")]).prefix(4)))
                #expect(answer.page.fault(at: "top1") == words("redaction.failure.sideWrong"))
                #expect(answer.page.fault(at: "height1") == words("redaction.failure.sideEmpty"))
                #expect(answer.page.fault(at: "width1") == words("redaction.failure.beyondEdge"))
                #expect(["left1", "top1", "width1", "caption"].map(answer.page.value) == ["95", "abc", "10", "Auto"])
                #expect(answer.body.contains("<option value=\"blur\" selected"))
            }
            let long = try await officer.post(page, Self.covering([("caption", String(repeating: "a", count: 201))]))
            #expect(long.page.fault(at: "caption") != nil)
            let many = (1...21).flatMap { row in
                [("cover", "box"), ("left", "1"), ("top", "1"), ("width", "1"), ("height", "1")]
                    .map { ("\($0.0)\(row)", $0.1) }
            }
            let answer = try await officer.post(page, Self.form(many, rows: 21))
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["left1"])
        }
    }

    @Test("The slower of two officers is told what changed, keeps what was typed, and may save then")
    func conflict() async throws {
        try await Self.with { site, officer, page, _ in
            _ = try await officer.post(page, Self.covering([("caption", "Pierwszy")]))
            let blur = [("cover1", "blur"), ("left1", "50"), ("top1", "50"), ("width1", "10"), ("height1", "10")]
            let late = try await officer.post(page, Self.form(blur, [("caption", "Drugi")]))
            #expect(late.status == 409)
            let words = site.words()
            #expect(late.page.text.contains(words("redaction.changes")))
            #expect(late.page.text.contains(words("redaction.log.captioned", ["caption": .words("Pierwszy")])))
            #expect(late.page.text.contains("Jagoda Próbna"))
            #expect(late.page.value("left1") == "50")
            #expect(late.page.value("caption") == "Drugi")
            #expect(late.page.value("version") == "2")
            let again = try await officer.post(page, Self.form(blur, version: 2, [("caption", "Drugi")]))
            #expect(again.status == 303)
        }
    }

    @Test("Where the pictures cannot be made the page says that nothing changed, and keeps what was typed")
    func away() async throws {
        for failure in [PhotoFailure.away, .broken, .tooSlow] {
            try await Self.with(processor: FakePhotoProcessor(failure: failure, .whenCovering)) {
                site,
                officer,
                page,
                photo in
                let answer = try await officer.post(page, Self.covering([("caption", "Auto"), ("then", "release")]))
                #expect(answer.status == 503)
                #expect(answer.page.faults.map(\.words) == [site.words()("redaction.failure.notMade")])
                #expect(answer.page.value("width1") == "30")
                #expect(try await site.get("/kielce/photos/\(photo)/large").status == 404)
            }
        }
    }

    @Test("The last area goes only with a tick")
    func uncovering() async throws {
        try await Self.with { site, officer, page, photo in
            _ = try await officer.post(page, Self.covering([("then", "release")]))
            let bare = try await officer.post(page, Self.form([], version: 1, state: "published"))
            #expect(bare.status == 422)
            #expect(bare.page.faults.map(\.field) == ["whole"])
            let ticked = try await officer.post(page, Self.form([], version: 1, state: "published", [("whole", "yes")]))
            #expect(ticked.status == 303)
            let whole = String(decoding: SamplePhoto.jpeg, as: UTF8.self)
            #expect(try await site.get("/kielce/photos/\(photo)/large").body == whole)
        }
    }

    @Test("Nobody else reaches the page: no stranger, no reader of the office, no town that publishes no photos")
    func rights() async throws {
        try await Self.with { site, _, page, photo in
            #expect(try await site.get(page).location.contains("sign-in"))
            let officer = try await site.rightsOfficer()
            #expect(try await officer.get(page).status == 403)
            #expect(try await officer.post(page, Self.form()).status == 403)
            #expect(try await officer.get(page.replacing(photo, with: "other")).status == 403)
        }
        try await Self.with("suprasl") { _, officer, page, _ in
            let status = try await officer.get(page).status
            #expect(status == 403)
        }
    }

    @Test("What a text or a caption should perhaps not say is told, and bars nothing")
    func hints() async throws {
        try await TestSite.with("kielce") { site in
            var submission = Submission.sample(in: site.town)
            submission.description = "Auto TK 12345, właściciel 600 100 200"
            _ = try await site.hall.submit(submission, in: site.town)
            let officer = try await site.officer()
            let words = site.words()
            let plate = words("hint.plate", ["text": .words("TK 12345")])
            let path = "/kielce/office/reports/2026-1"
            #expect(try await officer.get(path).page.text.contains(plate))
            let together = try await officer.get("/kielce/office/together?act=decide&case=2026/1")
            #expect(together.page.text.contains(plate))
            let fields: KeyValuePairs = [
                "action": "decide", "move": "accepted", "publicText": "Auto TK 12345", "justification": "Tak.",
                "seen": "1",
            ]
            #expect(try await officer.post(path, fields).status == 303)
        }
        try await Self.with { site, officer, page, _ in
            let answer = try await officer.post(page, Self.form(step: "show", [("caption", "ida@poczta.example")]))
            #expect(answer.status == 200)
            #expect(answer.page.text.contains(site.words()("hint.email", ["text": .words("ida@poczta.example")])))
        }
    }

    @Test("The pages are as they were recorded", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { site, officer, page, photo in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            func record(_ answer: Answer, _ name: String) throws {
                let markup = answer.body.replacing(photo, with: "PHOTO")
                    .replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
                try expectSnapshot(HTML(trusted: markup), named: "page-redaction-\(name)-\(language.rawValue)")
            }
            try record(try await officer.get(page, spoken), "new")
            let more = [("caption", "Dziura przy szkole"), ("then", "release")]
            _ = try await officer.post(page, Self.covering(more))
            try record(try await officer.get("\(page)?done=1", spoken), "done")
            let blur = [("cover1", "blur"), ("left1", "x"), ("top1", "50"), ("width1", "10"), ("height1", "10")]
            try record(
                try await officer.post(page, Self.form(blur, version: 2, state: "published"), spoken),
                "mistakes"
            )
            let fine = [("cover1", "blur"), ("left1", "5"), ("top1", "50"), ("width1", "10"), ("height1", "10")]
            try record(try await officer.post(page, Self.form(fine), spoken), "conflict")
            try record(try await officer.get("/kielce/office/reports/2026-1", spoken), "case")
            try record(try await site.get("/kielce/reports/2026-1", spoken), "public")
        }
    }
}
