import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct StaffInvitationTests {
    /// A town with an administrator.
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let ida: StaffAuthority

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town)
            let id = try await hall.hire("ida@urzad.example", [StaffGrant(.administrator)], in: town)
            ida = try StaffAuthority(Caller(id, StaffRights([StaffGrant(.administrator)]), request: "test"))
        }

        func invite(_ language: Language = .polish) async throws -> ID<Staff> {
            try await hall.manageStaff.inviteByLetter(
                NewStaff(
                    name: PersonName(typed: "Ela Próbna"),
                    login: EmailAddress(typed: "ela@urzad.example"),
                    rights: StaffRights([StaffGrant(.moderator)])
                ),
                language: language,
                by: ida,
                in: town,
                at: hall.now
            )
        }

        func join(_ link: Token) async throws -> SignInStep {
            try await hall.joinOffice(link, password: .ofStaff, request: "r", in: town, at: hall.now)
        }

        var kinds: [String] {
            get async throws {
                try await hall.auditStore.queue(limit: 100).waiting.map { entry in
                    [entry.kind, entry.part].compactMap(\.self).joined(separator: " ")
                }
            }
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    /// The link in a letter.
    private static func link(_ letter: EmailMessage?) throws -> Token {
        let found = try #require(
            letter?.text.firstMatch(of: #/https://ratusz.example/kielce/office/join/([0-9a-z]{52})/#)
        )
        return try #require(Token(typed: String(found.1)))
    }

    @Test("An invitation goes out by letter, and its link sets a password once", arguments: Engine.available)
    func joining(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await office.invite()
            let letters = try await office.hall.mail()
            #expect(letters.map(\.to.address.text) == ["ela@urzad.example"])
            let link = try Self.link(letters.last)
            _ = try await office.join(link).session
            await #expect(throws: AccountFailure.wrongLink) { try await office.join(link) }
            #expect(try await office.kinds.contains("staff.invited letter"))
            #expect(try await office.hall.mail().isEmpty)
        }
    }

    @Test(
        "The letter is in the language that was asked for, with name, end and link",
        arguments: [
            (Language.polish, "Ela Próbna, urząd zaprasza", "30 kwietnia 2026"),
            (.ukrainian, "Ela Próbna, установа запрошує", "30 квітня 2026"),
            (.english, "Ela Próbna, the office invites", "30 April 2026"),
        ]
    )
    func languages(language: Language, beginning: String, end: String) async throws {
        try await Self.with(.sqlite) { office in
            _ = try await office.invite(language)
            let letter = try #require(try await office.hall.mail().last)
            #expect(letter.text.hasPrefix(beginning))
            #expect(letter.text.contains(end))
            _ = try Self.link(letter)
        }
    }

    @Test("A second letter takes the place of the first, whose link opens nothing more", arguments: Engine.available)
    func again(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let ela = try await office.invite()
            let first = try Self.link(try await hall.mail().last)
            hall.clock.advance(.hours(1))
            try await hall.manageStaff.sendInvitation(
                to: ela,
                language: .polish,
                by: office.ida,
                in: town,
                at: hall.now
            )
            let invitation = try await hall.manageStaff.invitation(of: ela, in: town, at: hall.now)
            #expect(invitation?.createdAt == hall.now && invitation?.language == .polish)
            let second = try Self.link(try await hall.mail().last)
            await #expect(throws: AccountFailure.wrongLink) { try await office.join(first) }
            hall.clock.advance(StaffInvitation.validity - .milliseconds(1))
            _ = try await office.join(second).session
            #expect(try await hall.manageStaff.invitation(of: ela, in: town, at: hall.now) == nil)
        }
    }

    @Test(
        "A link is over after three days, and a letter that waited so long does not go out",
        arguments: Engine.available
    )
    func late(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ela = try await office.invite()
            office.hall.clock.advance(StaffInvitation.validity)
            #expect(try await office.hall.mail().isEmpty)
            #expect(try await office.hall.manageStaff.invitation(of: ela, in: office.town, at: office.hall.now) == nil)
        }
    }

    @Test("What was withdrawn opens nothing, and a letter that waits stays", arguments: Engine.available)
    func withdrawn(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let ela = try await office.invite()
            let link = try Self.link(try await hall.mail().last)
            try await hall.manageStaff.withdrawInvitation(of: ela, by: office.ida, in: town, at: hall.now)
            await #expect(throws: AccountFailure.wrongLink) { try await office.join(link) }
            // There is nothing to withdraw any more, so that nothing is noted.
            try await hall.manageStaff.withdrawInvitation(of: ela, by: office.ida, in: town, at: hall.now)
            #expect(try await office.kinds.filter { $0 == "staff.uninvited" }.count == 1)
            try await hall.manageStaff.sendInvitation(
                to: ela,
                language: .polish,
                by: office.ida,
                in: town,
                at: hall.now
            )
            try await hall.manageStaff.withdrawInvitation(of: ela, by: office.ida, in: town, at: hall.now)
            #expect(try await hall.mail().isEmpty)
        }
    }

    @Test("No letter goes to an account that was closed meanwhile", arguments: Engine.available)
    func closed(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ela = try await office.invite()
            try await office.hall.manageStaff.close(ela, by: office.ida, in: office.town, at: office.hall.now)
            #expect(try await office.hall.mail().isEmpty)
        }
    }

    @Test("The database keeps a hash of the token, not the token", arguments: Engine.available)
    func hashed(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await office.invite()
            let link = try Self.link(try await office.hall.mail().last)
            let rows = try await office.hall.database.town(office.town.id).read { transaction in
                try transaction.query("SELECT id, token_hash FROM staff_invitations WHERE municipality = {town}")
                    .map { (try $0.text("id"), try $0.blob("token_hash")) }
            }
            #expect(rows.map(\.1) == [office.hall.vault.hash(link)])
            #expect(rows.allSatisfy { !$0.0.contains(link.text) })
        }
    }
}
