import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct GiveEmailTests {
    private static func link(_ hall: TestTownHall, _ receipt: SubmitReport.Receipt) -> ReportLink {
        ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: hall.towns[0], at: hall.now)
    }

    @Test(
        "An address given later is asked first, and told of what changes from then on",
        arguments: Engine.available,
        ["", "Ida Zmyślona"]
    )
    func giving(_ engine: Engine, name: String) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            var submission = Submission.sample(in: town)
            submission.name = name
            let receipt = try await hall.submit(submission, in: town)
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            #expect(try await hall.mail() == [])

            try await hall.giveEmail(Self.link(hall, receipt), email: "ida@poczta.example")
            let question = try await hall.mail()
            #expect(question.map(\.to.address.text) == ["ida@poczta.example"])
            let contact = try await hall.readReport.unseen(receipt.number, in: town).contact
            #expect([contact.email?.text, contact.name?.text] == ["ida@poczta.example", name.isEmpty ? nil : name])
            try await hall.decide(Decision(to: .inProgress, justification: "Już."), about: receipt.number, in: town)
            #expect(try await hall.mail() == [])

            let link = try #require(question[0].text.firstMatch(of: /\/confirm\/2026-1\/([0-9a-z]{52})/))
            let token = try #require(Token(typed: String(link.1)))
            #expect(try await hall.confirm(receipt.number, token, in: town))
            #expect(try await hall.mail().count == 1, "what waited for the answer")
            try await hall.decide(Decision(to: .done, justification: "Świeci."), about: receipt.number, in: town)
            #expect(try await hall.mail().map(\.to.address.text) == ["ida@poczta.example"])
        }
    }

    @Test("A report takes one address, by its own link, while something may still happen", arguments: Engine.available)
    func refusals(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let (receipt, other) = (try await hall.submit(in: town), try await hall.submit(in: town))
            let link = Self.link(hall, receipt)
            let wrong = ReportLink(receipt.number, other.secret, from: "192.0.2.1", in: town, at: hall.now)
            await #expect(throws: ReportFailure.wrongSecret) { try await hall.giveEmail(wrong, email: "a@b.example") }
            await #expect(throws: EmailAddressFailure.wrongForm) { try await hall.giveEmail(link, email: "ida") }
            let results = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    group.addTask { (try? await hall.giveEmail(link, email: "ida\(index)@poczta.example")) != nil }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(results.count { $0 } == 1)
            #expect(try await hall.mail().count == 1)
            await #expect(throws: ReportFailure.emailGiven) { try await hall.giveEmail(link, email: "a@b.example") }
            try await hall.decide(Decision(to: .rejected, rejection: .unlawful), about: other.number, in: town)
            await #expect(throws: FollowFailure.finished) {
                try await hall.giveEmail(Self.link(hall, other), email: "a@b.example")
            }
        }
    }
}
