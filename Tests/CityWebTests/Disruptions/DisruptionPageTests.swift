import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What residents and the office see of disturbances of the service.
@Suite struct DisruptionPageTests {
    private static let fields: [(name: String, value: String)] = [
        ("kind", "planned"), ("fromDay", "2026-05-05"), ("fromTime", "20:00"), ("untilDay", "2026-05-05"),
        ("untilTime", "22:00"), ("words-pl", "Nie da się wysłać zgłoszenia."),
        ("words-uk", "Не можна надіслати звернення."), ("words-en", "No reports can be sent."),
    ]

    private static func with(_ name: String, _ fields: [String: String]) -> [(name: String, value: String)] {
        Self.fields.map { (name: $0.name, value: fields[$0.name] ?? $0.value) }
    }

    @Test(
        "A planned break is told on every page of the town, from the moment it is announced until its end",
        .clause("kielce/VI.3", "suprasl/VI.2", "biale-blota/§6.2"),
        arguments: ["kielce", "suprasl", "biale-blota"]
    )
    func banner(name: String) async throws {
        try await TestSite.with(name) { site in
            let (admin, words) = (try await site.chief(), site.words())
            let paths = ["", "/reports", "/regulation", "/disruptions", "/status", "/nowhere", "/office/disruptions"]
            func told(_ headline: String) async throws -> [Bool] {
                var found: [Bool] = []
                for path in paths { found.append(try await admin.get("/\(name)\(path)").page.text.contains(headline)) }
                return found
            }
            let upcoming = words("disruption.headline.planned.upcoming")
            #expect(try await told(upcoming) == Array(repeating: false, count: paths.count))
            #expect(try await site.get("/\(name)/disruptions").page.text.contains(words("disruption.calm")))
            _ = try await admin.follow(try await admin.post("/\(name)/office/disruptions", Self.fields))
            #expect(try await told(upcoming) == Array(repeating: true, count: paths.count))
            let day = Text.Argument.date(CivilDate(2026, 5, 5))
            let span = words("disruption.span.day", ["day": day, "from": .words("20.00"), "until": .words("22.00")])
            #expect(try await admin.get("/\(name)").page.text.contains("\(upcoming): \(span)"))
            site.hall.clock.set(.utc(CivilDate(2026, 5, 5), 18, 30))
            let running = words("disruption.headline.planned.running")
            #expect(try await site.get("/\(name)/disruptions").page.text.contains(running))
            let silent1 = try await site.get("/\(name)")
            #expect(!silent1.page.text.contains(upcoming))
            site.hall.clock.set(.utc(CivilDate(2026, 5, 5), 20, 0))
            let silent2 = try await site.get("/\(name)")
            #expect(!silent2.page.text.contains(running))
            let list = try await site.get("/\(name)/disruptions").page.text
            #expect(list.contains(words("disruption.part.past")) && list.contains("Nie da się wysłać zgłoszenia."))
        }
    }

    @Test("Maintenance in working hours is announced without a question", .clause("kremenchuk/A2.9.6"))
    func workingHours() async throws {
        try await TestSite.with("kremenchuk") { site in
            let admin = try await site.chief()
            let fields = Self.with("kremenchuk", ["fromTime": "10:00", "untilTime": "12:00"])
            let answer = try await admin.post("/kremenchuk/office/disruptions", fields)
            #expect(answer.status == 303)
            let page = try await site.get("/kremenchuk").page
            #expect(page.text.contains("Не можна надіслати звернення."))
            site.hall.clock.set(.utc(CivilDate(2026, 5, 5), 8, 0))
            let words = site.words(.ukrainian)
            let running = words("disruption.headline.planned.running")
            #expect(try await site.get("/kremenchuk/contact").page.text.contains(running))
        }
    }

    @Test("What begins soon, in working hours or in one language alone comes back once with a question")
    func warned() async throws {
        try await TestSite.with("kielce") { site in
            let (admin, words, path) = (try await site.chief(), site.words(), "/kielce/office/disruptions")
            let soon = ["fromDay": "2026-04-28", "fromTime": "10:00", "untilDay": "2026-04-28", "words-uk": " "]
            let fields = Self.with("kielce", soon)
            let asked = try await admin.post(path, fields)
            #expect(asked.status == 200)
            let texts = [
                words("disruption.warning.late", ["period": .text(Period.days(2).text)]),
                words("disruption.warning.workingHours", ["from": .words("7.30"), "until": .words("15.30")]),
                words("disruption.warning.untranslated"),
            ]
            for text in texts { #expect(asked.page.text.contains(text)) }
            #expect(asked.page.markup.contains("value=\"2026-04-28\""))
            let seen = ["late", "workingHours", "untranslated"].map { (name: "warned", value: $0) }
            #expect(try await admin.post(path, fields + [seen[0]]).status == 200)
            #expect(try await admin.post(path, fields + seen).status == 303)
            let page = try await admin.get("/kielce?lang=uk").page.markup
            #expect(page.contains("<span lang=\"pl\">Nie da się wysłać zgłoszenia.</span>"))
        }
    }

    @Test("A fault is told at once, corrected and ended; what is wrong in a form is said at its field")
    func fault() async throws {
        try await TestSite.with("kielce") { site in
            let (admin, words, base) = (try await site.chief(), site.words(), "/kielce/office/disruptions")
            let times = ["fromDay": "", "fromTime": "", "untilDay": "", "untilTime": ""]
            let wrong = try await admin.post(base, Self.with("kielce", times.merging(["words-pl": ""]) { $1 }))
            #expect(wrong.status == 422)
            for id in ["fromDay-error", "untilDay-error", "words-pl-error"] {
                #expect(wrong.page.markup.contains("id=\"\(id)\""), "\(id)")
            }
            let fault = Self.with("kielce", times.merging(["kind": "unplanned"]) { $1 })
            let path = try await admin.post(base, fault).location
            #expect(try await site.get("/kielce").page.text.contains(words("disruption.headline.unplanned.running")))
            let later = Self.with("kielce", ["fromDay": "2026-04-27", "fromTime": "09:00", "words-pl": "Poczta stoi."])
            _ = try await admin.follow(try await admin.post("\(path)/correct", later + [("seen", "1")]))
            #expect(try await site.get("/kielce/disruptions").page.text.contains("Poczta stoi."))
            let stale = try await admin.post("\(path)/correct", later + [("seen", "1")])
            #expect(stale.status == 409 && stale.page.text.contains(words("disruption.failure.changedMeanwhile")))
            let ended = try await admin.post("\(path)/end", ["seen": "2"])
            let page = try await admin.follow(ended).page
            #expect(page.text.contains(words("disruption.closed")) && page.text.contains(words("disruption.act.ended")))
            #expect(!page.markup.contains("action=\"\(path)/"))
            #expect(try await site.get("/kielce/disruptions").page.text.contains(words("disruption.calm")))
        }
    }

    @Test("Programs read the same, in the language they ask for")
    func interface() async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.announce(.upcoming, in: site.town)
            _ = try await site.hall.announce(.sample(.unplanned, from: "", until: ""), in: site.town)
            let body = try await site.get("/kielce/api/v1/disruptions?lang=en").body
            let order = body.ranges(of: /"phase":"(running|upcoming)"/).map { String(body[$0]) }
            #expect(order == ["\"phase\":\"running\"", "\"phase\":\"upcoming\""])
            #expect(body.contains("\"from\":\"2026-05-05T18:00:00Z\"") && body.contains("\"language\":\"pl\""))
        }
    }

    @Test("Pages that need no database come while it is away, with what was known last")
    func databaseAway() async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.announce(.upcoming, in: site.town)
            let upcoming = site.words()("disruption.headline.planned.upcoming")
            #expect(try await site.get("/kielce/contact").page.text.contains(upcoming))
            await site.hall.database.close()
            site.hall.clock.advance(.minutes(5))
            let answer = try await site.get("/kielce/contact")
            #expect(answer.status == 200 && answer.page.text.contains(upcoming))
        }
    }

    @Test("Nobody without the right sees or sends the office’s form")
    func rights() async throws {
        try await TestSite.with("kielce") { site in
            let officer = try await site.officer()
            #expect(try await officer.get("/kielce/office/disruptions").status == 403)
            #expect(try await officer.post("/kielce/office/disruptions", Self.fields).status == 403)
            #expect(try await site.hall.readDisruptions.open(in: site.town.id, at: site.hall.now).isEmpty)
        }
    }

    @Test("The office’s pages and the residents’ page are as they were recorded")
    func snapshots() async throws {
        try await TestSite.with("demo") { site in
            let admin = try await site.chief()
            let id = try await site.hall.announce(.upcoming, in: site.town)
            _ = try await site.hall.announce(.sample(.unplanned, from: "", until: ""), in: site.town)
            site.hall.clock.advance(.seconds(5))
            let pages = ["disruptions", "office/disruptions", "office/disruptions/\(id)"]
            let names = ["disruptions-announced", "disruptions-office", "disruptions-case"]
            for (name, page) in zip(names, pages) {
                let answer = try await admin.get("/demo/\(page)")
                try expectSnapshot(HTML(trusted: answer.body.replacing(id.rawValue, with: "ID")), named: "page-\(name)")
            }
        }
    }
}

extension TestSite {
    /// A browser in which an administrator is signed in who looks after nothing else.
    func chief(in town: Municipality? = nil) async throws -> Browser {
        let town = town ?? self.town
        _ = try await hall.createStaff(
            name: PersonName(typed: "Adela Próbna"),
            login: EmailAddress(typed: "adela@urzad.example"),
            password: Password(typed: Self.officerPassword),
            roles: [.administrator],
            by: .test,
            in: town.id,
            at: hall.now
        )
        let browser = browser()
        _ = try await browser.signIn(at: town, login: "adela@urzad.example")
        return browser
    }
}
