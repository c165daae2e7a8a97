import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The service out of order for a while.
@Suite struct PauseTests {
    private static let pages = [
        "/kielce", "/kielce/reports", "/kielce/report/place", "/kielce/account", "/kielce/brand", "/kielce/nowhere",
    ]

    @Test(
        "Every page says that the service is paused, until when and whom to call",
        .clause("kremenchuk/A2.9.6"),
        arguments: Language.allCases
    )
    func pages(language: Language) async throws {
        let pauses = FakePauses()
        try await TestSite.with("kremenchuk", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: site.hall.now + .minutes(30)))
            let words = site.words(language)
            let headers: HTTPFields = [.acceptLanguage: language.rawValue]
            for path in ["", "/contact", "/disruptions", "/nowhere"] {
                let answer = try await site.get("/kremenchuk\(path)", headers)
                #expect(answer.status == 503 && answer.headers[.retryAfter] == "1800", "\(path)")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.page.heading == words("pause.title"), "\(path)")
                for part in ["support@kremenchuk.example", "112", site.town.profile.office.email] {
                    #expect(answer.page.text.contains(part), "\(part)")
                }
            }
        }
    }

    @Test("What must go on goes on: health checks, what pages are drawn with, the door of the office")
    func goesOn() async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: nil))
            for path in ["/livez", "/readyz", "/kielce/brand.css", "/kielce/office/sign-in"] {
                #expect(try await site.get(path).status == 200, "\(path)")
            }
            for path in Self.pages + ["/"] {
                let answer = try await site.get(path)
                #expect(answer.status == 503 && answer.headers[.retryAfter] == "600", "\(path)")
            }
        }
    }

    @Test("Administrators sign in and announce; everybody else of the office waits")
    func office() async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: nil), for: site.town.id)
            let chief = try await site.chief()
            #expect(try await chief.get("/kielce/office/disruptions").status == 200)
            let form: KeyValuePairs = ["kind": "unplanned", "words-pl": "Wymieniamy dysk.", "warned": "untranslated"]
            #expect(try await chief.post("/kielce/office/disruptions", form).status == 303)
            #expect(try await site.get("/kielce").page.text.contains("Wymieniamy dysk."))
            let officer = site.browser()
            _ = try await site.hall.createStaff(
                name: PersonName(typed: "Jagoda Próbna"),
                login: EmailAddress(typed: "jagoda@urzad.example"),
                password: Password(typed: TestSite.officerPassword),
                roles: [.operator],
                by: .test,
                in: site.town.id,
                at: site.hall.now
            )
            _ = try await officer.signIn(at: site.town)
            #expect(try await officer.get("/kielce/office").status == 503)
        }
    }

    @Test("Of several towns one is paused, or all; off means off")
    func towns() async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", "suprasl", pauses: pauses) { site in
            func statuses() async throws -> [Int] {
                var all: [Int] = []
                for path in ["/", "/kielce", "/suprasl"] { all.append(try await site.get(path).status) }
                return all
            }
            let pause = Pause(since: site.hall.now, until: nil)
            let open = try await statuses()
            #expect(open == [200, 200, 200])
            pauses.set(pause, for: ID("suprasl"))
            let one = try await statuses()
            #expect(one == [200, 200, 503])
            pauses.set(pause)
            let all = try await statuses()
            #expect(all == [503, 503, 503])
            pauses.set(nil)
            pauses.set(nil, for: ID("suprasl"))
            let again = try await statuses()
            #expect(again == [200, 200, 200])
        }
    }

    @Test("A form that comes meanwhile changes nothing, and its words come back; a password does not")
    func forms() async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: nil))
            let words = site.words()
            let typed = "Latarnia <nie> świeci\nod wtorku."
            let answer = try await site.browser().post(
                "/kielce/report/problem",
                ["description": typed, "password": "bardzo-tajne-hasło", "title": ""]
            )
            #expect(answer.status == 503 && answer.page.text.contains(words("pause.unsent")))
            #expect(answer.page.markup.contains("Latarnia &lt;nie&gt; świeci\nod wtorku.</textarea>"))
            #expect(!answer.body.contains("bardzo-tajne-hasło"))
            let files = try await site.browser().postFiles("/kielce/report/photos", [:], files: [("a.jpg", [1, 2])])
            #expect(files.status == 503 && files.page.text.contains(words("pause.unsent")))
            #expect(files.page.text.contains(words("pause.unsent.files")))
            let silent1 = try await site.get("/kielce")
            #expect(!silent1.page.text.contains(words("pause.unsent")))
        }
    }

    @Test(
        "Programs are turned away in their own form, with the time to come again",
        arguments: [
            ("/kielce/api/v1/reports", "application/problem+json"),
            ("/kielce/open311/v2/services.json", "application/json; charset=utf-8"),
            ("/kielce/open311/v2/services.xml", "text/xml; charset=utf-8"),
        ]
    )
    func programs(path: String, type: String) async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: site.hall.now + .hours(9)))
            let answer = try await site.get(path)
            #expect(answer.status == 503 && answer.headers[.contentType] == type)
            #expect(answer.headers[.retryAfter] == "3600")
        }
    }

    @Test("While the database is away, whoever is paused still reads why the page does not come")
    func databaseAway() async throws {
        let pauses = FakePauses()
        try await TestSite.with("kielce", pauses: pauses) { site in
            pauses.set(Pause(since: site.hall.now, until: nil))
            await site.hall.database.close()
            let answer = try await site.get("/kielce/reports")
            #expect(answer.status == 503 && answer.page.heading == site.words()("pause.title"))
        }
    }

    @Test("The page for a proxy stands alone, in every language of its towns")
    func standIn() throws {
        let towns = try ["kielce", "kremenchuk"].map { try ProjectTown.named($0) }
        let page = StandInPage(towns: towns, catalogue: try ProjectFiles.texts()).html.markup
        for part in ["<section lang=\"pl\">", "<section lang=\"uk\">", "<section lang=\"en\">", "smartcity@kielce.eu"] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(!page.contains("src=") && !page.contains("<link") && !page.contains("http"))
        let one = StandInPage(towns: [towns[1]], catalogue: try ProjectFiles.texts()).html
        try expectSnapshot(one, named: "page-stand-in")
    }

    @Test("The page of a pause is as it was recorded")
    func snapshot() async throws {
        let pauses = FakePauses()
        try await TestSite.with("demo", pauses: pauses) { site in
            _ = try await site.hall.announce(.sample(.unplanned, from: "", until: "2026-04-27 12:00"), in: site.town)
            pauses.set(Pause(since: site.hall.now, until: site.hall.now + .hours(1)))
            let answer = try await site.browser().post("/demo/report/problem", ["description": "Dziura."])
            try expectSnapshot(HTML(trusted: answer.body), named: "page-paused")
        }
    }
}
