import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

@Suite struct Open311SubmissionTests {
    private static let first = ReportNumber(year: 2026, sequence: 1)

    @Test("A request goes in with a key, once for each idempotency key")
    func submitting() async throws {
        try await Open311Site.with { site in
            let notice = site.words(Text("open311.notice", ["number": .words("2026/1")]))
            let json = try await site.post(clientKey: "k")
            let body = #"[{"service_request_id":"2026-1","service_notice":"\#(notice)","account_id":null}]"#
            #expect(json.facts == ["201", "application/json; charset=utf-8", body])
            let xml = try await site.post(to: "requests.xml", clientKey: "k")
            let element = """
                \(Open311Site.xmlHead)<service_requests><request><service_request_id>2026-1</service_request_id>\
                <service_notice>\(notice)</service_notice><account_id></account_id></request></service_requests>

                """
            #expect(xml.facts == ["200", "text/xml; charset=utf-8", element])
            let other = try await site.post(["service_code": "pothole", "description": "x"], clientKey: "k")
            #expect(other.status == 400)
            #expect(other.body.hasPrefix("[{\"code\":\"400\","))
            let open = try await site.hall.readReport.unseen(Self.first, in: site.town)
            let place = Place(
                address: "ul. Zmyślona 21",
                point: Coordinate(latitude: 50.85, longitude: 20.65),
                hint: nil
            )
            #expect(open.content == ReportContent(description: "Dziura & <dół>", place: place))
            #expect([open.contact.name?.text, open.contact.email?.text] == ["Ida Zmyślona", "ida@poczta.example"])
        }
    }

    struct Answering: Sendable, CustomTestStringConvertible {
        let name: String
        let fields: KeyValuePairs<String, String>
        /// Stored, or what is wrong.
        let answers: [String: [String]]
        let failures: [FieldFailure.Problem]

        var testDescription: String { name }
    }

    static let attributes = [
        Answering(
            name: "all of them",
            fields: ["attribute[problem]": "dark", "attribute[pole]": "K 7", "attribute[since]": "2026-04-20"],
            answers: ["problem": ["dark"], "pole": ["K 7"], "since": ["2026-04-20"]],
            failures: []
        ),
        Answering(
            name: "a moment for a day, by the town's clock",
            fields: ["attribute[problem]": "dark", "attribute[since]": "2026-04-20T23:30:00Z"],
            answers: ["problem": ["dark"], "since": ["2026-04-21"]],
            failures: []
        ),
        Answering(name: "none", fields: [:], answers: [:], failures: [.missing]),
        Answering(
            name: "wrong ones",
            fields: ["attribute[problem]": "blue", "attribute[since]": "soon"],
            answers: [:],
            failures: [.noOption, .noDate]
        ),
        Answering(
            name: "one that the category does not have",
            fields: ["attribute[problem]": "dark", "attribute[colour]": "blue"],
            answers: [:],
            failures: []
        ),
    ]

    @Test("Attributes become the answers to the fields of the category, or are refused by it", arguments: attributes)
    func answering(row: Answering) async throws {
        try await Open311Site.with { site in
            let all =
                [("service_code", "street-light"), ("description", "x"), ("address_string", "y")]
                + row.fields.map { ($0.key, $0.value) }
            let answer = try await site.post(pairs: all)
            guard row.answers.isEmpty else {
                #expect(answer.status == 201, "\(answer.body)")
                let stored = try await site.hall.readReport.unseen(Self.first, in: site.town).content.answers
                #expect(Dictionary(uniqueKeysWithValues: stored.map { ($0.field.rawValue, $0.values) }) == row.answers)
                return
            }
            #expect(answer.status == 400)
            let words = try Open311Site.list(answer).compactMap { $0["description"] as? String }
            let fields = site.town.category(ID("street-light"))?.fields ?? []
            let expected = zip([fields[0], fields[2]], row.failures).map { field, problem in
                site.words(FieldFailure(field: field, problem).text)
            }
            #expect(words == (expected.isEmpty ? [site.words(ReportFailure.fieldUnknown("colour").text)] : expected))
        }
    }

    @Test("Several values of an attribute are several choices")
    func choices() async throws {
        try await Open311Site.with([try ProjectTown.named("demo")]) { site in
            let pairs = [
                ("service_code", "flood-damage"), ("description", "x"), ("address_string", "y"),
                ("attribute[damaged][]", "road"), ("attribute[damaged][]", "building"), ("attribute[depth]", "40"),
            ]
            #expect(try await site.post(pairs: pairs).status == 201)
            let stored = try await site.hall.readReport.unseen(Self.first, in: site.town).content.answers
            #expect(stored.map(\.values) == [["road", "building"], ["40"]])
        }
    }

    @Test("What belongs to the program and what we do not keep is taken and forgotten")
    func ignored() async throws {
        try await Open311Site.with { site in
            let pairs = Open311Site.pothole.map { ($0.key, $0.value) }
            let extra = [("device_id", "d"), ("deviceid", "d"), ("account_id", "a"), ("anything", "x"), ("media", "")]
            let answer = try await site.post(pairs: pairs + extra)
            #expect(answer.status == 201)
            #expect(answer.body.contains("\"account_id\":null"))
        }
    }

    @Test("The address of a photo elsewhere is not fetched, and the notice says so")
    func mediaURL() async throws {
        try await Open311Site.with { site in
            let pairs = Open311Site.pothole.map { ($0.key, $0.value) } + [("media_url", "http://127.0.0.1/x.jpg")]
            let answer = try await site.post(pairs: pairs)
            #expect(answer.status == 201)
            #expect(answer.body.contains(site.words(Text("open311.notice.mediaURL"))))
            let report = try await site.hall.readReport.unseen(Self.first, in: site.town).report.id
            #expect(try await site.hall.readPhotos.all(of: report, in: site.town.id).isEmpty)
        }
    }

    private static let photo = (field: "media", content: SamplePhoto.jpeg)

    @Test("Files of a form become photos of the report, whatever their fields are called")
    func photos() async throws {
        try await Open311Site.with { site in
            let files = [Self.photo, ("media[]", SamplePhoto.jpeg), ("photo1", SamplePhoto.webp)]
            let answer = try await site.postFiles(files: files)
            #expect(answer.status == 201, "\(answer.body)")
            let report = try await site.hall.readReport.unseen(Self.first, in: site.town).report.id
            let photos = try await site.hall.readPhotos.all(of: report, in: site.town.id)
            #expect(photos.count == 3)
            #expect(photos.allSatisfy { $0.state == .private && $0.consent?.licence == .granted })
        }
    }

    @Test("The same form with the same files is one report, and no photo waits for another one")
    func repetition() async throws {
        try await Open311Site.with { site in
            let first = try await site.postFiles(files: [Self.photo], clientKey: "k")
            let again = try await site.postFiles(files: [Self.photo], clientKey: "k")
            #expect([first.status, again.status] == [201, 200])
            #expect(first.body == again.body)
            #expect(try await site.postFiles(files: [], clientKey: "k").status == 400)
            let key = try await site.hall.apiKeys.check(site.keys[.sender], in: site.town.id, at: site.hall.now)
            let waiting = try await site.hall.readPhotos.waiting(for: .program(key.id), in: site.town.id)
            #expect(waiting.allSatisfy { $0.report != nil })
            #expect(waiting.count == 1)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let name: String
        let fields: KeyValuePairs<String, String>
        let files: [(field: String, content: [UInt8])]
        let failure: Text

        var testDescription: String { name }
    }

    static let refused = [
        Refused(
            name: "no photo",
            fields: Open311Site.pothole,
            files: [photo, ("media", Array("%PDF-1.7".utf8))],
            failure: Open311Fault.photo(place: 2, reason: PhotoFailure.notAPhoto.text).text
        ),
        Refused(
            name: "an empty file",
            fields: Open311Site.pothole,
            files: [("media", [])],
            failure: Open311Fault.photo(place: 1, reason: PhotoFailure.empty.text).text
        ),
        Refused(
            name: "too many photos",
            fields: Open311Site.pothole,
            files: [photo, photo, photo, photo],
            failure: ReportPhotoFailure.tooMany(limit: 3).text
        ),
        Refused(
            name: "a photo of nothing",
            fields: ["service_code": "pothole", "address_string": "x"],
            files: [photo],
            failure: ReportFailure.fieldMissing("description").text
        ),
    ]

    @Test("A form that is refused leaves no report and no photo", arguments: refused)
    func refusedForms(row: Refused) async throws {
        try await Open311Site.with { site in
            let answer = try await site.postFiles(row.fields, files: row.files)
            #expect(answer.facts[0] == "400")
            #expect(try Open311Site.list(answer).map { $0["description"] as? String } == [site.words(row.failure)])
            #expect(try await site.get("requests/2026-1.json", by: .office).status == 404)
            let key = try await site.hall.apiKeys.check(site.keys[.sender], in: site.town.id, at: site.hall.now)
            #expect(try await site.hall.readPhotos.waiting(for: .program(key.id), in: site.town.id).isEmpty)
        }
    }

    /// A part of a form; with a name for the file it is a file.
    private static func part(_ name: String, _ content: [UInt8], file: String? = nil) -> [UInt8] {
        let mark = file.map { "; filename=\"\($0)\"" } ?? ""
        return Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(mark)\r\n\r\n".utf8) + content
            + Array("\r\n".utf8)
    }

    private static func send(_ body: [UInt8], query: String = "", to site: Open311Site) async throws -> Int {
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
        return try await site.site.request(.post, "\(site.base)/requests.json\(query)", headers, body: body).status
    }

    @Test(
        "At most one file may stand before the key",
        arguments: [(0, 201), (1, 201), (2, 403), (3, 403)]
    )
    func keyAfterFiles(before: Int, status: Int) async throws {
        try await Open311Site.with { site in
            let photo = Self.part("media", SamplePhoto.jpeg, file: "x.jpg")
            let key = Self.part("api_key", Array((site.keys[.sender] ?? "").utf8))
            let fields = Open311Site.pothole.flatMap { Self.part($0.key, Array($0.value.utf8)) }
            let files = Array(repeating: photo, count: before).flatMap(\.self)
            let rest = Array(repeating: photo, count: 3 - before).flatMap(\.self)
            let body = files + key + rest + fields + Array("--b--\r\n".utf8)
            let answered = try await Self.send(body, to: site)
            #expect(answered == status)
        }
    }

    @Test("A wrong key ends a form before its files are read; in the address before anything is")
    func wrongKeyFirst() async throws {
        try await Open311Site.with { site in
            // Read to its end, each of these would be 400.
            let broken = Array("--b\r\nnonsense".utf8)
            let file = Self.part("media", SamplePhoto.jpeg, file: "x.jpg")
            let key = Self.part("api_key", Array("wrong".utf8))
            let reader = Self.part("api_key", Array((site.keys[.office] ?? "").utf8))
            let statuses = [
                try await Self.send(broken, to: site), try await Self.send(broken, query: "?api_key=wrong", to: site),
                try await Self.send(key + file + broken, to: site),
                try await Self.send(reader + file + broken, to: site),
            ]
            #expect(statuses == [400, 403, 403, 400])
        }
    }

    @Test("Photos come with a key only")
    func stranger() async throws {
        try await Open311Site.with { site in
            let answer = try await site.postFiles(by: .forger, files: [Self.photo])
            #expect(answer.status == 403)
        }
    }
}
