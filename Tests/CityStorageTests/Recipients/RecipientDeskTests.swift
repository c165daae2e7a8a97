import CityKit
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain
@testable import CityStorage

/// What clerks do with the register, and what a person does alone, on both engines.
@Suite struct RecipientDeskTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: @Sendable (RecipientOffice) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in try await body(RecipientOffice(database, name)) }
    }

    @Test(
        "A clerk writes people down once each, who get a number and a code at once and nothing else before the paper is signed",
        .clause("siedlce/§2.3", "siedlce/§2.6", "siedlce/§3.1.2", "siedlce/§4.4"),
        arguments: Engine.available
    )
    func entering(_ engine: Engine) async throws {
        try await Self.with(engine, "siedlce") { office in
            await #expect(throws: RecipientFailure.wayNotOffered) { try await office.register() }
            guard case .added(let id) = try await office.enter() else { throw RecipientFailure.unknown }
            #expect(try await office.enter() == .known(id))
            #expect(try await office.letters().map(\.number) == ["0000 0013"])
            #expect(try await office.all(.unsigned).map(\.recipient.id) == [id])
            let before = try await office.person().recipient
            #expect(before.origin == RecipientOrigin(.clerk, officer: .staff(ID("clerk"))))
            #expect(before.hindrance(to: .email, about: nil, devices: 0, on: office.day) == .noConsent)
            try await office.keep.noteSigned(id, by: office.clerk, in: office.town, at: office.hall.now)
            await #expect(throws: RecipientFailure.noPaper) {
                try await office.keep.noteSigned(id, by: office.clerk, in: office.town, at: office.hall.now)
            }
            #expect(try await office.person().recipient.consent.document == .signed)
            #expect(try await office.all(.unsigned).isEmpty)
        }
    }

    @Test("Recipients are found by number, address or whole surname", arguments: Engine.available)
    func finding(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            var form = RecipientForm.sample()
            form.phone = "600 100 200"
            try await office.register(form)
            try await office.register(.sample("Adam", email: "adam@example.org"))
            for (words, names) in [
                ("0000 0013", ["Ewa"]), ("00000013", ["Ewa"]), ("EWA@Example.org", ["Ewa"]),
                ("+48 600-100-200", ["Ewa"]), ("zmyślona", ["Ewa", "Adam"]), ("Zmyśl", []), ("", []), ("0000 0014", []),
            ] as [(String, [String])] {
                let found = try await office.keep.find(words, by: office.clerk, in: office.town, at: office.hall.now)
                #expect(found.map(\.profile.givenName.text) == names, "\(words)")
            }
        }
    }

    @Test("Lists show each kind of recipients, page by page, with their counts", arguments: Engine.available)
    func lists(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            for index in 0..<52 {
                try await office.register(.sample("Osoba", email: "o\(index)@example.org"), from: "192.0.2.\(index)")
            }
            let first = try await office.keep.list(
                .unconfirmed,
                after: nil,
                by: office.clerk,
                in: office.town,
                at: office.hall.now
            )
            #expect(first.elements.map(\.recipient.number.sequence) == Array((3...52).reversed()))
            let rest = try await office.keep.list(
                .unconfirmed,
                after: first.next,
                by: office.clerk,
                in: office.town,
                at: office.hall.now
            )
            #expect(rest.elements.map(\.recipient.number.sequence) == [2, 1])
            #expect(rest.next == nil)
            let counts = try await office.keep.counts(by: office.clerk, in: office.town, at: office.hall.now)
            #expect(counts == [.all: 52, .unconfirmed: 52, .held: 0, .suspended: 0, .unsigned: 0])
        }
    }

    @Test("Whose data are doubted is held until a clerk has checked them", arguments: Engine.available)
    func holding(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let id = try await office.person().recipient.id
            let (keep, clerk, town, now) = (office.keep, office.clerk, office.town, office.hall.now)
            await #expect(throws: RecipientFailure.reasonMissing) {
                try await keep.hold(id, because: " ", by: clerk, in: town, at: now)
            }
            await #expect(throws: RecipientFailure.notHeld) { try await keep.release(id, by: clerk, in: town, at: now) }
            try await keep.hold(id, because: "Nikt tu nie mieszka.", by: clerk, in: town, at: now)
            let held = try await office.all(.held)
            #expect(held.map(\.holdReason) == ["Nikt tu nie mieszka."])
            #expect(held.first?.recipient.hold?.since == now)
            try await keep.release(id, by: clerk, in: town, at: now)
            #expect(try await office.all(.held).isEmpty)
        }
    }

    @Test(
        "A corrected address has to be confirmed anew, one that stays does not; a page that is out of date overwrites nothing",
        arguments: Engine.available
    )
    func correcting(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let letter = try await office.letters()[0]
            let token = try await office.pair(letter.number, letter.code)
            let holder = try await office.holder(token)
            let seen = holder.recipient.profile
            var form = RecipientForm(try office.hall.ownRecipient.opened(holder, in: office.town).profile)
            form.language = .ukrainian
            #expect(try await office.change(holder, form, seen) == nil)
            let changed = try await office.person().recipient
            #expect(changed.language == .ukrainian)
            #expect(changed.contacts == [.email: ContactStanding(confirmedAt: office.hall.now)])
            await #expect(throws: RecipientFailure.changedMeanwhile) {
                _ = try await office.change(try await office.holder(token), form, seen)
            }

            form.email = "inna@example.org"
            let again = try await office.holder(token)
            #expect(try await office.change(again, form, again.recipient.profile) == .email)
            #expect(try await office.person().recipient.contacts == [.email: ContactStanding()])
            let fresh = try #require(try await office.hall.mail().last)
            #expect(fresh.to.address.text == "inna@example.org")
        }
    }

    @Test("Choices, pauses and a stop are kept and taken back", arguments: Engine.available)
    func choosing(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let letter = try await office.letters()[0]
            let holder = try await office.holder(try await office.pair(letter.number, letter.code))
            let (own, town, now) = (office.hall.ownRecipient, office.town, office.hall.now)
            let choices = RecipientChoices(order: [.app], topics: [ID("culture"): [.app]])
            try await own.choose(choices, holder, in: town, at: now)
            try await own.set(.stopped, to: .email, holder, in: town, at: now)
            let pause = try RecipientSuspension(from: office.day, until: office.day + 7)
            try await own.suspend(pause, holder, in: town, at: now)
            let changed = try await office.person().recipient
            #expect(changed.choices == choices)
            #expect(changed.suspension == pause)
            #expect(changed.contacts[.email]?.stoppedAt == now)
            #expect(try await office.all(.suspended).count == 1)
            office.hall.clock.advance(.days(8))
            #expect(try await office.all(.suspended).isEmpty)
            try await own.set(.allowed, to: .email, holder, in: town, at: now)
            try await own.suspend(nil, holder, in: town, at: now)
            let back = try await office.person().recipient
            #expect(back.contacts[.email] == ContactStanding(confirmedAt: now))
            #expect(back.suspension == nil)
            await #expect(throws: RecipientFailure.unknown) {
                try await own.set(.stopped, to: .sms, holder, in: town, at: now)
            }
        }
    }

    @Test(
        "Who leaves is gone with every row and key, what waits is cancelled, and the number is not given again",
        .clause("siedlce/§5.6"),
        arguments: Engine.available
    )
    func leaving(_ engine: Engine) async throws {
        try await Self.with(engine, "siedlce") { office in
            _ = try await office.enter()
            let letter = try await office.letters()[0]
            let token = try await office.pair(letter.number, letter.code)
            let id = try await office.person().recipient.id
            try await office.sendCode(to: id)
            #expect(try await office.states(of: id) == ["handedOver", "queued"])
            try await office.hall.ownRecipient.erase(
                try await office.holder(token),
                in: office.town,
                at: office.hall.now
            )
            #expect(try await office.states(of: id) == ["cancelled", "handedOver"])
            #expect(try await office.all().isEmpty)
            #expect(try await office.rows(about: id) == 0)
            await #expect(throws: RecipientFailure.unknown) { _ = try await office.holder(token) }
            await #expect(throws: RecipientFailure.unknown) {
                try await office.keep.erase(id, by: office.clerk, in: office.town, at: office.hall.now)
            }
            _ = try await office.enter()
            #expect(try await office.person().recipient.number == RecipientNumber(sequence: 2))
        }
    }

    @Test(
        "After the indexes are made anew people are found as before, and codes that are out work no more",
        arguments: Engine.available
    )
    func reindexing(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            var form = RecipientForm.sample()
            form.phone = "600 100 200"
            try await office.register(form)
            let letter = try await office.letters()[0]
            let before = try await office.indexes()
            let key = try office.hall.vault.newKey(in: SodiumVault.indexSlot).wrapped
            var renewed = office.hall
            renewed.vault = try office.hall.vault.indexing(under: key)
            let store = SQLIndexStore(database: office.hall.database)
            let renew = RenewIndexes(store: store, audit: office.hall.audit)
            _ = try await renew(with: renewed.vault, under: key, by: .command("test"), at: office.hall.now)
            let after = try await office.indexes()
            #expect(Set(before).isDisjoint(with: after))
            #expect(before.count == 4 && after.count == 4)
            for words in ["Zmyślona", "ewa@example.org", "600 100 200"] {
                let found = try await renewed.keepRecipients.find(
                    words,
                    by: office.clerk,
                    in: office.town,
                    at: office.hall.now
                )
                #expect(found.count == 1, "\(words)")
            }
            await #expect(throws: RecipientFailure.wrongCode) {
                _ = try await office.pair(letter.number, letter.code)
            }
        }
    }

    @Test("Who has no right sees nothing of the register and changes nothing", arguments: Engine.available)
    func rights(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let id = try await office.person().recipient.id
            let stranger = TestTownHall.contractorOfficer
            let missing = AccountFailure.rightMissing(.manageRecipients)
            let (keep, town, now) = (office.keep, office.town, office.hall.now)
            await #expect(throws: missing) { _ = try await keep.one(id, by: stranger, in: town, at: now) }
            await #expect(throws: missing) { _ = try await keep.find("Ewa", by: stranger, in: town, at: now) }
            await #expect(throws: missing) { try await keep.erase(id, by: stranger, in: town, at: now) }
            await #expect(throws: missing) {
                _ = try await office.hall.registerRecipient.enter(
                    .sample(),
                    language: .polish,
                    by: stranger,
                    in: town,
                    at: now
                )
            }
        }
    }
}

extension RecipientOffice {
    var keep: KeepRecipients { hall.keepRecipients }
    var day: CivilDate { town.clock.date(of: hall.now) }

    func change(_ holder: OwnRecipient.Holder, _ form: RecipientForm, _ seen: Sealed<RecipientProfile>) async throws
        -> MessageChannel?
    {
        try await hall.ownRecipient.change(holder, to: form, seeing: seen, in: town, at: hall.now)
    }

    /// Of the deliveries to somebody, in the order of their words.
    func states(of id: ID<RegisteredRecipient>) async throws -> [String] {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                "SELECT state FROM deliveries WHERE municipality = {town} AND recipient = ? ORDER BY state",
                Recipient.registered(id).rawValue
            ).map { try $0.text("state") }
        }
    }

    /// All blind indexes of the register.
    func indexes() async throws -> [[UInt8]] {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                """
                SELECT surname_index AS i FROM recipients WHERE municipality = {town}
                UNION ALL SELECT names_index FROM recipients WHERE municipality = {town}
                UNION ALL SELECT contact_index FROM recipient_contacts WHERE municipality = {town}
                """
            ).map { try $0.blob("i") }
        }
    }

    /// What the database still has of a person besides the number of the departure.
    func rows(about id: ID<RegisteredRecipient>) async throws -> Int {
        try await hall.database.town(town.id).read { transaction in
            let tables: [(SQL, SQL)] = [
                ("recipients", "id"), ("recipient_contacts", "recipient"), ("recipient_codes", "recipient"),
                ("recipient_devices", "recipient"), ("data_keys", "owner"),
            ]
            return try tables.reduce(0) { count, table in
                try count
                    + transaction.query(
                        "SELECT 1 AS one FROM \(table.0) WHERE municipality = {town} AND \(table.1) = ?",
                        id
                    ).count
            }
        }
    }
}
