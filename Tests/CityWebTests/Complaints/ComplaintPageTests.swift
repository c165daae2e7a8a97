import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A complaint as a resident makes it and as the office answers it.
@Suite struct ComplaintPageTests {
    private static let towns = ["kielce", "suprasl", "biale-blota", "demo"]

    /// What somebody fills in, as far as the town asks for it.
    private static func fields(_ site: TestSite, key: String, without: ComplaintField? = nil) -> [(
        name: String, value: String
    )] {
        let sample = ComplaintForm.sample(on: site.town.clock.date(of: site.hall.now))
        let asked = site.town.complaints?.form.fields ?? []
        return [("subject", "service"), ("key", key)]
            + asked.filter { $0 != .photo && $0 != without }.map { ($0.rawValue, sample[$0]) }
    }

    private static func key(_ page: PageReader) throws -> String {
        String(try #require(page.markup.firstMatch(of: /name="key" value="([^"]+)"/)).1)
    }

    /// Sends the form the way the town's page does.
    private static func send(
        _ site: TestSite,
        _ browser: Browser,
        _ fields: [(name: String, value: String)],
        files: [(name: String, content: [UInt8])] = [],
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        let path = "/\(site.town.id)/complaints/new"
        guard site.town.complaints?.asks(.photo) == true else { return try await browser.post(path, fields, headers) }
        return try await browser.postFiles(path, fields, files: files, headers)
    }

    @Test(
        "From the question what it is about to the receipt, in every town and language",
        .clause(
            "kielce/IX.1",
            "suprasl/X.1",
            "suprasl/X.2",
            "suprasl/X.3",
            "biale-blota/§9.1",
            "biale-blota/§9.2"
        ),
        arguments: towns,
        Language.allCases
    )
    func way(name: String, language: Language) async throws {
        try await TestSite.with(name) { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (browser, town) = (site.browser(), site.town)
            let words = site.words(town.profile.languages.contains(language) ? language : town.profile.languages[0])
            let rules = try #require(town.complaints)
            let home = try await browser.get("/\(name)", spoken).page
            #expect(home.links.contains("/\(name)/complaints"))
            let question = try await browser.get("/\(name)/complaints", spoken).page
            #expect(question.links.contains("mailto:\(rules.address.email)"))
            #expect(question.text.contains(words("complaint.rule.scope")) == (rules.scope != nil))
            let chosen = try await browser.get("/\(name)/complaints?asked=1&about=service", spoken)
            #expect(chosen.location == "/\(name)/complaints/new?about=service")
            let form = try await browser.get(chosen.location, spoken).page
            for field in ComplaintField.allCases {
                let label = words("complaint.field.\(field.rawValue)")
                #expect(form.markup.contains(">\(label)") == rules.asks(field), "\(field)")
            }
            #expect(form.links.contains("mailto:\(rules.address.email)"))
            let sent = try await Self.send(site, browser, Self.fields(site, key: try Self.key(form)), spoken)
            #expect(sent.status == 303)
            let receipt = try await browser.get(sent.location, spoken).page
            #expect(receipt.text.contains("R/2026/1"))
            let due = rules.due(from: site.town.clock.date(of: site.hall.now), in: town.calendar)
            let promise = due.map { words("complaint.promise.due", ["date": .date($0)]) }
            #expect(receipt.text.contains(promise ?? words("complaint.promise.undated")))
            #expect(
                !receipt.text.contains("Mapa") && !receipt.text.contains("Zmyślona"),
                "whoever has the link sees it"
            )
        }
    }

    @Test(
        "What is no complaint about the service is led elsewhere",
        .clause("suprasl/X.3"),
        arguments: ["suprasl", "kielce"]
    )
    func elsewhere(name: String) async throws {
        try await TestSite.with(name) { site in
            let (browser, words) = (site.browser(), site.words())
            let ways: [(String, [String])] = [
                ("outcome", ["status", "contact"]), ("place", ["report", "contact"]),
                ("personalData", ["account/privacy", "privacy"]),
            ]
            for (about, paths) in ways {
                let page = try await browser.get("/\(name)/complaints?asked=1&about=\(about)").page
                #expect(page.heading == words("complaint.elsewhere.\(about)"))
                for path in paths { #expect(page.links.contains("/\(name)/\(path)"), "\(about)") }
                let isOpen = page.links.contains("/\(name)/complaints/new?about=\(about)")
                #expect(isOpen == (name == "kielce"))
                let form = try await browser.get("/\(name)/complaints/new?about=\(about)")
                #expect(form.status == (name == "kielce" ? 200 : 303))
                var fields = Self.fields(site, key: "")
                fields[0].value = about
                #expect(try await Self.send(site, browser, fields).status == (name == "kielce" ? 303 : 422))
            }
            let nothing = try await browser.get("/\(name)/complaints?asked=1")
            #expect(nothing.status == 422)
            #expect(nothing.page.faults == [.init(field: "about", words: words("complaint.failure.subjectMissing"))])
        }
    }

    @Test(
        "A form with faults says them beside the fields and keeps what was typed",
        .clause("suprasl/X.2", "biale-blota/§9.2"),
        arguments: towns
    )
    func faults(name: String) async throws {
        try await TestSite.with(name) { site in
            let (browser, words) = (site.browser(), site.words())
            let rules = try #require(site.town.complaints)
            for field in rules.form.fields where field.isRequired {
                let fields = Self.fields(site, key: "", without: field)
                let page = try await Self.send(site, browser, fields)
                let said = words(ComplaintFailure.missing(field).text)
                #expect(page.status == 422)
                #expect(page.page.faults == [.init(field: field.rawValue, words: said)])
                #expect(page.page.fault(at: field.rawValue) == said)
                for (name, typed) in fields where name != "key" && name != field.rawValue {
                    #expect(page.page.value(name) == typed, "\(name)")
                }
            }
            #expect(try await site.hall.mail().isEmpty)
        }
    }

    @Test("After the last day the form says which day it was", .clause("kielce/IX.1"), arguments: Language.allCases)
    func tooLate(language: Language) async throws {
        try await TestSite.with("kielce") { site in
            let (browser, words) = (site.browser(), site.words(language))
            var fields = Self.fields(site, key: "", without: .eventDay)
            fields.append(("eventDay", "2026-04-19"))
            let page = try await Self.send(site, browser, fields, [.acceptLanguage: language.rawValue])
            #expect(page.status == 303, "19 April and seven days is a Sunday, so this Monday is the last day")
            fields[fields.count - 1].value = "2026-04-17"
            let late = try await Self.send(site, browser, fields, [.acceptLanguage: language.rawValue]).page
            let said = words(ComplaintFailure.tooLate(last: CivilDate(2026, 4, 24)).text)
            #expect(late.fault(at: "eventDay") == said && said.contains("24"))
        }
    }

    @Test("Pressing the button twice makes one complaint; other words under the same form are asked about first")
    func twice() async throws {
        try await TestSite.with("suprasl") { site in
            let (browser, words) = (site.browser(), site.words())
            let form = try await browser.get("/suprasl/complaints/new?about=service").page
            var fields = Self.fields(site, key: try Self.key(form))
            let sent = try await Self.send(site, browser, fields)
            #expect(try await Self.send(site, browser, fields).location == sent.location)
            fields[fields.count - 1].value = "Bo tak."
            let other = try await Self.send(site, browser, fields)
            #expect(other.status == 409 && other.page.text.contains("R/2026/1"))
            #expect(other.page.value("justification") == "Bo tak.")
            fields[1].value = try Self.key(other.page)
            let second = try await Self.send(site, browser, fields)
            #expect(second.status == 303 && second.location != sent.location)
            #expect(try await browser.follow(second).page.text.contains("R/2026/2"))
            let wrong = try await browser.get("\(sent.location)x")
            #expect(wrong.status == 404 && wrong.page.text.contains(words("complaint.failure.wrongLink")))
        }
    }

    @Test(
        "A photo goes to the office and to nobody else; a file that is none keeps the words",
        .clause("biale-blota/§9.2"),
        arguments: ["biale-blota", "demo"]
    )
    func photo(name: String) async throws {
        try await TestSite.with(name) { site in
            let (browser, words) = (site.browser(), site.words())
            let fields = Self.fields(site, key: "")
            let wrong = try await Self.send(site, browser, fields, files: [("x.jpg", Array("no".utf8))])
            #expect(wrong.status == 422 && wrong.page.fault(at: "photos") != nil)
            #expect(wrong.page.value("name") == "Ada Zmyślona")
            #expect(wrong.page.text.contains(words("complaint.field.photo.again")))
            let sent = try await Self.send(site, browser, fields, files: [("x.jpg", SamplePhoto.jpeg)])
            #expect(sent.status == 303)
            #expect(try await !browser.follow(sent).page.markup.contains("<img"))
            let officer = try await site.administrator()
            let list = try await officer.get("/\(name)/office/complaints").page
            let path = try #require(list.links.first { $0.contains("/office/complaints/0") })
            let page = try await officer.get(path).page
            let picture = try #require(page.addresses.first { $0.hasSuffix("/thumbnail") })
            let image = try await officer.get(picture)
            #expect(image.status == 200 && image.headers[.contentType] == "image/jpeg")
            #expect(image.headers[.cacheControl] == "private, no-store")
            let stranger = try await site.browser().get(picture)
            #expect(stranger.location.hasSuffix("/office/sign-in"))
            let id = picture.split(separator: "/").dropLast().last.map(String.init) ?? ""
            #expect(try await browser.get("/\(name)/photos/\(id)/large").status == 404)
        }
    }

    @Test("A complaint of somebody signed in stands in the account, with the answer", arguments: Language.allCases)
    func own(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (browser, words) = (try await site.resident(), site.words(language))
            #expect(try await browser.get("/demo/account", spoken).page.links.contains("/demo/account/complaints"))
            let none = try await browser.get("/demo/account/complaints", spoken).page
            #expect(none.text.contains(words("complaint.own.none")))
            let form = try await browser.get("/demo/complaints/new?about=service", spoken).page
            #expect(form.value("name") == "Ida Przykładowa" && form.value("email") == "ida@example.org")
            _ = try await Self.send(site, browser, Self.fields(site, key: try Self.key(form)), spoken)
            let id = try #require(
                try await site.hall.handleComplaints.register(site.hall.desk(in: site.town)).first?.id
            )
            let work = site.hall.desk(in: site.town)
            try await site.hall.handleComplaints.answer(id, .accepted, words: "Mapa działa.", work)
            let own = try await browser.get("/demo/account/complaints", spoken).page
            #expect(own.text.contains("R/2026/1") && own.text.contains("Mapa działa."))
            #expect(own.text.contains(words("complaint.outcome.accepted")))
            #expect(try await site.browser().get("/demo/account/complaints").location == "/demo/account/sign-in")
        }
    }

    @Test("A town without rules for complaints has no way to them")
    func silent() async throws {
        try await TestSite.with("siedlce") { site in
            let browser = site.browser()
            #expect(try await !browser.get("/siedlce").page.markup.contains("/complaints"))
            for path in ["complaints", "complaints/new?about=service"] {
                let page = try await browser.get("/siedlce/\(path)")
                #expect(page.status == 404 && page.page.text.contains(site.words()("complaint.failure.notOffered")))
            }
        }
    }
}
