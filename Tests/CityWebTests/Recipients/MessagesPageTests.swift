import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What somebody does to be written to by the town, in a browser.
@Suite struct MessagesPageTests {
    private static let form: KeyValuePairs = [
        "givenName": "Ewa", "surname": "Zmyślona", "birthDate": "1961-02-03", "sex": "female",
        "address": "ul. Zmyślona 12A", "email": "ewa@example.org", "consent": "2026-01",
    ]

    /// The number and the code of the letter that waits.
    private static func letter(_ site: TestSite) async throws -> (number: String, code: String) {
        let letter = try #require(try await site.hall.mail().last)
        let number = try #require(letter.text.firstMatch(of: #/Numer odbiorcy: ([0-9 ]+)/#)).1
        let code = try #require(letter.text.firstMatch(of: #/Kod: ([0-9 ]+)/#)).1
        return (String(number), String(code))
    }

    private static func paired(_ site: TestSite) async throws -> Browser {
        let browser = site.browser()
        _ = try await browser.post("/demo/messages/register", form)
        let (number, code) = try await letter(site)
        _ = try await browser.follow(try await browser.post("/demo/messages/code", ["number": number, "code": code]))
        return browser
    }

    @Test("Somebody registers, types the code, and finds the own data and choices on this device alone")
    func journey() async throws {
        try await TestSite.with("demo") { site in
            let browser = site.browser()
            #expect(try await browser.get("/demo/messages").page.links.contains("/demo/messages/register"))
            #expect(try await browser.get("/demo/messages/data").status == 403)
            let answer = try await browser.post("/demo/messages/register", Self.form)
            #expect(answer.location == "/demo/messages/code?sent=email")
            let (number, code) = try await Self.letter(site)
            let wrong = try await browser.post("/demo/messages/code", ["number": number, "code": "1234 5678"])
            #expect(wrong.status == 422)
            #expect(wrong.page.text.contains(site.words()("recipient.wrongCode")))
            let home = try await browser.follow(
                try await browser.post("/demo/messages/code", ["number": number, "code": code])
            )
            #expect(home.page.text.contains("Ewa Zmyślona"))
            #expect(home.page.text.contains("ul. Zmyślona 12A"))
            #expect(home.page.text.contains(number))
            #expect(home.headers[.cacheControl] == "no-store")
            #expect(try await !site.browser().get("/demo/messages").page.text.contains("Ewa"))
        }
    }

    @Test("A form with faults comes back with what was typed and each fault at its field")
    func faults() async throws {
        try await TestSite.with("demo") { site in
            let answer = try await site.browser().post(
                "/demo/messages/register",
                ["givenName": "Ewa", "email": "nikt", "birthDate": "2999-01-01"]
            )
            #expect(answer.status == 422)
            let words = site.words()
            for key in ["account.failure.surname.empty", "recipient.wrongBirthDate", "recipient.consentMissing"] {
                #expect(answer.page.text.contains(words(key)), "\(key)")
            }
            #expect(answer.body.contains("value=\"Ewa\""))
            #expect(try await site.hall.mail().isEmpty)
        }
    }

    @Test("Choices, a stop, a pause and a correction hold, and leaving ends it all")
    func deciding() async throws {
        try await TestSite.with("demo") { site in
            let browser = try await Self.paired(site)
            let words = site.words()
            _ = try await browser.post(
                "/demo/messages/choices",
                ["first": "app", "topic-culture": "email", "topic-offers": "app"]
            )
            let chosen = try await Self.recipient(site).choices
            #expect(chosen.order == [.app])
            #expect(chosen.topics == [ID("culture"): [.email], ID("offers"): [.app], ID("outages"): []])
            _ = try await browser.post("/demo/messages/email/stop", [:])
            #expect(try await browser.get("/demo/messages").page.text.contains(words("recipient.contact.stopped")))
            let backwards = try await browser.post(
                "/demo/messages/pause",
                ["from": "2026-05-02", "until": "2026-05-01"]
            )
            #expect(backwards.page.text.contains(words("recipient.suspensionEndsFirst")))
            _ = try await browser.post("/demo/messages/pause", ["until": "2999-05-01"])
            #expect(try await browser.get("/demo/messages").page.text.contains(words("messages.standing.title")))
            _ = try await browser.post("/demo/messages/resume", [:])
            let old = try await browser.post(
                "/demo/messages/data",
                ["givenName": "Ewa", "surname": "Inna", "phone": "600 100 200"]
            )
            #expect(old.page.text.contains(words("recipient.changedMeanwhile")))
            let seen = Base64URL.text(try await Self.recipient(site).profile.ciphertext)
            let sent = try await browser.post(
                "/demo/messages/data",
                ["givenName": "Ewa", "surname": "Inna", "phone": "600 100 200", "seen": seen]
            )
            #expect(sent.location == "/demo/messages/code?number=00000013&sent=sms")
            #expect(try await browser.get("/demo/messages").page.text.contains("Ewa Inna"))
            #expect(try await browser.get("/demo/messages/leave").status == 200)
            let left = try await browser.follow(try await browser.post("/demo/messages/leave", [:]))
            #expect(left.page.text.contains(words("messages.left.title")))
            #expect(try await browser.post("/demo/messages/pause", [:]).status == 403)
        }
    }

    private static func recipient(_ site: TestSite) async throws -> RegisteredRecipient {
        let number = RecipientNumber(sequence: 1)
        let found = try await site.hall.recipients.recipient(number: number, in: site.town.id)
        return try #require(found)
    }

    @Test("A town without a register has no such pages")
    func without() async throws {
        try await TestSite.with("kielce") { site in
            for path in ["messages", "messages/register", "messages/code"] {
                let answer = try await site.get("/kielce/\(path)")
                #expect(answer.status == 404)
            }
        }
    }

    @Test("A clerk writes somebody down, finds the person again and handles the entry")
    func clerk() async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.hire("klara@urzad.example", [StaffGrant(.recipientClerk)], in: site.town)
            let browser = site.browser()
            _ = try await browser.signIn(at: site.town, login: "klara@urzad.example")
            let office = "/demo/office/recipients"
            let faulty = try await browser.post("\(office)/new", ["givenName": "Ewa"])
            #expect(faulty.status == 422)
            let page = try await browser.follow(try await browser.post("\(office)/new", Self.form))
            let words = site.words()
            #expect(page.page.text.contains(words("recipient.document.missing")))
            let found = try await browser.post(office, ["words": "ewa@example.org"])
            let place = found.location
            for (act, form) in [
                ("sign", [:]), ("hold", ["reason": "Nikt."]), ("release", [:]), ("suspend", ["until": "2999-01-01"]),
                ("resume", [:]), ("code", ["channel": "email"]),
            ] as [(String, KeyValuePairs<String, String>)] {
                #expect(try await browser.post("\(place)/\(act)", form).location == "\(place)?done=\(act)", "\(act)")
            }
            #expect(try await browser.post("\(place)/hold", ["reason": " "]).status == 422)
            #expect(try await browser.get("\(office)?which=unsigned").page.text.contains(words("recipient.none")))
            #expect(try await browser.post("\(place)/erase", [:]).status == 422)
            #expect(try await browser.post("\(place)/erase", ["confirmed": "yes"]).location == office)
            #expect(try await browser.get(place).status == 404)
        }
    }
}
