import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

/// A young person has an account once the guardian agreed, and for as long as the guardian does.
@Suite struct GuardianTests {
    private static let parent = "ola@example.org"

    private static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            try await body(try TestTownHall(database, town), town)
        }
    }

    @Test(
        "The guardian is asked first, then the young person gets the letter that makes the account",
        .clause("suprasl/IV a1", "suprasl/I•Użytkownik"),
        arguments: Engine.available
    )
    func way(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let link = try await hall.registerYoung(in: town)
            let question = try await hall.answerAsGuardian.question(
                behind: link.id,
                token: link.token,
                in: town,
                at: hall.now
            )
            #expect(question.profile.email.text == "ida@example.org" && question.guardian.name.text == "Ola Zmyślona")
            try await hall.answer(.agrees, by: link, in: town)
            let id = try await hall.activateYoung(in: town)
            let account = try #require(try await hall.residents.account(id, in: town.id))
            #expect(account.resident.declaredAge == 13)
            let consent = try #require(try await hall.residents.consent(for: id, in: town.id))
            #expect(consent.agreedAt == hall.now)
            #expect(try consent.opened(for: account.resident, hall.vault, in: town.id).email.text == Self.parent)
            let letter = try #require(try await hall.mail().last)
            #expect(letter.to.address.text == Self.parent && letter.text.contains("/account/withdraw/\(id)/"))
        }
    }

    @Test("Without an answer, and after a refusal, nothing of the young person is kept", arguments: Engine.available)
    func without(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let refused = try await hall.registerYoung(in: town)
            #expect(try await hall.rowsOfYoung(in: town) == ["data_keys 1", "guardian_consents 1", "registrations 1"])
            try await hall.answer(.refuses, by: refused, in: town)
            #expect(try await hall.rowsOfYoung(in: town) == [])
            await #expect(throws: AccountFailure.wrongLink) { try await hall.answer(.agrees, by: refused, in: town) }
            let unanswered = try await hall.registerYoung(in: town)
            hall.clock.advance(.hours(48))
            await #expect(throws: AccountFailure.wrongLink) { try await hall.answer(.agrees, by: unanswered, in: town) }
            try await SweepResidents(residents: hall.residents)(at: hall.now + .milliseconds(1))
            #expect(try await hall.rowsOfYoung(in: town) == [])
        }
    }

    @Test("A registration that a guardian agreed to late waits as long as any other for its own letter")
    func late() async throws {
        try await Self.with(.sqlite) { hall, town in
            let link = try await hall.registerYoung(in: town)
            hall.clock.advance(.hours(47))
            try await hall.answer(.agrees, by: link, in: town)
            hall.clock.advance(.hours(47))
            try await SweepResidents(residents: hall.residents)(at: hall.now)
            _ = try await hall.activateYoung(in: town)
            hall.clock.advance(.hours(49))
            _ = try await hall.registerYoung("eda@example.org", in: town)
            hall.clock.advance(.hours(49))
            try await SweepResidents(residents: hall.residents)(at: hall.now)
            #expect(try await hall.rowsOfYoung(in: town) == ["data_keys 1", "guardian_consents 1"])
        }
    }

    @Test("The guardian takes the consent back at any time, by the letter alone", arguments: Engine.available)
    func withdrawal(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.answer(.agrees, by: try await hall.registerYoung(in: town), in: town)
            let id = try await hall.activateYoung(in: town)
            _ = try await hall.mail()
            hall.clock.advance(.days(700))
            let other = try await hall.openAccount("eda@example.org", in: town)
            for (resident, token) in [(id, nil), (id, hall.guardianToken(of: other, in: town)), (other, nil)] {
                await #expect(throws: AccountFailure.wrongLink) {
                    try await hall.eraseResident(ward: resident, token: token, in: town, at: hall.now)
                }
            }
            let own = hall.guardianToken(of: other, in: town)
            await #expect(throws: AccountFailure.wrongLink) {
                try await hall.eraseResident(ward: other, token: own, in: town, at: hall.now)
            }
            let token = hall.guardianToken(of: id, in: town)
            #expect(try await hall.eraseResident.ward(id, token: token, in: town).email.text == "ida@example.org")
            try await hall.eraseResident(ward: id, token: token, in: town, at: hall.now)
            #expect(try await hall.residents.account(id, in: town.id) == nil)
            #expect(try await hall.residents.consent(for: id, in: town.id) == nil)
            #expect(await hall.ledger.records().map { "\($0.ground)" } == ["consentWithdrawn"])
            let entry = try #require(try await hall.auditStore.queue(limit: 9).waiting.last)
            #expect([entry.kind, entry.actor] == ["account.erased", "guardian/\(id)"])
            #expect(try await hall.mail().last?.to.address.text == "ida@example.org")
        }
    }

    @Test(
        "Whether the young person's address has an account shows in no letter to the guardian",
        arguments: Engine.available
    )
    func secrecy(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.openAccount(in: town)
            let link = try await hall.registerYoung(in: town)
            try await hall.answer(.agrees, by: link, in: town)
            let letter = try #require(try await hall.mail().last)
            #expect(letter.to.address.text == "ida@example.org" && letter.text.contains("/account/forgotten"))
            #expect(try await hall.rowsOfYoung(in: town) == ["data_keys 1"])
        }
    }

    @Test("A guardian gets three letters in an hour, whoever asks", arguments: Engine.available)
    func limit(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            for number in 0...RegisterResident.mostLetters {
                try await hall.register(young: "ida\(number)@example.org", in: town)
            }
            #expect(try await hall.mail().count == RegisterResident.mostLetters)
            #expect(try await hall.rowsOfYoung(in: town).last == "registrations \(RegisterResident.mostLetters)")
        }
    }

    @Test(
        "Who is too young names a guardian with another address; who says nothing of the age is asked",
        arguments: [
            (nil, "Ola Zmyślona", parent, ["ageGroup"]), (.young, "", "", ["guardianName", "guardianEmail"]),
            (.young, "Ola Zmyślona", "IDA@example.org", ["guardianEmail"]), (.young, "Ola Zmyślona", parent, []),
            (.ofAge, "", "", []),
        ] as [(AgeGroup?, String, String, [String])]
    )
    func faults(group: AgeGroup?, name: String, email: String, fields: [String]) throws {
        let town = try ProjectTown.named("suprasl")
        let today = town.clock.date(of: .monday)
        var form = RegistrationForm.sample(in: town, on: today)
        (form.ageGroup, form.guardianName, form.guardianEmail) = (group, name, email)
        do {
            let checked = try form.checked(in: town, on: today).0
            #expect(fields.isEmpty && (checked.guardian != nil) == (group == .young))
            #expect(checked.declaredAge == (group == .young ? 13 : 16))
        } catch let failures as Failures {
            #expect(failures.all.compactMap(\.kind.field) == fields)
        }
    }

    @Test("A service opens no account for somebody who is too young to agree alone")
    func service() throws {
        let town = try ProjectTown.named("suprasl")
        let today = town.clock.date(of: .monday)
        var form = RegistrationForm.sample(in: town, on: today)
        form.ageGroup = .young
        let failures = #expect(throws: Failures.self) {
            try form.checked(by: EmailAddress(typed: "ida@example.org"), in: town, on: today)
        }
        #expect(failures?.all.map { $0 as? AccountFailure } == [.guardianNeedsLetter])
    }

    @Test("A merge never loses the consent of a guardian")
    func merge() async throws {
        try await Self.with(.sqlite) { hall, town in
            try await hall.answer(.agrees, by: try await hall.registerYoung(in: town), in: town)
            let young = try await hall.activateYoung(in: town)
            let pair = try await hall.secondAccount(of: young, in: town)
            let suspicion = try #require(try await hall.secondAccounts.suspicion(pair, in: town.id))
            await #expect(throws: MergeFailure.guarded) {
                try await hall.reviewSecondAccounts.ask(
                    pair,
                    keeping: suspicion.newer,
                    by: .administrator,
                    in: town,
                    at: hall.now
                )
            }
            try await hall.reviewSecondAccounts.ask(pair, keeping: young, by: .administrator, in: town, at: hall.now)
        }
    }

    @Test("The table of guardians holds no name and no address", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.registerYoung(in: town)
            let bytes = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT guardian FROM guardian_consents WHERE municipality = {town}")
                    .flatMap { try $0.blob("guardian") }
            }
            #expect(bytes.count > 40)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("example"))
        }
    }
}

extension TestTownHall {
    /// Registers somebody of 13 to 15 years with a guardian.
    fileprivate func register(young email: String, in town: Municipality) async throws {
        var form = RegistrationForm.sample(email: email, in: town, on: town.clock.date(of: now))
        (form.ageGroup, form.guardianName, form.guardianEmail) = (.young, "Ola Zmyślona", "ola@example.org")
        try await registerResident(form, language: .polish, network: "192.0.2.1", in: town, at: now)
    }

    /// The link in the letter to the guardian.
    fileprivate func registerYoung(_ email: String = "ida@example.org", in town: Municipality) async throws -> SentLink
    {
        try await register(young: email, in: town)
        let letter = try #require(try await mail().last)
        #expect(letter.to.address.text == "ola@example.org" && letter.text.contains("Ida Przykładowa"))
        return try #require(SentLink(in: letter.text))
    }

    fileprivate func answer(_ answer: AnswerAsGuardian.Answer, by link: SentLink, in town: Municipality) async throws {
        try await answerAsGuardian(answer, by: link.id, token: link.token, in: town, at: now)
    }

    /// Answers the letter that follows the guardian's consent.
    fileprivate func activateYoung(in town: Municipality) async throws -> ID<Resident> {
        let link = try await accountLink()
        return try await registerResident.activate(link.id, token: link.token, password: .sample, in: town, at: now)
    }

    fileprivate func guardianToken(of resident: ID<Resident>, in town: Municipality) -> Token {
        vault.guardianToken(of: resident, in: town.id)
    }

    /// Tables with rows about people who wait or their guardians, and how many.
    fileprivate func rowsOfYoung(in town: Municipality) async throws -> [String] {
        try await database.town(town.id).read { transaction in
            let keys = try transaction.query(
                "SELECT owner FROM data_keys WHERE municipality = {town} AND purpose = 'person'"
            ).count
            let consents = try transaction.query("SELECT resident FROM guardian_consents WHERE municipality = {town}")
                .count
            let waiting = try transaction.query("SELECT id FROM registrations WHERE municipality = {town}").count
            return [("data_keys", keys), ("guardian_consents", consents), ("registrations", waiting)]
                .filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
        }
    }
}
