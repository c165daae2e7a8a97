import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct ReportFormTests {
    @Test(
        "A report goes in by five pages and plain forms, and its receipt says what was sent",
        .clause("kielce/VI.4.2", "kielce/III.19", "biale-blota/§6.4•9"),
        arguments: ["kielce", "suprasl", "demo"]
    )
    func wholeWay(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = site.browser()
            let start = try await browser.get("/\(name)/report")
            #expect(start.location == "/\(name)/report/place")
            #expect(try await browser.follow(start).status == 200)
            let problem = try await browser.fillPlace()
            #expect(problem.location == "/\(name)/report/problem")
            #expect(try await browser.follow(problem).status == 200)
            let photos = try await browser.fillProblem()
            #expect(photos.location == "/\(name)/report/photos")
            #expect(try await browser.follow(photos).status == 200)
            let contact = try await browser.addPhotos([], step: "next")
            #expect(contact.location == "/\(name)/report/contact")
            #expect(try await browser.follow(contact).status == 200)
            let check = try await browser.fillContact()
            #expect(check.location == "/\(name)/report/check")
            let list = try await browser.follow(check).page.text
            for answer in [
                "ul. Zmyślona 21", "przy słupie", "Nie świeci latarnia.", "ida@poczta.example", "Ida Zmyślona",
            ] {
                #expect(list.contains(answer), "\(answer)")
            }
            let sent = try await browser.send()
            let receipt = try await browser.follow(sent)
            #expect(sent.location.hasPrefix("/\(name)/z/2026-1/"))
            #expect(receipt.status == 200)
            #expect(receipt.page.text.contains("2026/1"))
            #expect(receipt.page.text.contains("http://localhost\(sent.location.replacing("/receipt", with: ""))"))
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            let place = Place(
                address: "ul. Zmyślona 21",
                point: site.town.somewhere,
                hint: "przy słupie"
            )
            #expect(open.content == ReportContent(description: "Nie świeci latarnia.\nOd dawna.", place: place))
            #expect([open.contact.email?.text, open.contact.name?.text] == ["ida@poczta.example", "Ida Zmyślona"])
            #expect(open.contact.phone?.e164 == "+48600123456")
            #expect(open.report.category == site.town.categories[1].id)
        }
    }

    @Test(
        "A category that asks for more has a step of its own, and changing the category asks again",
        .clause("kielce/III.18")
    )
    func details() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let details = try await browser.post(
                "/kielce/report/problem",
                ["category": "street-light", "description": "Ciemno."]
            )
            #expect(details.location == "/kielce/report/details")
            #expect(try await browser.follow(details).page.text.contains("z 6"))
            let missing = try await browser.post("/kielce/report/details", ["field-pole": "L 12"])
            #expect(missing.status == 422)
            #expect(missing.page.faults.map(\.field) == ["field-problem"])
            #expect(missing.page.value("field-pole") == "L 12")
            let contact = try await browser.post(
                "/kielce/report/details",
                ["field-problem": "dark", "field-pole": "L 12"]
            )
            #expect(contact.location == "/kielce/report/photos")
            let check = try await browser.follow(try await browser.fillContact()).page.text
            for words in ["Nie świeci", "L 12"] { #expect(check.contains(words)) }
            let changed = try await browser.post(
                "/kielce/report/problem",
                ["category": "pothole", "description": "Dziura.", "return": "check"]
            )
            #expect(changed.location == "/kielce/report/check")
            let back = try await browser.post(
                "/kielce/report/problem",
                ["category": "street-light", "description": "Ciemno.", "return": "check"]
            )
            #expect(back.location == "/kielce/report/details?return=check")
            #expect(try await browser.follow(back).page.value("field-pole") == "")
            #expect(try await browser.send().status == 422)
        }
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let step: ReportStep
        let fields: KeyValuePairs<String, String>
        /// The field that is blamed and the text that says how to mend it.
        let faults: [(field: String, text: Text)]

        var testDescription: String { "\(step): \(faults.map(\.field).joined(separator: ", "))" }
    }

    static let mistakes = [
        Mistake(
            step: .place,
            fields: ["address": " ", "hint": "<b>tu</b>", "latitude": "", "longitude": ""],
            faults: [("address", ReportFailure.placeMissing.text)]
        ),
        Mistake(
            step: .place,
            fields: ["address": "ul. \"Próbna\" & Co", "hint": "", "latitude": "91", "longitude": "tam"],
            faults: [("point", ReportFailure.pointOutOfRange.text)]
        ),
        Mistake(
            step: .place,
            fields: ["address": String(repeating: "a", count: 251), "hint": String(repeating: "b", count: 251)],
            faults: [
                ("address", ReportFailure.textTooLong(field: "address", length: 251, limit: 250).text),
                ("hint", ReportFailure.textTooLong(field: "hint", length: 251, limit: 250).text),
            ]
        ),
        Mistake(
            step: .problem,
            fields: ["category": "", "description": "\nZłe &amp; <script>"],
            faults: [("category", ReportFailure.fieldMissing("category").text)]
        ),
        Mistake(
            step: .problem,
            fields: ["category": "pothole", "description": ""],
            faults: [("description", ReportFailure.fieldMissing("description").text)]
        ),
        Mistake(
            step: .problem,
            fields: ["category": "volcano", "description": String(repeating: "ż", count: 4_001)],
            faults: [
                ("category", ReportFailure.categoryUnknown.text),
                ("description", ReportFailure.textTooLong(field: "description", length: 4_001, limit: 4_000).text),
            ]
        ),
        Mistake(
            step: .contact,
            fields: ["email": "ida@", "name": "<Ida>", "phone": "12 ab"],
            faults: [
                ("email", EmailAddressFailure.wrongForm.text), ("name", PersonNameFailure.wrongForm.text),
                ("phone", PhoneNumberFailure.wrongForm.text),
            ]
        ),
        Mistake(
            step: .check,
            fields: ["terms": "", "age": ""],
            faults: [
                ("terms", ReportFailure.termsNotAccepted.text), ("age", ReportFailure.ageNotDeclared(years: 13).text),
            ]
        ),
    ]

    @Test(
        "A mistake is told at its field and above the form, and nothing that was typed is lost",
        .clause("suprasl/II b2", "suprasl/IV a1"),
        arguments: mistakes,
        Language.allCases
    )
    func telling(mistake: Mistake, language: Language) async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let path = "/suprasl/report/\(mistake.step.rawValue)"
            let answer = try await browser.post(path, mistake.fields, [.acceptLanguage: language.rawValue])
            let page = answer.page
            let words = site.words(language)
            #expect(answer.status == 422)
            #expect(page.language == language.rawValue)
            #expect(page.title.hasPrefix(words("page.faulty", ["title": .words(page.heading)])))
            let faults = mistake.faults.map { PageReader.Fault(field: $0.field, words: words($0.text)) }
            #expect(page.faults == faults)
            #expect(mistake.faults.map { page.fault(at: $0.field) } == faults.map(\.words))
            // Every link of the summary leads to something on this page.
            #expect(faults.filter { !page.markup.contains("id=\"\($0.field)\"") } == [])
            let kept = try await browser.get(path).page
            for (name, value) in mistake.fields where mistake.step != .check && name != "category" {
                #expect(page.value(name) == value)
                #expect(kept.value(name) == value)
            }
        }
    }

    @Test("A step shows what was typed there before, and the last page leads back to it and returns")
    func changing() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
            let check = try await browser.get("/kielce/report/check").page
            for step in ["place", "problem", "contact"] {
                #expect(check.links.contains("/kielce/report/\(step)?return=check"))
            }
            let place = try await browser.get("/kielce/report/place?return=check").page
            #expect([place.value("address"), place.value("return")] == ["ul. Zmyślona 21", "check"])
            let wrong = try await browser.post("/kielce/report/place", ["address": "", "return": "check"])
            #expect(wrong.status == 422)
            #expect(wrong.page.value("return") == "check")
            #expect(wrong.page.links.contains("/kielce/report/check"))
            let mended = try await browser.post("/kielce/report/place", ["address": "ul. Nowa 1", "return": "check"])
            #expect(mended.location == "/kielce/report/check")
            #expect(try await browser.follow(mended).page.text.contains("ul. Nowa 1"))
            let problem = try await browser.get("/kielce/report/problem").page
            #expect(problem.value("description") == "Nie świeci latarnia.\nOd dawna.")
            #expect(problem.ticked("category") == ["pavement"])
        }
    }

    @Test("The button pressed twice makes one report, and going back leads to its receipt")
    func twice() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
            let first = try await browser.send()
            let second = try await browser.send()
            #expect(second.location == first.location)
            for step in ["problem", "contact", "check"] {
                #expect(try await browser.get("/kielce/report/\(step)").location == first.location)
            }
            let counts = try await site.hall.inbox.counts(on: CivilDate(2026, 4, 27), in: site.town)
            #expect(counts[.open] == 1)
            // A new report in the same browser begins empty.
            #expect(try await browser.get("/kielce/report/place").page.value("address") == "")
            _ = try await browser.fillPlace()
            #expect(try await browser.get("/kielce/report/contact").page.value("email") == "")
            _ = try await browser.fillProblem()
            let next = try await browser.send()
            #expect(next.location.hasPrefix("/kielce/z/2026-2/"))
        }
    }

    @Test("The button pressed twice at once makes one report and one receipt")
    func twiceAtOnce() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            async let first = browser.send()
            async let second = browser.send()
            let locations = try await [first.location, second.location]
            #expect(locations[0].hasPrefix("/kielce/z/2026-1/"))
            #expect(locations[0] == locations[1])
            let counts = try await site.hall.inbox.counts(on: CivilDate(2026, 4, 27), in: site.town)
            #expect(counts[.open] == 1)
        }
    }

    @Test(
        "A draft that is gone is said so, and the form begins anew",
        arguments: ["problem", "photos", "contact", "check"]
    )
    func lost(step: String) async throws {
        try await TestSite.with("kielce") { site in
            let never = try await site.browser().get("/kielce/report/\(step)")
            #expect(never.location == "/kielce/report/place?lost=1")
            let browser = site.browser()
            _ = try await browser.fillPlace()
            site.hall.clock.advance(.days(1))
            let expired = try await browser.get("/kielce/report/\(step)")
            #expect(expired.location == "/kielce/report/place?lost=1")
            let page = try await browser.follow(expired).page
            #expect(page.text.contains(site.words()("report.form.lost.title")))
            #expect(page.value("address") == "")
        }
    }

    @Test("What is typed after the draft is gone stays, and what is missing is asked for again")
    func typedAfterLoss() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            #expect(try await browser.fillProblem().location == "/kielce/report/photos")
            #expect(try await browser.get("/kielce/report/problem").page.value("description")?.isEmpty == false)
            let sent = try await browser.send()
            #expect(sent.status == 422)
            let words = site.words()(ReportFailure.placeMissing.text)
            #expect(sent.page.faults == [PageReader.Fault(field: "address", words: words)])
            #expect(sent.page.markup.contains("id=\"address\""))
            _ = try await browser.fillPlace()
            #expect(try await browser.send().location.hasPrefix("/kielce/z/2026-1/"))
        }
    }

    @Test("The draft of one town is nothing in another, though they share a host")
    func foreignDraft() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let token = try #require(browser.cookie("draft"))
            #expect(try await browser.get("/suprasl/report/place").page.value("address") == "")
            let thief = site.browser()
            thief.setCookie("draft", token, path: "/suprasl")
            #expect(try await thief.get("/suprasl/report/problem").location == "/suprasl/report/place?lost=1")
            #expect(try await thief.get("/suprasl/report/place").page.value("address") == "")
        }
    }

    @Test("A cookie that cannot be ours opens nothing", arguments: ["x", "", "%00", String(repeating: "0", count: 52)])
    func madeUpDraft(value: String) async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            browser.setCookie("draft", value, path: "/kielce")
            let lost = try await browser.get("/kielce/report/check")
            let anew = try await browser.fillPlace()
            #expect([lost.location, anew.location] == ["/kielce/report/place?lost=1", "/kielce/report/problem"])
        }
    }

    @Test(
        "A town that takes no reports from visitors says so at every door, or leads to the one of accounts",
        .clause("biale-blota/§4 a1", "siedlce/§3.1.4"),
        arguments: [("biale-blota", 303), ("siedlce", 403)]
    )
    func accountsOnly(name: String, status: Int) async throws {
        try await TestSite.with(name) { site in
            let browser = site.browser()
            for path in ["report", "report/place", "report/check"] {
                let answer = try await browser.get("/\(name)/\(path)")
                #expect(answer.status == status)
                let refusal = site.words()(ReportFailure.accountNeeded.text)
                #expect(answer.location == "/\(name)/account/sign-in" || answer.page.text.contains(refusal))
            }
            for step in ReportStep.allCases {
                let answer = try await browser.post("/\(name)/report/\(step.rawValue)", ["address": "x"])
                #expect(answer.status == status)
                #expect(answer.cookies.isEmpty)
            }
        }
    }

    @Test("A town without the module has no form", arguments: ["report", "report/place", "reports", "status"])
    func moduleOff(path: String) async throws {
        try await TestSite.with("kremenchuk") { site in
            let answer = try await site.get("/kremenchuk/\(path)")
            #expect(answer.status == 404)
            #expect(answer.page.text.contains(site.words(.ukrainian)(RequestFailure.moduleOff.text)))
        }
    }

    @Test(
        "The notices of the regulation stand before the first question",
        .clause("suprasl/I•System", "suprasl/I•Zgłoszenie")
    )
    func notices() async throws {
        try await TestSite.with("suprasl") { site in
            let page = try await site.get("/suprasl/report/place").page
            let words = site.words()
            let emergency = try #require(page.text.firstRange(of: words("report.notice.emergency.title")))
            let letter = try #require(page.text.firstRange(of: words("report.notice.letter.title")))
            let question = try #require(page.text.firstRange(of: words("report.field.address")))
            #expect(emergency.lowerBound < letter.lowerBound)
            #expect(letter.lowerBound < question.lowerBound)
            #expect(page.links.contains("tel:112"))
        }
    }

    @Test("The report keeps the language of the page", arguments: Language.allCases)
    func language(language: Language) async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            _ = try await browser.get("/kielce/report/place?lang=\(language.rawValue)")
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.send()
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            #expect(open.language == language)
        }
    }
}
