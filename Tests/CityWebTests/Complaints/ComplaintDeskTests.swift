import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The office's register of complaints.
@Suite struct ComplaintDeskTests {
    private static let answer: KeyValuePairs = ["outcome": "accepted", "words": "Mapa działa."]

    @Test("From the register to the answer, and what is added later", arguments: Language.allCases)
    func way(language: Language) async throws {
        try await TestSite.with("suprasl") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let spokenHere = site.town.profile.languages.contains(language) ? language : site.town.profile.languages[0]
            let (officer, words) = (try await site.administrator(), site.words(spokenHere))
            let id = try await site.hall.complain(in: site.town).id
            let list = try await officer.get("/suprasl/office/complaints", spoken).page
            #expect(list.text.contains("R/2026/1") && !list.text.contains("Zmyślona"), "the register names nobody")
            let path = "/suprasl/office/complaints/\(id)"
            let page = try await officer.get(path, spoken).page
            for said in ["Ada Zmyślona", "ada@poczta.example", "Mapa", "Proszę naprawić mapę."] {
                #expect(page.text.contains(said))
            }
            #expect(page.text.contains(words("report.term.how")))
            let empty: KeyValuePairs = ["words": " "]
            let wrong = try await officer.post("\(path)/answer", empty, spoken)
            let missing = [ComplaintFailure.outcomeMissing, .wordsMissing].map { words($0.text) }
            #expect(wrong.status == 422 && wrong.page.faults.map(\.words) == missing)
            _ = try await site.hall.mail()
            #expect(try await officer.post("\(path)/answer", Self.answer, spoken).location == path)
            #expect(try await site.hall.mail().map { $0.text.contains("Mapa działa.") } == [true])
            let answered = try await officer.get(path, spoken).page
            #expect(answered.text.contains(words("complaint.outcome.accepted")))
            #expect(!answered.markup.contains("\(path)/answer\"") && answered.markup.contains("\(path)/add\""))
            let more: KeyValuePairs = ["words": "Dziękujemy.", "seen": "1"]
            #expect(try await officer.post("\(path)/add", more, spoken).location == path)
            let twice = try await officer.post("\(path)/add", more, spoken)
            #expect(twice.status == 409 && twice.page.text.contains(words("complaint.failure.changedMeanwhile")))
            #expect(try await site.hall.mail().map { $0.text.contains("Dziękujemy.") } == [true])
        }
    }

    @Test("Who answers second keeps the own words and reads those of the first")
    func race() async throws {
        try await TestSite.with("suprasl") { site in
            let (officer, words) = (try await site.administrator(), site.words())
            let id = try await site.hall.complain(in: site.town).id
            let work = site.hall.desk(in: site.town)
            try await site.hall.handleComplaints.answer(id, .notAccepted, words: "Mapa działała.", work)
            let page = try await officer.post("/suprasl/office/complaints/\(id)/answer", Self.answer)
            #expect(page.status == 409 && page.page.text.contains(words("complaint.failure.answered")))
            #expect(page.page.text.contains("Mapa działała.") && page.page.value("words") == "Mapa działa.")
            #expect(try await officer.get("/suprasl/office/complaints/none").status == 404)
        }
    }

    @Test(
        "A complaint that came by e-mail is entered with its day of receipt, and an overdue one is marked",
        .clause("suprasl/X.4", "kielce/IX.1", "kielce/IX.2"),
        arguments: ["suprasl", "kielce"]
    )
    func entering(name: String) async throws {
        try await TestSite.with(name) { site in
            let (officer, words) = (try await site.administrator(), site.words())
            let path = "/\(name)/office/complaints"
            #expect(try await officer.get(path).page.links.contains("\(path)/new"))
            let form = try await officer.get("\(path)/new").page
            let key = String(try #require(form.markup.firstMatch(of: /name="key" value="([^"]+)"/)).1)
            let wrong = try await officer.post("\(path)/new", ["key": key, "matter": "Mapa"])
            #expect(wrong.status == 422 && wrong.page.faults.map(\.field).contains("receivedOn"))
            let fields: KeyValuePairs = [
                "key": key, "receivedOn": "2026-03-02", "origin": "email", "subject": "place", "matter": "Mapa",
                "description": "Mapa się nie otwiera.", "eventDay": "2026-02-01",
            ]
            let sent = try await officer.post("\(path)/new", fields)
            #expect(try await officer.post("\(path)/new", fields).location == sent.location)
            let page = try await officer.follow(sent).page
            #expect(page.text.contains(words("complaint.origin.email")))
            #expect(page.text.contains(words("complaint.desk.byHand")), "it names no address")
            #expect(page.text.contains(words("complaint.desk.late")) == (name == "kielce"))
            let list = try await officer.get(path).page
            #expect(list.markup.contains("tag status-overdue") == (name == "suprasl"))
            #expect(list.text.contains(words("complaint.promise.undated")) == (name == "kielce"))
        }
    }

    @Test("Without the right there is neither the register nor the way to it")
    func rights() async throws {
        try await TestSite.with("suprasl") { site in
            let officer = try await site.officer()
            #expect(try await officer.get("/suprasl/office/complaints").status == 403)
            #expect(try await !officer.get("/suprasl/office").page.links.contains("/suprasl/office/complaints"))
            let administrator = try await site.administrator()
            #expect(try await administrator.get("/suprasl/office").page.links.contains("/suprasl/office/complaints"))
        }
    }
}

/// Complaints by way of the JSON interface.
@Suite struct ComplaintAPITests {
    private static let complaint = """
        {"subject": "service", "name": "Ada Zmyślona", "email": "ada@poczta.example", "matter": "Mapa", \
        "demand": "Naprawcie.", "justification": "Nie działa."}
        """

    @Test("A program learns what a complaint needs, sends one, and the office's program lists it without names")
    func way() async throws {
        try await TestSite.with("suprasl") { site in
            let json: HTTPFields = [.contentType: "application/json"]
            let rules = try await site.get("/suprasl/api/v1/complaints").body
            #expect(rules.contains("\"subjects\":[\"service\"]") && rules.contains("\"14 working days\""))
            let path = "/suprasl/api/v1/complaints"
            let sent = try await site.request(.post, path, json, body: Array(Self.complaint.utf8))
            #expect(sent.status == 201 && sent.body.contains("\"R/2026/1\"") && sent.body.contains("\"2026-05-18\""))
            let outcome = Self.complaint.replacing("service", with: "outcome")
            let refused = try await site.request(.post, path, json, body: Array(outcome.utf8))
            #expect(refused.status == 422 && refused.body.contains("\"subject\""))
            let program = try await Program(.administrator, site)
            let list = try await program.call("listComplaints", [:])
            #expect(list.status == 200 && list.body.contains("\"origin\":\"program\""))
            #expect(!list.body.contains("Ada") && !list.body.contains("Mapa"))
            let other = try await Program(.operator, site)
            #expect(try await other.call("listComplaints", [:]).status == 403)
        }
    }

    @Test("A town without rules takes none")
    func silent() async throws {
        try await TestSite.with("siedlce") { site in
            let json: HTTPFields = [.contentType: "application/json"]
            let path = "/siedlce/api/v1/complaints"
            let rules = try await site.get(path)
            let sent = try await site.request(.post, path, json, body: Array(Self.complaint.utf8))
            #expect([rules.status, sent.status] == [404, 404])
        }
    }
}
