import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct AddressPageTests {
    @Test("From the wish by two letters to the new address, with the state of it on the page")
    func journey() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let words = site.words()
            let asked = try await browser.post(
                "/suprasl/account/email",
                ["email": "eda@example.org", "password": Password.sample.text]
            )
            let page = try await browser.follow(asked).page.text
            #expect(page.contains("eda@example.org") && page.contains(words("account.email.unanswered")))
            let links = try await site.hall.mail().map { try #require(SentLink(in: $0.text)) }
            try #require(links.count == 2)
            // Opening the link, as mail scanners do, answers nothing.
            let question = try await site.get(links[0].path).page
            #expect(question.text.contains("eda@example.org"))
            let first = try await site.browser().post(links[0].path, [:] as KeyValuePairs<String, String>)
            #expect(first.location == "/suprasl/account/moved?waiting=1")
            #expect(try await browser.get("/suprasl/account/email").page.text.contains(words("account.email.answered")))
            let second = try await site.browser().post(links[1].path, [:] as KeyValuePairs<String, String>)
            #expect(second.location == "/suprasl/account/moved")
            #expect(try await browser.get("/suprasl/account").location == "/suprasl/account/sign-in")
            let door = try await site.browser().post(
                "/suprasl/account/sign-in",
                ["login": "eda@example.org", "password": Password.sample.text]
            )
            #expect(door.location == "/suprasl/account")
        }
    }

    @Test(
        "A wrong wish is named at its field and keeps the address",
        arguments: [
            ("eda", Password.sample.text, "email"), ("ida@example.org", Password.sample.text, "email"),
            ("eda@example.org", "nie to hasło", "password"),
        ]
    )
    func faults(email: String, password: String, field: String) async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let answer = try await browser.post("/suprasl/account/email", ["email": email, "password": password])
            #expect(answer.status == 422 && answer.page.markup.contains("id=\"\(field)-error\""))
            #expect(answer.page.markup.contains("value=\"\(email)\"") && !answer.body.contains("nie to hasło"))
        }
    }

    @Test("A wish is withdrawn on its page")
    func cancel() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let wish: KeyValuePairs = ["email": "eda@example.org", "password": Password.sample.text]
            _ = try await browser.post("/suprasl/account/email", wish)
            let gone = try await browser.post("/suprasl/account/email/cancel", [:] as KeyValuePairs<String, String>)
            #expect(try await !browser.follow(gone).page.text.contains("eda@example.org"))
            #expect(try await site.hall.mail() == [])
        }
    }

    @Test("Reports sent before without an account come into it by a button")
    func claim() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let none = try await browser.post("/suprasl/account/claim", [:] as KeyValuePairs<String, String>)
            #expect(none.location == "/suprasl/account?claimed=0")
            let words = site.words()(Text("account.claimed", ["count": .number(0)]))
            #expect(try await browser.follow(none).page.text.contains(words))
        }
    }

    @Test("A closed account is refused at the door with the reason, and found in the office")
    func block() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let officer = try await site.administrator()
            let found = try await officer.post("/suprasl/office/residents", ["email": "ida@example.org"])
            let record = try await officer.follow(found)
            #expect(record.page.text.contains("Ida Przykładowa"))
            let empty = try await officer.post("\(found.location)/block", ["reason": ""])
            #expect(empty.status == 422)
            let closed = try await officer.post("\(found.location)/block", ["reason": "Obelgi."])
            #expect(try await officer.follow(closed).page.text.contains("Obelgi."))
            #expect(try await browser.get("/suprasl/account").location == "/suprasl/account/sign-in")
            let door: KeyValuePairs = ["login": "ida@example.org", "password": Password.sample.text]
            let refused = try await browser.post("/suprasl/account/sign-in", door)
            #expect(refused.status == 403 && refused.page.text.contains("Obelgi."))
            _ = try await officer.post("\(found.location)/unblock", [:] as KeyValuePairs<String, String>)
            #expect(try await browser.post("/suprasl/account/sign-in", door).location == "/suprasl/account")
        }
    }
}
