import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

/// After a reindex people are found under the new key, and the old one finds nobody.
@Suite struct RenewIndexesTests {
    /// A blind index that stands in the database.
    private struct Stored: Hashable {
        let table: String
        let town: String
        let index: [UInt8]
    }

    private struct Renewed {
        let hall: TestTownHall
        let count: Int
    }

    /// A town hall where each place has a row: somebody of the office, an account with a wish to move, a registration that
    /// waits for a guardian, a follower, two who say "me too", and a report with a confirmed address.
    private static func with(_ engine: Engine, _ body: @Sendable (TestTownHall, Municipality) async throws -> Void)
        async throws
    {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            try await hall.hire("ewa@urzad.example", [StaffGrant(.operator)], in: town)
            let signed = try await hall.resident(in: town)
            try await hall.changeAddress.ask(
                signed,
                for: "eda@example.org",
                proof: .password(.sample),
                in: town,
                at: hall.now
            )
            var form = RegistrationForm.sample(email: "young@example.org", in: town, on: town.clock.date(of: hall.now))
            (form.ageGroup, form.guardianName, form.guardianEmail) = (.young, "Ola Zmyślona", "ola@example.org")
            try await hall.registerResident(form, language: .polish, network: "192.0.2.1", in: town, at: hall.now)
            let number = try await hall.submit(.personal(in: town), in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            let report = try await hall.readReport.unseen(number, in: town)
            let email = try #require(report.contact.email)
            _ = try await hall.reports.confirmEmail(
                of: report.report.id,
                emailIndex: hall.vault.index(email, of: .reportEmail, in: town.id),
                at: hall.now,
                in: town.id
            )
            try await Self.gather(hall, at: number, signed, in: town)
            try await body(hall, town)
        }
    }

    /// Who wants news of the report, and who says "me too" of it.
    private static func gather(
        _ hall: TestTownHall,
        at number: ReportNumber,
        _ signed: SignInResident.Signed,
        in town: Municipality
    ) async throws {
        try await hall.followReport(
            number,
            email: "olena@poczta.example",
            language: .polish,
            for: .everyone,
            in: town,
            at: hall.now
        )
        try await hall.supportReport(number, by: signed, news: .unwanted, in: town, at: hall.now)
        try await hall.supportReport(
            number,
            email: "ewa@poczta.example",
            language: .polish,
            for: .registered,
            in: town,
            at: hall.now
        )
    }

    private static func renew(_ hall: TestTownHall) async throws -> Renewed {
        let key = try hall.vault.newKey(in: SodiumVault.indexSlot).wrapped
        let vault = try hall.vault.indexing(under: key)
        let renew = RenewIndexes(store: SQLIndexStore(database: hall.database), audit: hall.audit)
        let count = try await renew(with: vault, under: key, by: .command("ratusz test"), at: hall.now)
        var renewed = hall
        renewed.vault = vault
        return Renewed(hall: renewed, count: count)
    }

    /// Columns whose index is made of a value that is sealed beside it.
    private static let columns = [
        ("staff", "login_index"), ("residents", "login_index"), ("registrations", "login_index"),
        ("address_changes", "login_index"), ("guardian_consents", "guardian_index"),
        ("report_followers", "email_index"), ("report_supports", "email_index"),
        ("report_addresses", "email_index"),
    ]

    /// The same of recipients, whose own tests renew them.
    private static let recipientColumns = [
        ("recipients", "surname_index"), ("recipients", "names_index"), ("recipient_contacts", "contact_index"),
    ]

    private static func stored(_ hall: TestTownHall) async throws -> Set<Stored> {
        try await hall.database.acrossTowns.read { transaction in
            try columns.reduce(into: []) { all, place in
                let (table, column) = place
                let rows = try transaction.query(
                    SQL(trusted: "SELECT municipality, \(column) AS found FROM \(table)")
                )
                for row in rows {
                    all.insert(
                        Stored(table: table, town: try row.text("municipality"), index: try row.blob("found"))
                    )
                }
            }
        }
    }

    @Test("Each index is made anew of the value beside it", arguments: Engine.available)
    func everyPlace(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let before = try await Self.stored(hall)
            let renewed = try await Self.renew(hall)
            let after = try await Self.stored(hall)
            #expect(Set(before.map(\.table)) == Set(Self.columns.map(\.0)))
            #expect(before.count == after.count && renewed.count == after.count)
            #expect(before.isDisjoint(with: after))
            func index(_ table: String, _ email: String, _ column: IndexedColumn) throws -> Stored {
                let index = renewed.hall.vault.index(try EmailAddress(typed: email), of: column, in: town.id)
                return Stored(table: table, town: "suprasl", index: index)
            }
            let known = [
                try index("residents", "ida@example.org", .residentLogin),
                try index("address_changes", "eda@example.org", .residentLogin),
                try index("registrations", "young@example.org", .residentLogin),
                try index("guardian_consents", "ola@example.org", .residentLogin),
                try index("report_followers", "olena@poczta.example", .followerEmail),
                try index("report_supports", "ida@example.org", .supporterEmail),
                try index("report_supports", "ewa@poczta.example", .supporterEmail),
            ]
            #expect(after.isSuperset(of: known))
            let waiting = try await hall.auditStore.queue(limit: 99).waiting
            #expect(waiting.count { $0.kind == "indexes.renewed" } == 1)
        }
    }

    @Test("Somebody signs in under the new key alone", arguments: Engine.available)
    func signingIn(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let renewed = try await Self.renew(hall).hall
            _ = try await renewed.signIn("ida@example.org", .sample, in: town)
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", .sample, in: town)
            }
            let again = try await Self.renew(renewed).hall
            _ = try await again.signIn("ida@example.org", .sample, in: town)
        }
    }

    @Test("Persons at services, who are kept as an index alone, are found as before", arguments: Engine.available)
    func services(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let renewed = try await Self.renew(hall).hall
            let subject = IdentitySubject(plainText: "google 1")
            for column in [IndexedColumn.identitySubject, .staffIdentity] {
                let (old, new) = (hall.vault, renewed.vault)
                #expect(old.index(subject, of: column, in: town.id) == new.index(subject, of: column, in: town.id))
            }
        }
    }

    @Test("Nothing is changed when a value cannot be read", arguments: Engine.available)
    func unreadable(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.database.town(town.id).write { transaction in
                try transaction.execute("UPDATE reports SET contact = content WHERE municipality = {town}")
            }
            let before = try await Self.stored(hall)
            await #expect(throws: VaultError.unreadable) { try await Self.renew(hall) }
            let after = try await Self.stored(hall)
            #expect(before == after)
            let key = try await SQLServerKeyStore(database: hall.database).key("index")
            #expect(key == nil)
        }
    }

    @Test("Every column with a blind index is made anew, or has its reason not to be")
    func complete() async throws {
        let reasons: Set<String> = [
            // Kept as an index alone.
            "resident_identities.subject_index", "staff_identities.subject_index",
            // Emptied: it counts the letters of an hour, and second accounts are looked for again.
            "account_links.login_index", "residents.person_index",
            // Emptied: codes that are out work no more, and devices keep no address.
            "recipient_codes.contact_index", "recipient_devices.contact_index",
            // Of secrets, not of the key of indexes.
            "passkeys.credential_index",
        ]
        try await Engine.sqlite.withDatabase { database in
            let columns = try await database.read { transaction in
                try transaction.query("SELECT c.table_name, c.name FROM {columns} AS c").map {
                    "\(try $0.text("table_name")).\(try $0.text("name"))"
                }
            }
            let found = Set(columns.filter { $0.hasSuffix("_index") })
            #expect(found == reasons.union((Self.columns + Self.recipientColumns).map { "\($0.0).\($0.1)" }))
        }
    }
}
