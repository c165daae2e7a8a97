import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What a reporter without an account does on the page behind the secret link.
@Suite struct FollowUpTests {
    private static func site(
        asking: Bool = false,
        _ body: @Sendable (TestSite, Browser, SubmitReport.Receipt, _ path: String) async throws -> Void
    ) async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            if asking {
                try await site.hall.work(receipt.number, in: site.town) {
                    try await $0.ask($1, question: "Przy którym <słupie>?")
                }
            }
            let path = "/kielce/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            try await body(site, Browser(site: site), receipt, path)
        }
    }

    @Test(
        "A question shows its words, its last day and the address for answers, and takes an answer once",
        .clause("kielce/III.26")
    )
    func answering() async throws {
        try await Self.site(asking: true) { site, browser, receipt, path in
            let asked = try await browser.get(path).page
            for words in ["Przy którym <słupie>?", "4 maja 2026", site.town.profile.office.email] {
                #expect(asked.text.contains(words), "\(words)")
            }
            #expect(!(try await browser.get("/kielce/reports/\(receipt.number.path)").page.text.contains("słupie")))
            let empty = try await browser.post("\(path)/reply", ["reply": "  "])
            #expect(empty.status == 422)
            #expect(empty.page.fault(at: "reply") == site.words()("report.failure.missing.reply"))
            let answered = try await browser.follow(try await browser.post("\(path)/reply", ["reply": "Przy trzecim."]))
            #expect(answered.page.text.contains(site.words()("status.done.reply.title")))
            #expect(answered.page.text.contains("Przy trzecim."))
            let again = try await browser.post("\(path)/reply", ["reply": "Przy czwartym."])
            #expect(again.status == 409)
            #expect(again.page.faults.map(\.words) == [site.words()(ReportFailure.notWaiting.text)])
        }
    }

    @Test("Until the office decides, the words can be changed; after that nothing typed is lost")
    func changing() async throws {
        try await Self.site { site, browser, receipt, path in
            #expect(try await browser.get(path).page.links.contains("\(path)/change"))
            let form = try await browser.get("\(path)/change").page
            #expect(form.value("description") == Submission.personal(in: site.town).description)
            #expect(try await browser.post("\(path)/change", ["description": ""]).status == 422)
            let long = String(repeating: "ż", count: Submission.longestDescription + 1)
            #expect(try await browser.post("\(path)/change", ["description": long]).page.value("description") == long)
            let changed = try await browser.follow(
                try await browser.post("\(path)/change", ["description": "Dwie latarnie."])
            )
            #expect(changed.page.text.contains("Dwie latarnie."))
            let label = site.words()("report.answer.replaced")
            #expect(changed.page.text.ranges(of: label).count == 1)
            #expect(changed.page.markup.contains("<b>\(label)</b> \(Submission.personal(in: site.town).description)"))
            try await site.hall.decide(Decision(to: .accepted), about: receipt.number, in: site.town)
            #expect(!(try await browser.get(path).page.links.contains("\(path)/change")))
            let late = try await browser.post("\(path)/change", ["description": "Trzy latarnie."])
            #expect(late.status == 409)
            #expect(late.page.faults.map(\.words) == [site.words()(ReportFailure.decidedAlready.text)])
            #expect(late.page.value("description") == "Trzy latarnie.")
        }
    }

    @Test("Who gave no address can give one on the page of the link; a wrong one stays in its field")
    func givingAnAddress() async throws {
        try await TestSite.with("kielce") { site in
            let (browser, receipt) = (site.browser(), try await site.hall.submit(in: site.town))
            let path = "/kielce/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            let wrong = try await browser.post("\(path)/email", ["email": "ida@"])
            #expect(wrong.status == 422)
            #expect(wrong.page.fault(at: "email") == site.words()(EmailAddressFailure.wrongForm.text))
            #expect(wrong.page.value("email") == "ida@")
            let given = try await browser.follow(
                try await browser.post("\(path)/email", ["email": "ida@poczta.example"])
            )
            #expect(given.page.text.contains(site.words()("status.done.email.title")))
            #expect(given.page.text.contains("ida@poczta.example"))
            #expect(!given.body.contains("\(path)/email"), "one address is all")
            #expect(try await browser.post("\(path)/email", ["email": "inna@poczta.example"]).status == 409)
        }
    }

    @Test("The sixth change within an hour has to wait, and what was typed stays")
    func changingTooOften() async throws {
        try await Self.site { site, browser, _, path in
            for index in 1...5 {
                let words = "Wersja \(index)."
                #expect(try await browser.post("\(path)/change", ["description": words]).status == 303)
                site.hall.clock.advance(.minutes(1))
            }
            let late = try await browser.post("\(path)/change", ["description": "Wersja 6."])
            #expect(["\(late.status)", late.headers[.retryAfter]] == ["429", "3300"])
            #expect(
                late.page.faults.map(\.words) == [site.words()(ReportFailure.amendedTooOften(for: .minutes(55)).text)]
            )
            #expect(late.page.text.contains("za 55 minut."))
            #expect(late.page.value("description") == "Wersja 6.")
            #expect(try await browser.get(path).page.text.contains("Wersja 5."))
        }
    }

    @Test("After too many wrong secrets every page of the report asks to wait, also for the right one")
    func guessing() async throws {
        try await Self.site { site, browser, receipt, path in
            let wrong = path.replacing(receipt.secret.grouped, with: "0000-0000-0000-0000-0000-0000-0000")
            for _ in 1...11 { #expect(try await site.get(wrong).status == 404) }
            let words = site.words()(ReportFailure.secretPaused(for: .seconds(1)).text)
            #expect(words.contains("za 1 sekundę;"))
            let form: KeyValuePairs = ["number": receipt.number.description, "secret": receipt.secret.grouped]
            for answer in [
                try await site.get(path), try await site.get("\(path)/receipt"), try await site.get("\(path)/change"),
                try await browser.post("\(path)/reply", ["reply": "Tak."]),
                try await browser.post("\(path)/change", ["description": "Inaczej."]),
                try await browser.post("\(path)/withdraw", [:]), try await browser.post("/kielce/status", form),
                try await site.get("\(path)/photos/x/large"),
                try await site.get("/kielce/confirm/\(receipt.number.path)/\(Token(from: site.hall.randomness).text)"),
            ] {
                #expect(["\(answer.status)", answer.headers[.retryAfter]] == ["429", "1"])
                #expect(answer.page.text.contains(words))
            }
            site.hall.clock.advance(.seconds(1))
            #expect(try await browser.post("/kielce/status", form).location == path)
            #expect(try await site.get(path).status == 200)
        }
    }

    @Test("A report can be taken back before the decision, on a page that asks once more")
    func withdrawing() async throws {
        try await Self.site { site, browser, receipt, path in
            #expect(try await browser.get("\(path)/withdraw").page.text.contains(site.words()("withdraw.lead")))
            let done = try await browser.follow(try await browser.post("\(path)/withdraw", [:]))
            #expect(done.page.text.contains(site.words()("status.done.withdraw.title")))
            let report = try await site.hall.readReport.unseen(receipt.number, in: site.town).report
            #expect(report.history.last?.act == .closed(.withdrawn))
            #expect(try await browser.post("\(path)/withdraw", [:]).status == 409)
        }
    }

    @Test(
        "A report that ended can be opened again from its page, once and until the last day",
        .clause("demo/§4.12")
    )
    func reopening() async throws {
        try await TestSite.with("demo") { site in
            let browser = Browser(site: site)
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            let path = "/demo/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            #expect(try await browser.get("\(path)/reopen").page.text.contains(site.words()("reopen.notOffered")))
            try await site.hall.decide(Decision(to: .accepted), about: receipt.number, in: site.town)
            try await site.hall.decide(
                Decision(to: .done, justification: "Świeci."),
                about: receipt.number,
                in: site.town
            )
            let offer = site.words()("status.reopening.button")
            #expect(try await browser.get(path).page.text.contains(offer))
            let empty = try await browser.post("\(path)/reopen", ["reason": " "])
            #expect(empty.status == 422)
            #expect(empty.page.fault(at: "reason") == site.words()("report.failure.missing.reason"))
            let done = try await browser.follow(try await browser.post("\(path)/reopen", ["reason": "Znów <ciemno>."]))
            for words in [
                site.words()("status.done.reopen.title"), "Znów <ciemno>.", site.words()("report.act.reopened"),
            ] {
                #expect(done.page.text.contains(words), "\(words)")
            }
            #expect(!done.page.text.contains(offer))
            let open = try await browser.get("/demo/reports/\(receipt.number.path)").page.text
            #expect(open.contains(site.words()("report.act.reopened")))
            #expect(!open.contains("ciemno"))
            try await site.hall.decide(
                Decision(to: .done, justification: "Świeci."),
                about: receipt.number,
                in: site.town
            )
            let twice = try await browser.post("\(path)/reopen", ["reason": "I znów."])
            #expect(twice.page.faults.map(\.words) == [site.words()(ReportFailure.reopenedBefore.text)])
            #expect(twice.page.value("reason") == "I znów.")
        }
    }

    @Test("A wrong secret does nothing and tells nothing", arguments: ["reply", "change", "withdraw", "reopen"])
    func wrongSecret(action: String) async throws {
        try await Self.site(asking: true) { site, browser, receipt, _ in
            let wrong = "0000-0000-0000-0000-0000-0000-0000"
            for number in [receipt.number.path, "2026-99"] {
                let answer = try await browser.post(
                    "/kielce/z/\(number)/\(wrong)/\(action)",
                    ["reply": "x", "description": "x", "reason": "x"]
                )
                #expect(answer.status == 404)
                #expect(answer.page.text.contains(site.words()(ReportFailure.wrongSecret.text)))
            }
            #expect(try await site.hall.readReport.unseen(receipt.number, in: site.town).report.isWaiting)
        }
    }
}
