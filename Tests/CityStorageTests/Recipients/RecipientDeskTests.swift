import CityKit
import CityTestSupport
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
        "A clerk writes people down, who get a code at once and nothing else before the paper is signed",
        .clause("siedlce/§3.1.2", "siedlce/§2.6"),
        arguments: Engine.available
    )
    func entering(_ engine: Engine) async throws {
        try await Self.with(engine, "siedlce") { office in
            await #expect(throws: RecipientFailure.wayNotOffered) { try await office.register() }
            guard case .added(let id) = try await office.enter() else { throw RecipientFailure.unknown }
            #expect(try await office.enter() == .known(id))
            #expect(try await office.letters().count == 1)
            #expect(try await office.all(.unsigned).map(\.recipient.id) == [id])
            let before = try await office.person().recipient
            #expect(before.origin == RecipientOrigin(.clerk, officer: .staff(ID("clerk"))))
            #expect(before.hindrance(to: .email, about: nil, devices: 0, on: office.day) == .noConsent)
            try await office.keep.noteSigned(id, by: office.clerk, in: office.town, at: office.hall.now)
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
            let counts = try await office.keep.counts(by: office.clerk, in: office.town)
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
            var form = RecipientForm(try office.hall.ownRecipient.opened(holder, in: office.town).profile)
            form.phone = "600 100 200"
            try await office.change(holder, form)
            #expect(
                try await office.person().recipient.contacts == [
                    .email: ContactStanding(confirmedAt: office.hall.now), .sms: ContactStanding(),
                ]
            )
            await #expect(throws: RecipientFailure.changedMeanwhile) { try await office.change(holder, form) }

            form.email = "inna@example.org"
            try await office.change(try await office.holder(token), form)
            #expect(
                try await office.person().recipient.contacts == [.email: ContactStanding(), .sms: ContactStanding()]
            )
            form.phone = ""
            try await office.change(try await office.holder(token), form)
            #expect(try await office.person().recipient.contacts == [.email: ContactStanding()])
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
            try await own.set(.ukrainian, holder, in: town, at: now)
            try await own.set(.stopped, to: .email, holder, in: town, at: now)
            let pause = try RecipientSuspension(from: office.day, until: office.day + 7)
            try await own.suspend(pause, holder, in: town, at: now)
            let changed = try await office.person().recipient
            #expect(changed.choices == choices)
            #expect(changed.language == .ukrainian)
            #expect(changed.suspension == pause)
            #expect(changed.contacts[.email]?.stoppedAt == now)
            #expect(try await office.all(.suspended).count == 1)
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
        .clause("siedlce/§5.6", "demo/§4.19"),
        arguments: Engine.available
    )
    func leaving(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.register()
            let letter = try await office.letters()[0]
            let token = try await office.pair(letter.number, letter.code)
            let id = try await office.person().recipient.id
            office.hall.clock.advance(.hours(2))
            try await office.sendCode(to: id)
            try await office.hall.ownRecipient.erase(
                try await office.holder(token),
                in: office.town,
                at: office.hall.now
            )
            #expect(try await office.hall.mail().isEmpty)
            #expect(try await office.all().isEmpty)
            #expect(try await office.rows(about: id) == 0)
            await #expect(throws: RecipientFailure.unknown) { _ = try await office.holder(token) }
            await #expect(throws: RecipientFailure.unknown) {
                try await office.keep.erase(id, by: office.clerk, in: office.town, at: office.hall.now)
            }
            try await office.register()
            #expect(try await office.person().recipient.number == RecipientNumber(sequence: 2))
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

    func change(_ holder: OwnRecipient.Holder, _ form: RecipientForm) async throws {
        try await hall.ownRecipient.change(holder, to: form, in: town, at: hall.now)
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
