import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The registers of the office on its pages.
@Suite struct RegisterPageTests {
    private static let breach: [(name: String, value: String)] = [
        ("day", "2026-04-23"), ("time", "08:00"), ("natures", "confidentiality"), ("events", "=A list went astray."),
        ("data", "Names."), ("persons", ""), ("consequences", "None."), ("measures", "It came back."),
    ]

    @Test("A breach goes its way on the pages: noted, told of, closed")
    func breaches() async throws {
        try await TestSite.with("kielce") { site in
            let (officer, words, base) = (try await site.rightsOfficer(), site.words(), "/kielce/office/breaches")
            let empty = try await officer.post(base, Self.breach.filter { $0.name != "events" })
            #expect(empty.status == 422 && empty.page.markup.contains("id=\"events-error\""))
            #expect(empty.page.markup.contains("value=\"2026-04-23\""))
            let noted = try await officer.post(base, Self.breach)
            let path = noted.location
            let list = try await officer.get(base).page.text
            #expect(list.contains(words("breach.notice.undecided", ["moment": .words("2026-04-26 08:00")])))
            #expect(list.contains(words("case.overdue")))
            let today = "\(site.town.clock.date(of: site.hall.now))"
            let notice = [(name: "decision", value: "given"), ("day", today), ("time", "00:00")]
            let silent = try await officer.post("\(path)/notice", notice + [("reason", "")])
            #expect(silent.status == 422 && silent.page.markup.contains("id=\"notice-reason-error\""))
            _ = try await officer.follow(try await officer.post("\(path)/notice", notice + [("reason", "Weekend.")]))
            let early = try await officer.post("\(path)/close", [] as [(name: String, value: String)])
            #expect(early.status == 409 && early.page.text.contains(words("breach.failure.undecided")))
            let telling = [(name: "decision", value: "unneeded"), ("day", ""), ("time", ""), ("reason", "Encrypted.")]
            _ = try await officer.follow(try await officer.post("\(path)/telling", telling))
            let closed = try await officer.post("\(path)/close", [] as [(name: String, value: String)])
            let page = try await officer.follow(closed).page
            #expect(page.text.contains("Weekend.") && page.text.contains("Encrypted."))
            #expect(!page.markup.contains("action=\"\(path)/"))
            let file = try await officer.get("\(base)/file")
            #expect(file.body.contains(",'=A list went astray.,"))
        }
    }

    @Test("The lists take a line, say what is missing, and come as CSV", arguments: Register.allCases)
    func lists(register: Register) async throws {
        try await TestSite.with("kielce") { site in
            let (officer, path) = (try await site.rightsOfficer(), "/kielce/office/\(register.rawValue)")
            let fields = register.fields.map { (name: $0, value: "@\($0)") } + [(name: "day", value: "2026-04-20")]
            let missing = try await officer.post(path, Array(fields.dropFirst()))
            #expect(missing.status == 422 && missing.page.markup.contains("id=\"\(register.fields[0])-error\""))
            let page = try await officer.follow(try await officer.post(path, fields)).page
            #expect(page.text.contains("@\(register.fields[0])"))
            let file = try await officer.get("\(path)/file")
            let row = register.fields.map { "'@\($0)" }.joined(separator: ",")
            #expect(file.body == "from,until,\(register.fields.joined(separator: ","))\r\n2026-04-20,,\(row)\r\n")
            guard register == .processors else { return }
            let end = try #require(page.markup.firstMatch(of: /action="([^"]*\/end)"/)).1
            let ended = try await officer.follow(
                try await officer.post(String(end), [] as [(name: String, value: String)])
            )
            #expect(!ended.page.markup.contains("/end\""))
        }
    }

    @Test("Records of processing say terms and processors of this very town", arguments: ["suprasl", "biale-blota"])
    func processing(name: String) async throws {
        try await TestSite.with(name) { site in
            let (officer, words) = (try await site.rightsOfficer(), site.words())
            let fields = [
                (name: "name", value: "Host of \(name)"), ("task", "x"), ("contract", "y"), ("day", "2026-04-20"),
            ]
            _ = try await officer.post("/\(name)/office/processors", fields)
            let page = try await officer.get("/\(name)/office/processing").page.text
            #expect(page.contains("Host of \(name)"))
            #expect(page.contains(words("retention.class", ["class": .words("B5")])))
            #expect(page.contains(site.town.profile.controller.name))
            let isHome = name == "biale-blota"
            #expect(page.contains(words("processing.transfers.none")) == isHome)
            let file = try await officer.get("/\(name)/office/processing/file")
            #expect(file.body.split(separator: "\r\n").count == ProcessingActivity.allCases.count + 1)
        }
    }

    @Test(
        "The pages are as they were recorded",
        arguments: Language.allCases,
        ["breaches", "breaches/BREACH", "disclosures", "processors", "processing"]
    )
    func recorded(language: Language, name: String) async throws {
        try await TestSite.with("demo") { site in
            let officer = try await site.rightsOfficer()
            let noted = try await officer.post("/demo/office/breaches", Self.breach)
            let id = noted.location.split(separator: "/").last.map(String.init) ?? ""
            let path = "/demo/office/\(name.replacing("BREACH", with: id))?lang=\(language.rawValue)"
            let answer = try await officer.get(path)
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
                .replacing(id, with: "BREACH")
            let snapshot = name.replacing("breaches/BREACH", with: "breach")
            try expectSnapshot(HTML(trusted: markup), named: "page-\(snapshot)-\(language.rawValue)")
        }
    }
}
