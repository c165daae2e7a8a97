import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct StatusPageTests {
    private static func path(_ receipt: SubmitReport.Receipt, in town: String = "kielce") -> String {
        "/\(town)/z/\(receipt.number.path)/\(receipt.secret.grouped)"
    }

    @Test(
        "A number and a secret open the page with the status, the dates and the answers",
        .clause("kielce/III.1", "suprasl/VI.1", "demo/§3.4")
    )
    func status() async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            let receipt = try await hall.submit(.personal(in: town), in: town)
            let path = Self.path(receipt, in: "demo")
            let fresh = try await site.get(path).page.text
            #expect(fresh.contains(site.words()(ReportStatus.new.text)))
            #expect(fresh.contains("2026/1"))
            #expect(fresh.contains("30 kwietnia"))
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let closing = Decision(
                to: .closed,
                justification: "To nie nasza lampa.",
                solution: "Proszę pisać do sieci."
            )
            try await hall.decide(closing, about: receipt.number, in: town)
            let closed = try await site.get(path).page.text
            for words in [site.words()(ReportStatus.closed.text), "To nie nasza lampa.", "Proszę pisać do sieci."] {
                #expect(closed.contains(words))
            }
            // The same page in the spelling of somebody who typed the link from paper.
            #expect(try await site.get(path.uppercased().replacing("/DEMO/Z/", with: "/demo/z/")).status == 200)
        }
    }

    @Test("The receipt says the number, the dates that bind the office and the way back")
    func receipt() async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(in: site.town)
            let page = try await site.get("\(Self.path(receipt))/receipt").page
            #expect(page.text.contains("2026/1"))
            #expect(page.text.contains("30 kwietnia"))
            #expect(page.text.contains("http://localhost\(Self.path(receipt))"))
            #expect(page.links.contains(Self.path(receipt)))
        }
    }

    @Test(
        "A wrong link shows nothing, and does not tell whether the number exists",
        arguments: [
            "2026-1/0000-0000-0000-0000-0000-0000-0000", "2026-9/0000-0000-0000-0000-0000-0000-0000", "2026-1/x",
            "x/0000-0000-0000-0000-0000-0000-0000", "2026-1/%00", "2026-1/%FF", "2026-1/..%2f..",
        ]
    )
    func wrongLink(path: String) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(in: site.town)
            for ending in ["", "/receipt"] {
                let answer = try await site.get("/kielce/z/\(path)\(ending)")
                #expect(answer.status == 404)
                #expect(answer.page.text.contains(site.words()(ReportFailure.wrongSecret.text)))
            }
        }
    }

    @Test("The link of one town opens nothing in another")
    func otherTown() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let receipt = try await site.hall.submit(in: site.town)
            _ = try await site.hall.submit(in: site.hall.towns[1])
            #expect(try await site.get(Self.path(receipt)).status == 200)
            #expect(try await site.get(Self.path(receipt, in: "suprasl")).status == 404)
        }
    }

    @Test("Whoever kept number and secret finds the page by them")
    func lookingUp() async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(in: site.town)
            #expect(try await site.get("/kielce/status").status == 200)
            let typed = receipt.secret.grouped.uppercased().replacing("-", with: " ")
            let found = try await site.browser().post("/kielce/status", ["number": " 2026 / 1 ", "secret": typed])
            #expect(found.location == Self.path(receipt))
        }
    }

    @Test(
        "What was typed wrong is said at its field and kept",
        arguments: [
            ("", " ", [.fieldMissing("number"), .fieldMissing("secret")]),
            ("2026", "0000", [.fieldMalformed("number"), .fieldMalformed("secret")]),
            ("2026/1", "", [.fieldMissing("secret")]), ("2026/1", "żółw", [.fieldMalformed("secret")]),
            ("", "0000-0000-0000-0000-0000-0000-0000", [.fieldMissing("number")]),
            ("2026/0", "0000-0000-0000-0000-0000-0000-0000", [.fieldMalformed("number")]),
        ] as [(String, String, [ReportFailure])]
    )
    func lookingUpWrong(number: String, secret: String, failures: [ReportFailure]) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(in: site.town)
            let answer = try await site.browser().post("/kielce/status", ["number": number, "secret": secret])
            #expect(answer.status == 422)
            #expect(answer.page.title.hasPrefix("Błąd: "))
            let faults = failures.map { failure in
                PageReader.Fault(field: failure.kind.field ?? "", words: site.words()(failure.text))
            }
            #expect(answer.page.faults == faults)
            #expect(faults.map { answer.page.fault(at: $0.field) } == faults.map(\.words))
            #expect([answer.page.value("number"), answer.page.value("secret")] == [number, secret])
        }
    }

    @Test("A wrong secret and an unknown number get the same answer", arguments: ["2026/1", "2026/9"])
    func noOracle(number: String) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(in: site.town)
            let secret = "0000-0000-0000-0000-0000-0000-0000"
            let answer = try await site.browser().post("/kielce/status", ["number": number, "secret": secret])
            #expect(answer.status == 422)
            #expect(
                answer.page.faults == [PageReader.Fault(field: "", words: site.words()(ReportFailure.wrongSecret.text))]
            )
        }
    }

    @Test("Opening the link of the question confirms nothing; its button does, once")
    func confirming() async throws {
        try await TestSite.with("kielce") { site in
            let (hall, town) = (site.hall, site.town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let path = try await Self.confirmationPath(number, site)
            for _ in 0..<2 {
                let asking = try await site.get(path)
                #expect(asking.status == 200)
                #expect(asking.page.markup.contains("<form class=\"form\" action=\"\(path)\" method=\"post\""))
                #expect(asking.page.heading == site.words()("confirm.asking.title"))
            }
            #expect(try await site.request(.head, path).status == 200)
            #expect(try await hall.readReport.unseen(number, in: town).emailConfirmedAt == nil)
            let browser = site.browser()
            #expect(try await browser.post(path, [:]).page.heading == site.words()("confirm.confirmed.title"))
            #expect(try await hall.readReport.unseen(number, in: town).emailConfirmedAt == hall.now)
            #expect(try await browser.post(path, [:]).page.heading == site.words()("confirm.confirmedBefore.title"))
            #expect(try await site.get(path).page.heading == site.words()("confirm.confirmedBefore.title"))
        }
    }

    /// The path of the link in the question's letter.
    static func confirmationPath(_ number: ReportNumber, _ site: TestSite) async throws -> String {
        let (hall, town) = (site.hall, site.town)
        let delivery = Delivery(
            id: ID("d"),
            municipality: town.id,
            message: .confirmEmail,
            recipient: .reporter,
            subject: .report(try await hall.readReport.unseen(number, in: town).report.id, number),
            channel: .email,
            state: .leased,
            attempt: 1,
            createdAt: .monday
        )
        let letter = try #require(try await hall.letters().letter(for: delivery, at: hall.now))
        let link = try #require(letter.text.firstMatch(of: #/https://ratusz\.example(/\S+/confirm/\S+)/#))
        return String(link.1)
    }

    @Test("A link of a question that was never asked confirms nothing")
    func confirmingWrong() async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            let other = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            let path = try await Self.confirmationPath(number, site)
            let wrong = [
                path.replacing(number.path, with: other.path), path.replacing(number.path, with: "2026-99"),
                String(path.dropLast()), "/kielce/confirm/x/y",
            ]
            for path in wrong {
                #expect(try await site.browser().post(path, [:]).status == 404)
                #expect(try await site.get(path).status == 404)
            }
            #expect(try await site.hall.readReport.unseen(other, in: site.town).emailConfirmedAt == nil)
        }
    }
}
