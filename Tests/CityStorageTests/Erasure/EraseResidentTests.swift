import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct EraseResidentTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    /// Does everything that leaves something of a resident in the database.
    private static func use(_ hall: TestTownHall, _ town: Municipality, _ ida: SignInResident.Signed) async throws
        -> SubmitReport.Receipt
    {
        let other = try await hall.submit(in: town).number
        try await hall.decide(Decision(to: .accepted), about: other, in: town)
        try await hall.followReport(
            other,
            email: "IDA@example.org",
            language: .polish,
            for: .everyone,
            in: town,
            at: hall.now
        )
        let (token, draft) = hall.reportDrafts.new()
        try await hall.reportDrafts.keep(draft, token, of: ida.resident.id, in: town.id, at: hall.now)
        let received = try await hall.addPhoto.receive(FileChunks(SamplePhoto.jpeg))
        let version = town.regulation(on: town.clock.date(of: hall.now))?.version ?? ""
        _ = try await hall.addPhoto(received, by: .draft(token), accepted: version, in: town, at: hall.now)
        let receipt = try await hall.submit(by: ida, in: town)
        try await hall.askForRight(.rectification, words: "x", of: ida, in: town, at: hall.now)
        _ = try await hall.representation(of: ida.resident.id, in: town)
        _ = try await hall.complainWithPhoto(by: ida, in: town)
        try await hall.keep(of: ida, in: town)
        try await hall.comment(on: other, by: ida, in: ProjectTown.commenting("kielce"))
        try await hall.changeProfile(ida, givenName: "Eda", surname: "Inna", phone: "", in: town, at: hall.now)
        try await hall.register(in: town)
        try await hall.residentPassword.forgotten(email: "ida@example.org", in: town, at: hall.now)
        // A second step, a sign-in that waits for it, and a factor that is about to be set up.
        let codes = try await hall.protect(ida, by: FakePasskey(), in: town)
        try await hall.changeFactors.allow(.code(codes[0].text), at: hall.factorVisit(of: ida, in: town))
        _ = try await hall.signInResident.begin(ida.resident.id, from: .sample, in: town, at: hall.now).factor
        try await hall.handleEvents()
        return receipt
    }

    @Test(
        "Nothing that leads to the person stays, and the letter that says so is the last one",
        .clause("kielce/VIII.3", "kielce/VIII.5", "suprasl/VII a8", "biale-blota/§7 b2•1"),
        arguments: Engine.available
    )
    func everything(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            _ = try await Self.use(hall, town, ida)
            #expect(try await hall.rowsOfPeople() > 5)
            try await hall.erase(ida, in: town)
            #expect(try await hall.rowsOfPeople() == 0)
            let mail = try await hall.mail()
            #expect(mail.map(\.to.address.text) == ["ida@example.org"])
            #expect(mail.first?.subject == "Kielce: konto jest usunięte")
            #expect(try await hall.keyOwners(of: ["person", "farewell", "photo"]) == [])
            #expect(try await hall.count("farewells") == 0)
            hall.clock.advance(.hours(2))
            #expect(try await hall.mail() == [])
        }
    }

    @Test(
        "Every device is signed out, the password opens nothing, and the address is free again",
        arguments: Engine.available
    )
    func doors(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let token = try await hall.signInResident.begin(ida.resident.id, from: .sample, in: town, at: hall.now)
                .session
            try await hall.erase(ida, in: town)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(token, in: town, at: hall.now)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", .sample, in: town)
            }
            hall.clock.advance(.hours(2))
            let again = try await hall.resident(in: town)
            #expect(again.resident.id != ida.resident.id)
            let reports = try await hall.residentReports(of: again, after: nil, limit: 10, in: town)
            #expect(reports.elements.isEmpty)
        }
    }

    @Test(
        "A report goes on as an anonymous case that says its reporter is gone",
        .clause("kielce/VIII.3", "suprasl/VII a8"),
        arguments: Engine.available
    )
    func reports(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let report = try await hall.submit(by: ida, in: town)
            let stranger = try await hall.submit(.personal(in: town), in: town)
            _ = try await hall.mail()
            try await hall.decide(Decision(to: .accepted), about: report.number, in: town)
            try await hall.handleEvents()
            try await hall.erase(ida, in: town)
            let left = try await hall.readReport.unseen(report.number, in: town)
            #expect(left.contact.isEmpty && left.emailConfirmedAt == nil)
            #expect(left.reporterErasedAt == hall.now)
            #expect(left.content.description == Submission.sample(in: town).description)
            try await hall.decide(Decision(to: .inProgress, justification: "Tak."), about: report.number, in: town)
            #expect(try await hall.mail().map(\.to.address.text) == ["ida@example.org"], "the last letter alone")
            _ = try await hall.open(report.number, report.secret, in: town)
            let other = try await hall.readReport.unseen(stranger.number, in: town)
            #expect(!other.contact.isEmpty && other.reporterErasedAt == nil)
        }
    }

    @Test(
        "A report sent before without the account goes the same way, where its address was confirmed",
        arguments: Engine.available
    )
    func claimed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            var submission = Submission.sample(in: town)
            submission.email = "ida@example.org"
            let (confirmed, other) = (
                try await hall.submit(submission, in: town), try await hall.submit(submission, in: town)
            )
            let letters = try await hall.mail().map(\.text)
            let text = try #require(letters.first { $0.contains("/confirm/\(confirmed.number.path)/") })
            let token = try #require(
                text.firstMatch(of: /\/confirm\/[^\/]+\/(\S+)/).flatMap { Token(typed: String($0.1)) }
            )
            _ = try await hall.confirm(confirmed.number, token, in: town)
            try await hall.erase(ida, in: town)
            let gone = try await hall.readReport.unseen(confirmed.number, in: town)
            #expect(gone.contact.isEmpty && gone.reporterErasedAt == hall.now)
            let left = try await hall.readReport.unseen(other.number, in: town)
            #expect(!left.contact.isEmpty && left.reporterErasedAt == nil)
        }
    }

    @Test("A wrong password erases nothing, and who guesses has to wait", arguments: Engine.available)
    func password(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for _ in 0..<6 {
                await #expect(throws: AccountFailure.wrongPassword) {
                    try await hall.erase(ida, password: Password(typed: "nie to"), in: town)
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) { try await hall.erase(ida, in: town) }
            #expect(await hall.ledger.records() == [])
            let isLeft = try await hall.knows(ida, in: town)
            #expect(isLeft)
        }
    }

    @Test(
        "The proof in the audit log and in the ledger says when and on which ground, and nothing of the person",
        .clause("suprasl/VII a13c"),
        arguments: ErasureGround.allCases
    )
    func proof(ground: ErasureGround) async throws {
        try await Self.with(.sqlite) { hall, town, ida in
            let erase = hall.eraseResident
            await #expect(throws: AccountFailure.rightMissing(.manageResidents)) {
                try await erase(ida.resident.id, on: ground, reason: "x", by: .officer, in: town.id, at: hall.now)
            }
            await #expect(throws: ErasureFailure.reasonMissing) {
                try await erase(ida.resident.id, on: ground, reason: " ", by: .administrator, in: town.id, at: hall.now)
            }
            try await erase(
                ida.resident.id,
                on: ground,
                reason: "Wniosek.",
                by: .administrator,
                in: town.id,
                at: hall.now
            )
            await #expect(throws: ErasureFailure.unknownResident) {
                try await erase(ida.resident.id, on: ground, reason: "x", by: .administrator, in: town.id, at: hall.now)
            }
            let id = ida.resident.id
            let record = ErasureRecord(town: town.id, resident: id, ground: ground, at: hall.now)
            #expect(await hall.ledger.records() == [record])
            let entry = try #require(try await hall.auditStore.queue(limit: 10).waiting.last)
            #expect([entry.kind, entry.object, entry.part] == ["account.erased", "resident/\(id)", ground.rawValue])
            #expect(try hall.audit.values(of: entry) == ["reason": "Wniosek."])
            let letter = try #require(try await hall.mail().last)
            #expect(letter.subject == "Kielce: urząd usunął Twoje konto" && letter.text.contains("Wniosek."))
            #expect(try await hall.count("farewells") == 0)
        }
    }

    @Test("Who deletes the own account withdraws consent by it", .clause("suprasl/VII b1", "biale-blota/§7 c2"))
    func withdrawal() async throws {
        try await Self.with(.sqlite) { hall, town, ida in
            try await hall.erase(ida, in: town)
            #expect(await hall.ledger.records().map(\.ground) == [.consentWithdrawn])
            let entry = try #require(try await hall.auditStore.queue(limit: 10).waiting.last)
            #expect(entry.actor == "resident/\(ida.resident.id)")
            #expect(entry.values == nil)
        }
    }

    @Test(
        "What is sent or kept in the moment of an erasure, or after it, leaves nothing of the person",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try? await hall.submit(by: ida, in: town) } }
                group.addTask { try? await hall.erase(ida, in: town) }
            }
            await #expect(throws: AccountFailure.residentSignedOut) { try await hall.submit(by: ida, in: town) }
            let (token, draft) = hall.reportDrafts.new()
            try await hall.reportDrafts.keep(draft, token, of: ida.resident.id, in: town.id, at: hall.now)
            let (rows, keys) = (try await hall.rowsOfPeople(), try await hall.keyOwners(of: ["person"]))
            #expect(rows == 0 && keys == [])
            let contacts = try await hall.count("reports WHERE contact IS NOT NULL")
            #expect(contacts == 0)
        }
    }

    @Test("What the ledger cannot hold is not erased", arguments: Engine.available)
    func fullDisk(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            await hall.ledger.fail(with: Broken())
            await #expect(throws: Broken.self) { try await hall.erase(ida, in: town) }
            let isLeft = try await hall.knows(ida, in: town)
            #expect(isLeft)
            #expect(try await hall.mail() == [])
        }
    }

    @Test("What stopped between the ledger and the database is completed, once", arguments: Engine.available)
    func halfWay(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            await #expect(throws: Broken.self) {
                try await hall.erase(ida, by: hall.eraseResident(in: BrokenStore()), in: town)
            }
            #expect(try await hall.knows(ida, in: town))
            #expect(try await hall.finishErasures(.sent, by: .test, at: hall.now) == 1)
            #expect(try await !hall.knows(ida, in: town))
            #expect(try await hall.mail().count == 1)
            #expect(try await hall.finishErasures(.sent, by: .test, at: hall.now) == 0)
            #expect(try await hall.mail() == [])
            let kinds = try await hall.auditStore.queue(limit: 10).waiting.map(\.kind)
            #expect(kinds.filter { $0 == "account.erased" }.count == 1)
        }
    }

    @Test(
        "A letter that nobody can send is given up after a week, and its address forgotten",
        arguments: Engine.available
    )
    func unsent(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.erase(ida, in: town)
            try await hall.sweepFarewells(at: hall.now + .days(7))
            #expect(try await hall.count("farewells") == 1)
            try await hall.sweepFarewells(at: hall.now + .days(7) + .seconds(1))
            #expect(try await hall.count("farewells") == 0)
            #expect(try await hall.keyOwners(of: ["farewell"]) == [])
            #expect(try await hall.mail() == [])
        }
    }

    private struct Broken: Error {}

    /// As when the process dies before the transaction.
    private struct BrokenStore: ErasureStore {
        func erase(_: Erasure, noting: AuditEntry, in: ID<Municipality>) async throws -> Bool { throw Broken() }
        func merged(into: ID<Resident>, in: ID<Municipality>) async throws -> [ID<Resident>] { [] }
        func farewell(_: ID<Resident>, in: ID<Municipality>) async throws -> Farewell? { throw Broken() }
        func sweepFarewells(before: Instant, limit: Int) async throws -> Int { throw Broken() }
    }
}

extension TestTownHall {
    fileprivate func erase(
        _ signed: SignInResident.Signed,
        password: Password = .sample,
        by erase: EraseResident? = nil,
        in town: Municipality
    ) async throws {
        try await (erase ?? eraseResident)(signed, proof: .password(password), in: town, at: now)
    }

    fileprivate func knows(_ signed: SignInResident.Signed, in town: Municipality) async throws -> Bool {
        try await residents.account(signed.resident.id, in: town.id) != nil
    }

    fileprivate func count(_ table: SQL) async throws -> Int {
        try await database.acrossTowns.read { transaction in
            try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS rows FROM \(table)").first?.int("rows") ?? 0
        }
    }

    /// Rows of all tables that name a resident or an address: whoever adds such a table tells the erasure of it.
    fileprivate func rowsOfPeople() async throws -> Int {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT c.table_name AS place, c.name AS column_name FROM {columns} AS c
                WHERE c.name IN ('resident', 'holder', 'older', 'newer', 'login_index', 'email_index') AND c.table_name <> 'staff'
                """
            ).reduce(0) { sum, row in
                let (table, column) = (SQL(trusted: try row.text("place")), SQL(trusted: try row.text("column_name")))
                return sum
                    + (try transaction.query("SELECT municipality FROM \(table) WHERE \(column) IS NOT NULL").count)
            }
        }
    }

    /// Whose keys there are.
    fileprivate func keyOwners(of purposes: [String]) async throws -> [String] {
        try await database.acrossTowns.read { transaction in
            try transaction.query("SELECT owner, purpose FROM data_keys").filter {
                purposes.contains(try $0.text("purpose"))
            }.map { try $0.text("owner") }
        }
    }
}
