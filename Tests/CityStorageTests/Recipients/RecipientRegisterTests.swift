import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityStorage

/// A town that keeps a register of recipients.
struct RecipientOffice {
    let hall: TestTownHall
    let town: Municipality
    let clerk = TestTownHall.recipientClerk

    init(_ database: any Database, _ name: String = "demo") async throws {
        town = try ProjectTown.named(name)
        hall = try TestTownHall(database, town)
    }

    func register(_ form: RecipientForm = .sample(), from network: String = "192.0.2.1") async throws {
        _ = try await hall.registerRecipient(form, language: .polish, network: network, in: town, at: hall.now)
    }

    func enter(_ form: RecipientForm = .sample()) async throws -> RegisterRecipient.Entered {
        try await hall.registerRecipient.enter(form, language: .polish, by: clerk, in: town, at: hall.now)
    }

    func all(_ which: RecipientSelection = .all) async throws -> [OpenRecipient] {
        try await hall.keepRecipients.list(which, after: nil, by: clerk, in: town, at: hall.now).elements
    }

    /// The recipient of this name.
    func person(_ name: String = "Ewa") async throws -> OpenRecipient {
        try #require(try await all().first { $0.profile.givenName.text == name })
    }

    /// Number and code of the letters that wait.
    func letters() async throws -> [(to: String, number: String, code: String)] {
        try await hall.mail().map { letter in
            let lines = letter.text.split(separator: "\n").map(String.init)
            func value(_ mark: String) -> String {
                lines.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) } ?? ""
            }
            return (letter.to.address.text, value("Numer odbiorcy: "), value("Kod: "))
        }
    }

    func pair(
        _ number: String,
        _ code: String,
        present: Token? = nil,
        room: ConfirmRecipient.Typed.Room = .refusing
    ) async throws -> Token {
        let typed = ConfirmRecipient.Typed(
            number: number,
            code: code,
            device: "Firefox",
            present: present,
            room: room
        )
        return try await hall.confirmRecipient(typed, network: "192.0.2.1", in: town, at: hall.now)
    }

    func askAgain(_ contact: String) async throws {
        try await hall.confirmRecipient.askAgain(contact, network: "192.0.2.1", in: town, at: hall.now)
    }

    func holder(_ token: Token) async throws -> OwnRecipient.Holder {
        try await hall.ownRecipient.holder(token, in: town, at: hall.now)
    }
}

/// The register of recipients, on both engines.
@Suite struct RecipientRegisterTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: @Sendable (RecipientOffice) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in try await body(RecipientOffice(database, name)) }
    }

    @Test(
        "Somebody registers, gets a number and a code, and the code confirms the address and pairs one device with that person",
        .clause("demo/§4.19", "demo/§4.20"),
        arguments: Engine.available
    )
    func registering(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            try await office.register(.sample("Adam", email: "adam@example.org"))
            let before = try await office.person()
            #expect(before.recipient.contacts == [.email: ContactStanding()])
            #expect(before.recipient.origin == RecipientOrigin(.form))
            #expect(before.recipient.consent.document == nil)
            let letters = try await office.letters().sorted { $0.number < $1.number }
            #expect(letters.map(\.to) == ["ewa@example.org", "adam@example.org"])
            #expect(letters.map(\.number) == ["0000 0013", "0000 0021"])

            await #expect(throws: RecipientFailure.wrongCode) {
                _ = try await office.pair(letters[1].number, letters[0].code)
            }
            let token = try await office.pair(letters[0].number, letters[0].code)
            let holder = try await office.holder(token)
            #expect(holder.recipient.id == before.recipient.id)
            #expect(holder.recipient.contacts[.email]?.confirmedAt == office.hall.now)
            let devices = try await office.hall.ownRecipient.devices(of: holder, in: office.town)
            #expect(devices.map(\.words) == ["Firefox"])

            await #expect(throws: RecipientFailure.wrongCode) {
                _ = try await office.pair(letters[0].number, letters[0].code)
            }
        }
    }

    @Test(
        "The form makes an entry once: who sends it again gets a new code, which ends the one before",
        arguments: Engine.available
    )
    func once(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            var again = RecipientForm.sample()
            (again.givenName, again.surname, again.address) = ("ZMYŚLONA", "Ewa", "gdzie indziej")
            try await office.register(again)
            let all = try await office.all()
            #expect(all.map(\.profile.address?.line) == ["ul. Zmyślona 12A"])
            let letters = try await office.letters()
            #expect(letters.count == 1)
            _ = try await office.pair(letters[0].number, letters[0].code)

            try await office.register(.sample("Jan"))
            #expect(try await office.all().count == 2)
        }
    }

    @Test(
        "A code works for the hours of the rule and for as many tries as it allows",
        .clause("demo/§4.20"),
        arguments: Engine.available
    )
    func limits(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let first = try await office.letters()[0]
            for _ in 0..<5 {
                await #expect(throws: RecipientFailure.wrongCode) {
                    _ = try await office.pair(first.number, "0000 0000")
                }
            }
            await #expect(throws: RecipientFailure.wrongCode) { _ = try await office.pair(first.number, first.code) }

            try await office.askAgain("EWA@example.org")
            let second = try await office.letters()[0]
            #expect(second.code != first.code)
            office.hall.clock.advance(.hours(24) - .seconds(1))
            for _ in 0..<4 { _ = try? await office.pair(second.number, "0000 0000") }
            _ = try await office.pair(second.number, second.code)

            try await office.register()
            let third = try await office.letters()[0]
            office.hall.clock.advance(.hours(24))
            await #expect(throws: RecipientFailure.wrongCode) { _ = try await office.pair(third.number, third.code) }
        }
    }

    @Test(
        "An address gets five codes in an hour, whoever asks and under whatever name; the office may send more",
        arguments: Engine.available
    )
    func codesInAnHour(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            for index in 0..<7 { try await office.register(.sample("Osoba\(index)"), from: "192.0.2.\(index)") }
            #expect(try await office.codes() == 5)
            #expect(try await office.all().count == 5)
            for typed in ["ewa@example.org", "niemand@example.org", "600100200"] { try await office.askAgain(typed) }
            #expect(try await office.codes() == 5)
            let id = try await office.person("Osoba0").recipient.id
            try await office.sendCode(to: id)
            #expect(try await office.codes() == 6)
            office.hall.clock.advance(.hours(1) + .seconds(1))
            try await office.askAgain("ewa@example.org")
            #expect(try await office.codes() == 11)
        }
    }

    @Test(
        "A code proves the address that it was sent to and no other: with another one by now it pairs nobody",
        .clause("siedlce/§2.9"),
        arguments: Engine.available
    )
    func anotherAddress(_ engine: Engine) async throws {
        try await Self.with(engine, "siedlce") { office in
            _ = try await office.enter(.sample(email: "obca@example.org"))
            let stranger = try await office.letters()[0]
            let paired = try await office.pair(stranger.number, stranger.code)
            let before = try await office.person()
            try await office.sendCode(to: before.recipient.id)
            let second = try await office.letters()[0]
            var form = RecipientForm(before.profile)
            form.email = "ewa@example.org"
            try await office.keep.change(
                before.recipient.id,
                to: form,
                seeing: before.recipient.profile,
                by: office.clerk,
                in: office.town,
                at: office.hall.now
            )
            await #expect(throws: RecipientFailure.wrongCode) {
                _ = try await office.pair(second.number, second.code)
            }
            await #expect(throws: RecipientFailure.unknown) { _ = try await office.holder(paired) }
            #expect(try await office.person().recipient.contacts == [.email: ContactStanding()])
        }
    }

    @Test("Two who send the same form at once become one entry", arguments: Engine.available)
    func atOnce(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<4 { group.addTask { try await office.register(from: "192.0.2.\(index)") } }
                try await group.waitForAll()
            }
            #expect(try await office.all().count == 1)
        }
    }

    @Test("A device that is paired again takes its own place", arguments: Engine.available)
    func sameDevice(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            var token: Token?
            for _ in 0..<4 {
                let letter = try await office.letters()[0]
                token = try await office.pair(letter.number, letter.code, present: token)
                try await office.sendCode(to: try await office.person().recipient.id)
            }
            let holder = try await office.holder(try #require(token))
            #expect(try await office.hall.ownRecipient.devices(of: holder, in: office.town).count == 1)
        }
    }

    @Test(
        "One person pairs as many devices as the rule allows; one more goes in for the one that has not come for longest",
        .clause("demo/§4.20"),
        arguments: Engine.available
    )
    func devices(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            var tokens: [Token] = []
            for index in 0..<4 {
                office.hall.clock.advance(.hours(2))
                if index > 0 { try await office.sendCode(to: try await office.person().recipient.id) }
                let letter = try await office.letters()[0]
                if index == 3 {
                    await #expect(throws: RecipientFailure.tooManyDevices(most: 3)) {
                        _ = try await office.pair(letter.number, letter.code)
                    }
                    _ = try await office.holder(tokens[0])
                    tokens.append(try await office.pair(letter.number, letter.code, room: .replacing))
                } else {
                    tokens.append(try await office.pair(letter.number, letter.code))
                }
            }
            await #expect(throws: RecipientFailure.unknown) { _ = try await office.holder(tokens[1]) }
            for index in [0, 2, 3] { _ = try await office.holder(tokens[index]) }
            office.hall.clock.advance(RecipientDevice.idle)
            await #expect(throws: RecipientFailure.unknown) { _ = try await office.holder(tokens[3]) }
        }
    }
}

extension RecipientOffice {
    func codes() async throws -> Int {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query("SELECT id FROM recipient_codes WHERE municipality = {town}").count
        }
    }

    func sendCode(to id: ID<RegisteredRecipient>) async throws {
        try await hall.keepRecipients.sendCode(to: id, through: nil, by: clerk, in: town, at: hall.now)
    }
}
