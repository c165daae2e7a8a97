import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityApp

@Suite struct KeyRotationTests {
    private static let password = Password(typed: "sześć-słów-na-próbę")

    /// What people hold in their hands: links, cookies, keys.
    private struct Handed {
        let receipts: [SubmitReport.Receipt]
        let draft: Token
        let session: Token
        let key: Token
        let complaint: FileComplaint.Receipt
    }

    /// Uses everything that is sealed. Two keys for each report: more keys than one slice takes.
    private static func use(_ composition: Composition) async throws -> Handed {
        let town = try composition.town("kielce")
        let now = composition.foundations.clock.now
        let receipts = try await withThrowingTaskGroup(of: SubmitReport.Receipt.self) { group in
            for _ in 0..<260 { group.addTask { try await composition.submit(.personal(in: town), in: town) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        _ = try await composition.createStaff(
            name: PersonName(typed: "Ida Zmyślona"),
            login: EmailAddress(typed: "ida@urzad.example"),
            password: password,
            roles: [.operator],
            by: .test,
            in: town.id,
            at: now
        )
        var (token, draft) = composition.reportDrafts.new()
        draft.submission = .personal(in: town)
        try await composition.reportDrafts.keep(draft, token, in: town.id, at: now)
        return Handed(
            receipts: receipts,
            draft: token,
            session: try await composition.enter("ida@urzad.example", password, in: town),
            key: try await composition.apiKeys.create(name: "Portal", role: .operator, by: .test, in: town.id, at: now),
            complaint: try await composition.fileComplaint(
                .sample(on: town.clock.date(of: now)),
                key: composition.fileComplaint.newKey(),
                by: FileComplaint.Sender(.page, from: "n", language: .polish),
                in: town,
                at: now
            )
        )
    }

    private static func signIn(_ composition: Composition, _ town: Municipality) async throws -> SignInStep {
        try await composition.signIn(
            login: "ida@urzad.example",
            password: password,
            network: "n",
            request: "test",
            in: town,
            at: composition.foundations.clock.now
        )
    }

    private static func expectEverythingOpens(_ handed: Handed, _ composition: Composition) async throws {
        let town = try composition.town("kielce")
        let now = composition.foundations.clock.now
        for receipt in [handed.receipts[0], handed.receipts[259]] {
            let open = try await composition.readReport(
                ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: now)
            )
            #expect(open.contact.name?.text == "Żaneta Wymyślona")
            #expect(open.content.description.hasPrefix("Przy przejściu"))
        }
        let (complaint, token) = (handed.complaint.id, handed.complaint.token)
        _ = try await composition.readComplaints.receipt(complaint, token: token, in: town)
        let desk = HandleComplaints.Work(by: .administrator, in: town, at: now)
        let opened = try await composition.handleComplaints.open(complaint, desk).open
        #expect(opened.content?.description == "Mapa się nie otwiera.")
        let draft = try await composition.reportDrafts.draft(handed.draft, in: town.id, at: now)
        #expect(draft?.submission == .personal(in: town))
        #expect(try await composition.signIn.session(handed.session, in: town, at: now).name.text == "Ida Zmyślona")
        _ = try await signIn(composition, town)
        #expect(try await composition.apiKeys.check(handed.key.text, in: town.id, at: now).name == "Portal")
        let inbox = try await composition.reportInbox(
            InboxView(),
            after: nil,
            limit: 300,
            by: .officer,
            in: town,
            at: now
        )
        #expect(inbox.elements.count == 260)
    }

    @Test(
        "After a rotation everything opens with the new key alone, and every link is still the same",
        arguments: Engine.available
    )
    func rotating(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let handed = try await installation.run { try await Self.use($0) }
            try installation.writeKeys(MasterKeyRing.firstLine, MasterKeyRing.secondLine)
            try await installation.run { composition in
                try await Self.expectEverythingOpens(handed, composition)
                // The root, a draft, a person of the office, a complaint, and two for each report.
                #expect(try await KeyRotation(composition.foundations).run() == 1 + 1 + 1 + 1 + 520)
                #expect(try await KeyRotation(composition.foundations).run() == 0)
            }
            try installation.writeKeys(MasterKeyRing.secondLine)
            try await installation.run { try await Self.expectEverythingOpens(handed, $0) }
        }
    }

    @Test("A key of indexes is wrapped anew like every other", arguments: Engine.available)
    func indexKey(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let handed = try await installation.run { try await Self.use($0) }
            // Reports have no confirmed address: the login of the person of the office alone.
            #expect(try await Maintenance.reindex(installation.settings()) == 1)
            try installation.writeKeys(MasterKeyRing.firstLine, MasterKeyRing.secondLine)
            try await installation.run { composition in
                let count = try await KeyRotation(composition.foundations).run()
                #expect(count == 1 + 1 + 1 + 1 + 1 + 520)
            }
            try installation.writeKeys(MasterKeyRing.secondLine)
            try await installation.run { try await Self.expectEverythingOpens(handed, $0) }
        }
    }

    @Test("A rotation that was stopped goes on where it was", arguments: Engine.available)
    func resuming(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let receipt = try await installation.run { composition in
                try await composition.submit(.personal(in: composition.town("kielce")), in: composition.town("kielce"))
            }
            try installation.writeKeys(MasterKeyRing.firstLine, MasterKeyRing.secondLine)
            try await installation.run { composition in
                let store = SQLDataKeyStore(database: composition.foundations.database)
                let first = try await store.keys(after: nil, limit: 1)[0]
                let fresh = try #require(try composition.foundations.vault.rewrapped(first.wrapped, in: first.slot))
                try await store.replace(first, with: fresh)
                #expect(try await KeyRotation(composition.foundations).run() == 2)
            }
            try installation.writeKeys(MasterKeyRing.secondLine)
            let name = try await installation.run { composition in
                let town = try composition.town("kielce")
                let now = composition.foundations.clock.now
                let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: now)
                return try await composition.readReport(link).contact.name?.text
            }
            #expect(name == "Żaneta Wymyślona")
        }
    }

    @Test(
        "Without a rotation the new key alone opens nothing, and says which key is missing",
        arguments: Engine.available
    )
    func tooEarly(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            try installation.writeKeys(MasterKeyRing.secondLine)
            let error = await #expect(throws: SettingsFault.self) { try await installation.run { _ in } }
            #expect(error?.description.hasSuffix("has no key of version 1, which this database needs") == true)
        }
    }
}
