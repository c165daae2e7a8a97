import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// A question from the form to the answer that everybody reads.
@Suite struct QuestionPageTests {
    private static let asked = "Kiedy trzeba zapłacić podatek od nieruchomości, ul. Zmyślona 3?"

    private static func ask(_ browser: Browser, _ words: String = asked) async throws -> Answer {
        try await browser.post("/demo/report/question", ["category": "question-fees", "description": words])
    }

    @Test("A question is asked by three pages without a place, and its receipt says so", .clause("demo/§3.6"))
    func form() async throws {
        try await TestSite.with("demo") { site in
            let browser = site.browser()
            #expect(try await browser.get("/demo/report/question").status == 200)
            let contact = try await Self.ask(browser)
            #expect(contact.location == "/demo/report/contact")
            let check = try await browser.fillContact()
            #expect(check.location == "/demo/report/check")
            let page = try await browser.follow(check).page
            #expect(page.text.contains(Self.asked) && !page.text.contains(site.words()("report.field.address")))
            #expect(page.text.contains(site.words()("question.check.seen")))
            let sent = try await browser.send()
            #expect(sent.location.hasPrefix("/demo/z/2026-1/"))
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            #expect(open.report.kind == .question && open.report.unit == ID("development"))
            #expect(open.content.place == Place(address: nil, point: nil, hint: nil))
        }
    }

    @Test("Whoever changes from the report to the question keeps the words, sends no place and no photo, and back")
    func changing() async throws {
        try await TestSite.with("demo") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let question = try await browser.get("/demo/report/question").page
            #expect(question.value("description")?.contains("Nie świeci latarnia.") == true)
            _ = try await Self.ask(browser)
            let place = try await browser.get("/demo/report/place").page
            #expect(place.value("address") == "ul. Zmyślona 21", "nothing typed is lost")
            _ = try await Self.ask(browser)
            _ = try await browser.fillContact()
            #expect(try await browser.send().location.hasPrefix("/demo/z/2026-1/"))
            let open = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
            #expect(open.content.place.address == nil && open.content.place.point == nil)
            let again = try await browser.get("/demo/report/question").page
            #expect(again.value("description") == "", "what was sent is not asked again")
        }
    }

    @Test("A wrong question comes back with what was typed; the form of reports offers no topic of questions")
    func faults() async throws {
        try await TestSite.with("demo") { site in
            let browser = site.browser()
            let empty = try await browser.post("/demo/report/question", ["category": "question", "description": " "])
            #expect(empty.status == 422)
            #expect(empty.page.faults.map(\.words) == [site.words()(ReportFailure.fieldMissing("description").text)])
            let topicless = try await browser.post("/demo/report/question", ["description": "Kiedy?"])
            #expect(topicless.status == 422 && topicless.page.value("description") == "Kiedy?")
            _ = try await browser.fillPlace()
            let problem = try await browser.get("/demo/report/problem").body
            #expect(!problem.contains("value=\"question\"") && problem.contains("value=\"pothole\""))
        }
    }

    @Test("Perhaps it is answered already: a page between two steps, and none where nothing is alike")
    func suggestions() async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.hall.publishedAnswer(in: site.town)
            let browser = site.browser()
            let detour = try await Self.ask(browser)
            #expect(detour.location == "/demo/report/answered?next=report%2Fcontact")
            let page = try await browser.follow(detour).page
            #expect(page.text.contains("Do 15 marca, w kasie albo przelewem."))
            #expect(page.text.contains(site.words()("question.answered.goOn")))
            #expect(
                try await browser.get("/demo/report/answered?next=//evil.example").body.contains("/demo/report/contact")
            )
            #expect(try await Self.ask(browser, "Czy w sobotę będzie koncert?").location == "/demo/report/contact")
        }
    }

    @Test("Where the town has no rule there is no form, no list and no way to either", arguments: ["kielce"])
    func silent(name: String) async throws {
        try await TestSite.with(name) { site in
            for path in ["report/question", "questions", "questions.atom", "questions/2026-1"] {
                #expect(try await site.get("/\(name)/\(path)").status == 404, "\(path)")
            }
            let api = try await site.get("/\(name)/api/v1/questions")
            #expect(api.status == 404 && api.headers[.contentType]?.contains("problem+json") == true)
            #expect(try await !site.get("/\(name)").body.contains("questions"))
            #expect(try await !site.officer().get("/\(name)/office").body.contains("queue=questions"))
        }
    }

    @Test("Programs read the list page by page, are told what they get wrong, and publish what they saw")
    func programs() async throws {
        try await TestSite.with("demo") { site in
            let api = "/demo/api/v1/questions"
            let number = try await site.hall.publishedAnswer(in: site.town)
            _ = try await site.hall.publishedAnswer(in: site.town)
            let first = try await site.get("\(api)?limit=1&q=podatek")
            #expect(first.status == 200 && first.body.contains("\"next\""))
            for wrong in ["topic=pothole", "topic=nothing", "limit=0", "after=x"] {
                let answer = try await site.get("\(api)?\(wrong)")
                #expect((400...422).contains(answer.status), "\(wrong)")
                #expect(answer.headers[.contentType]?.contains("problem+json") == true, "\(wrong)")
            }
            let one = try await site.get("\(api)/\(number.path)")
            #expect(one.status == 200 && one.body.contains("Do 15 marca, w kasie albo przelewem."))
            #expect(try await site.get("\(api)/2026-99").status == 404)
        }
    }

    @Test("Where an account is needed to report, it is needed to ask", .clause("biale-blota/§3 a1•1"))
    func account() async throws {
        try await TestSite.with("biale-blota") { site in
            let ask = try await site.get("/biale-blota/report/question")
            #expect(ask.status == 303 || ask.status == 401 || ask.status == 403, "\(ask.status)")
            let ida = try await site.resident()
            #expect(try await ida.get("/biale-blota/report/question").status == 200)
        }
    }

    @Test(
        "From the answer to the page that everybody reads: looked at first, in the words of the office alone",
        .clause("demo/§5.9"),
        arguments: Language.allCases
    )
    func journey(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let (spoken, words): (HTTPFields, Words) = ([.acceptLanguage: language.rawValue], site.words(language))
            let number = try await site.hall.answeredQuestion(.question(Self.asked, in: site.town), in: site.town)
            let (officer, desk) = (try await site.officer(), "/demo/office/questions/\(number.path)")
            let page = try await officer.get(desk, spoken).page
            #expect(page.text.contains(Self.asked) && page.text.contains(words("question.desk.unpublished")))
            let typed: KeyValuePairs = [
                "question": "Kiedy płaci się podatek?", "answer": "Do 15 marca.", "step": "preview", "replaces": "",
            ]
            let preview = try await officer.post(desk, typed, spoken)
            #expect(preview.status == 200 && preview.page.text.contains(words("question.desk.preview.title")))
            #expect(
                try await site.get("/demo/questions/\(number.path)", spoken).status == 404,
                "looking publishes nothing"
            )
            let published = try await officer.post(
                desk,
                ["question": "Kiedy płaci się podatek?", "answer": "Do 15 marca.", "step": "publish", "replaces": ""],
                spoken
            )
            #expect(published.status == 303)
            let read = try await site.get("/demo/questions/\(number.path)", spoken)
            #expect(read.status == 200 && read.page.text.contains("Do 15 marca."))
            for place in ["questions", "questions/\(number.path)", "questions.atom", "api/v1/questions", "reports"] {
                let body = try await site.get("/demo/\(place)", spoken).body
                #expect(!body.contains("Zmyślona"), "\(place) shows what was asked")
            }
            #expect(try await site.get("/demo/reports/\(number.path)").location == "/demo/questions/\(number.path)")
            let feed = try await site.get("/demo/questions.atom", spoken)
            #expect(feed.headers[.contentType]?.hasPrefix("application/atom+xml") == true)
            #expect(feed.body.contains("<title>Kiedy płaci się podatek?</title>"))
        }
    }

    @Test("A wrong public answer comes back with what was typed, and so does one that somebody else changed")
    func deskFaults() async throws {
        try await TestSite.with("demo") { site in
            let number = try await site.hall.answeredQuestion(in: site.town)
            let (officer, desk) = (try await site.officer(), "/demo/office/questions/\(number.path)")
            let empty = try await officer.post(
                desk,
                ["question": "Kiedy?", "answer": " ", "step": "preview", "replaces": ""]
            )
            #expect(empty.status == 422 && empty.page.value("question") == "Kiedy?")
            #expect(empty.page.faults.map(\.words) == [site.words()(QuestionFailure.answerMissing.text)])
            try await site.hall.publish("Kiedy płacę?", "W marcu.", of: number, in: site.town)
            let late = try await officer.post(
                desk,
                ["question": "Kiedy?", "answer": "Jutro.", "step": "publish", "replaces": ""]
            )
            #expect(late.status == 409 && late.page.value("answer") == "Jutro." && late.page.text.contains("W marcu."))
            let reasonless = try await officer.post("\(desk)/take-down", ["reason": " "])
            #expect(reasonless.status == 422)
            #expect(try await officer.post("\(desk)/take-down", ["reason": "Dane."]).status == 303)
            #expect(try await site.get("/demo/questions/\(number.path)").status == 404)
        }
    }

    @Test(
        "Who asked reads the answer, where everybody reads it, and how a fault is reported that was sent as a question"
    )
    func status() async throws {
        try await TestSite.with("demo") { site in
            let receipt = try await site.hall.submit(.question(in: site.town), in: site.town)
            let path = "/demo/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            let answer = Decision(to: .done, justification: "Do 15 marca.")
            try await site.hall.decide(answer, about: receipt.number, publishing: nil, in: site.town)
            let words = site.words()
            let answered = try await site.get(path).page.text
            #expect(answered.contains(words("report.status.answered")) && answered.contains("Do 15 marca."))
            #expect(!answered.contains(words("question.status.published.title")))
            try await site.hall.publish("Kiedy?", "W marcu.", of: receipt.number, in: site.town)
            #expect(try await site.get(path).page.text.contains(words("question.status.published.title")))
            let wrong = try await site.hall.submit(.question("Dziura przy szkole!", in: site.town), in: site.town)
            try await site.hall.decide(
                Decision(to: .rejected, justification: "To zgłoszenie.", rejection: .wrongCategory),
                about: wrong.number,
                publishing: nil,
                in: site.town
            )
            let rejected = try await site.get("/demo/z/\(wrong.number.path)/\(wrong.secret.grouped)")
            #expect(rejected.page.text.contains(words("question.status.fault.title")))
            #expect(rejected.body.contains("/demo/report/place"))
        }
    }

    @Test("The queue of questions shows questions alone, and a case leads to what the same person asked")
    func queue() async throws {
        try await TestSite.with("demo") { site in
            let ida = try await site.resident()
            for _ in 0..<2 {
                _ = try await Self.ask(ida, "Ile kosztuje psi podatek?")
                _ = try await ida.fillContact()
                #expect(try await ida.send().status == 303)
            }
            _ = try await site.hall.submit(in: site.town)
            let officer = try await site.officer()
            let queue = try await officer.get("/demo/office?queue=questions").body
            #expect(queue.contains("2026-1") && queue.contains("2026-2") && !queue.contains("2026-3"))
            let page = try await officer.get("/demo/office/reports/2026-2").page
            #expect(page.text.contains(site.words()("question.case.earlier")) && page.text.contains("2026/1"))
            #expect(page.text.contains(site.words()("case.move.answered")))
        }
    }

    @Test("The letter of the answer says it in the language of whoever asked", arguments: Language.allCases)
    func letters(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            var submission = Submission.question(in: town)
            submission.email = "ida@poczta.example"
            let number = try await hall.submit(submission, language: language, in: town).number
            let id = try await hall.readReport.unseen(number, in: town).report.id
            let email = try EmailAddress(typed: "ida@poczta.example")
            _ = try await hall.confirm(number, hall.vault.confirmationToken(of: id, email, in: town.id), in: town)
            _ = try await hall.mail()
            let answer = Decision(to: .done, justification: "Do 15 marca.")
            try await hall.decide(answer, about: number, publishing: nil, in: town)
            let letter = try #require(try await hall.mail().first)
            #expect(letter.text.contains(site.words(language)("mail.status.answered")))
            let unit = try #require(town.unit(ID("residents"))).name[language]
            #expect(letter.text.contains("Do 15 marca.") && letter.text.contains(unit))
        }
    }
}
