import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ReportLettersTests {
    /// Confirms the address of the report as the question's link would.
    private static func confirm(_ number: ReportNumber, _ hall: TestTownHall, _ town: Municipality) async throws {
        let id = try await hall.readReport.unseen(number, in: town).report.id
        _ = try await hall.reports.confirmEmail(of: id, emailIndex: [0, 0], at: hall.now, in: town.id)
    }

    private static func delivery(
        _ message: DeliveryMessage,
        _ number: ReportNumber,
        _ hall: TestTownHall,
        _ town: Municipality
    )
        async throws -> Delivery
    {
        Delivery(
            id: ID("\(number.path)-\(message.rawValue)"),
            municipality: town.id,
            message: message,
            recipient: .reporter,
            subject: .report(try await hall.readReport.unseen(number, in: town).report.id, number),
            channel: .email,
            state: .leased,
            attempt: 1,
            createdAt: .monday
        )
    }

    @Test("An address that nobody confirmed gets the question and nothing else", arguments: Engine.available)
    func unconfirmed(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let letters = try hall.letters()
            let number = try await hall.submit(.personal(in: town), in: town).number
            let status = try await Self.delivery(.status(sequence: 1), number, hall, town)
            #expect(try await letters.letter(for: status, at: hall.now) == nil)
            let asking = try await Self.delivery(.confirmEmail, number, hall, town)
            let question = try #require(try await letters.letter(for: asking, at: hall.now))
            #expect(question.to.address.text == "zaneta.wymyslona@poczta.example")
            try await Self.confirm(number, hall, town)
            #expect(try await letters.letter(for: asking, at: hall.now) == nil)
            #expect(try await letters.letter(for: status, at: hall.now) != nil)
        }
    }

    @Test("The link of the question confirms the address", arguments: Engine.available)
    func link(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let asking = try await Self.delivery(.confirmEmail, number, hall, town)
            let letter = try #require(try await hall.letters().letter(for: asking, at: hall.now))
            let links = letter.text.matches(of: /https:\/\/ratusz\.example\/kielce\/confirm\/2026-1\/([0-9a-z]{52})/)
            #expect(links.count == 1)
            let token = try #require(links.first.flatMap { Token(typed: String($0.1)) })
            #expect(try await hall.confirm(number, token, in: town))
        }
    }

    @Test(
        "A letter is in the language of its reporter, with the number, the town, the answer and a link that works",
        arguments: Engine.available,
        Language.allCases
    )
    func status(_ engine: Engine, language: Language) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(.personal(in: town), language: language, in: town)
            try await Self.confirm(receipt.number, hall, town)
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let closing = Decision(
                to: .closed,
                justification: "To nie nasza lampa.",
                solution: "Proszę pisać do sieci."
            )
            try await hall.decide(closing, about: receipt.number, in: town)
            let delivery = try await Self.delivery(.status(sequence: 4), receipt.number, hall, town)
            let letter = try #require(try await hall.letters().letter(for: delivery, at: hall.now))
            let expected = try Self.expected(closing, receipt, language, town)
            #expect([letter.subject, letter.text] == [expected.subject, expected.body])
            #expect(
                [letter.from.name, letter.from.address.text] == [town.profile.name[language], "smartcity@kielce.eu"]
            )
            #expect("\(letter.id)" == "2026-1-status-4@kielce.eu")
            #expect(letter.date == hall.now)
        }
    }

    /// What the texts of the language make of a closed report.
    private static func expected(
        _ decision: Decision,
        _ receipt: SubmitReport.Receipt,
        _ language: Language,
        _ town: Municipality
    ) throws -> (subject: String, body: String) {
        let texts = try ProjectFiles.texts()
        let said = [
            Text("mail.status.closed.notFeasible"), Text("mail.answer", ["answer": .words(decision.justification)]),
            Text("mail.solution", ["solution": .words(decision.solution)]),
        ].map { texts.say($0, in: language) }.joined(separator: "\n\n")
        let arguments: [String: Text.Argument] = [
            "said": .words(said),
            "link": .words("https://ratusz.example/kielce/z/2026-1/\(receipt.secret.grouped)"),
            "status": .text(Text("report.status.closed")),
            "number": .words("2026/1"),
            "town": .words(town.profile.name[language]),
            "office": .words(town.profile.office.name[language]),
        ]
        return (
            texts.say(Text("mail.status.subject", arguments), in: language),
            texts.say(Text("mail.status.body", arguments), in: language)
        )
    }

    @Test("There is no letter without a report, a town, an address or a line of history", arguments: Engine.available)
    func nothingToWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            try await Self.confirm(number, hall, town)
            let anonymous = try await hall.submit(in: town).number
            let stranger = Delivery(
                id: ID("d"),
                municipality: ID("nowhere"),
                message: .status(sequence: 1),
                recipient: .reporter,
                subject: .report(ID("r"), number),
                channel: .email,
                state: .leased,
                attempt: 1,
                createdAt: .monday
            )
            let gone = Delivery(
                id: ID("d"),
                municipality: town.id,
                message: .status(sequence: 1),
                recipient: .reporter,
                subject: .report(ID("r"), ReportNumber(year: 2026, sequence: 99)),
                channel: .email,
                state: .leased,
                attempt: 1,
                createdAt: .monday
            )
            let deliveries = [
                stranger, gone, try await Self.delivery(.status(sequence: 9), number, hall, town),
                try await Self.delivery(.status(sequence: 1), anonymous, hall, town),
                try await Self.delivery(.confirmEmail, anonymous, hall, town),
            ]
            for delivery in deliveries {
                #expect(try await hall.letters().letter(for: delivery, at: hall.now) == nil)
            }
        }
    }

    @Test("A letter prints nothing of whom it goes to", arguments: Engine.available)
    func printing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let asking = try await Self.delivery(.confirmEmail, number, hall, town)
            let letter = try #require(try await hall.letters().letter(for: asking, at: hall.now))
            let open = try await hall.readReport.unseen(number, in: town)
            var dumped = ""
            dump(letter, to: &dumped)
            dump(open.contact.email, to: &dumped)
            dump(open.contact.name, to: &dumped)
            dump(open.contact.phone, to: &dumped)
            #expect(PersonalTraces.found(in: "\(letter) \(String(reflecting: open.contact)) \(dumped)") == [])
        }
    }
}
