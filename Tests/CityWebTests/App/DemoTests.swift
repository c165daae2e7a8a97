import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct DemoTests {
    private struct FakeMailbox: DemoMailbox {
        let letters: [EmailMessage]

        func sentLetters() async -> [EmailMessage] { letters }
    }

    private static func letter(_ name: String, _ text: String) throws -> EmailMessage {
        let address = try EmailAddress(typed: "ida@poczta.example")
        return EmailMessage(
            id: MessageID(ID<Delivery>(name), domain: "town.example"),
            date: .monday,
            from: Mailbox(address: try EmailAddress(typed: "urzad@town.example")),
            to: Mailbox(address: address),
            subject: "List \(name)",
            text: text
        )
    }

    @Test("The letters of a demonstration are read on a page, their links open and nothing in them is markup")
    func mailbox() async throws {
        let letters = [
            try Self.letter("b", "Dzień dobry,\nhttp://localhost/kielce/z/1\n<b>x</b>\njavascript:x"),
            try Self.letter("a", "http://localhost/ with words"),
        ]
        try await TestSite.with("kielce", demo: Demo(mailbox: FakeMailbox(letters: letters))) { site in
            let page = try await site.get("/_demo/mailbox").page
            #expect(page.links == ["http://localhost/kielce/z/1"])
            let first = try #require(page.text.firstRange(of: "List b"))
            let second = try #require(page.text.firstRange(of: "List a"))
            #expect(first.lowerBound < second.lowerBound)
            #expect(page.markup.contains("&lt;b&gt;x&lt;/b&gt;"))
            // Several letters with one subject would be landmarks of one name.
            #expect(!page.markup.contains("<section class=\"card"))
        }
    }

    @Test("An empty mailbox says so")
    func empty() async throws {
        try await TestSite.with("kielce", demo: Demo(mailbox: FakeMailbox(letters: []))) { site in
            let page = try await site.get("/_demo/mailbox").page
            #expect(page.text.contains(site.words()("demo.mailbox.empty")))
        }
    }

    @Test(
        "Every page of a demonstration says that it is one",
        arguments: ["/", "/kielce", "/kielce/report/place", "/_demo/mailbox"]
    )
    func banner(path: String) async throws {
        try await TestSite.with("kielce", demo: Demo(mailbox: FakeMailbox(letters: []))) { site in
            let page = try await site.get(path).page
            #expect(page.text.contains(site.words()("demo.banner")))
        }
    }

    @Test(
        "Every page of a training says so in the reader’s language, that of the office and that of a fault included",
        arguments: [
            "/", "/kielce", "/kielce/report/place", "/kielce/office/sign-in", "/kielce/nowhere", "/_demo/mailbox",
        ],
        Language.allCases
    )
    func training(path: String, language: Language) async throws {
        let demo = Demo(mailbox: FakeMailbox(letters: []), purpose: .training)
        try await TestSite.with("kielce", demo: demo) { site in
            let page = try await site.get(path, [.acceptLanguage: language.rawValue]).page
            #expect(page.text.contains(site.words(language)("training.banner")))
            #expect(page.markup.contains("class=\"demo training\""))
        }
    }

    @Test("A real town has no mailbox and no banner")
    func real() async throws {
        try await TestSite.with("kielce") { site in
            #expect(try await site.get("/_demo/mailbox").status == 404)
            let page = try await site.get("/kielce").page
            #expect(!page.text.contains(site.words()("demo.banner")))
        }
    }
}
