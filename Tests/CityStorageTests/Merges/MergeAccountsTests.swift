import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

/// Two accounts of one person become one, by the answers of both addresses.
@Suite struct MergeAccountsTests {
    private static func with(
        _ engine: Engine,
        _ body: (MergeDesk) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            hall.clock.advance(.minutes(1))
            try await body(
                MergeDesk(hall: hall, town: town, ida: ida, eda: try await hall.resident(MergeDesk.eda, in: town))
            )
        }
    }

    @Test(
        "With both answers, in either order, everything of both is in the account that stays",
        arguments: Engine.available,
        [0, 1]
    )
    func histories(_ engine: Engine, first: Int) async throws {
        try await Self.with(engine) { desk in
            let (hall, town, ida) = (desk.hall, desk.town, desk.ida)
            let numbers = try await desk.use()
            let wish = try await hall.representation(of: desk.eda.resident.id, in: town)
            let complaint = try await hall.complain(by: desk.eda, in: town)
            let (comment, _) = try await hall.commentOnPublic(by: desk.eda, in: town)
            for signed in [ida, desk.eda] { try await hall.keep(of: signed, in: town) }
            try await hall.keep(.sample(.work, "ul. Inna 2"), of: desk.eda, in: town)
            _ = try await hall.mail()
            let links = try await desk.ask(keeping: ida)
            #expect(try await desk.agree(by: links[first]) == .waiting)
            #expect(try await desk.has(desk.eda))
            #expect(try await desk.agree(by: links[1 - first]) == .merged)
            #expect(try await !desk.has(desk.eda))
            let reports = try await hall.residentReports(of: ida, after: nil, limit: 9, in: town)
            #expect(reports.elements.map(\.number) == numbers.reversed())
            let requests = try await hall.askForRight.all(of: ida, in: town)
            #expect(requests.map(\.words) == ["Druga.", "Pierwsza."])
            let wishes = try await hall.askForRepresentation.all(of: ida, in: town)
            #expect(wishes.map(\.representation.id) == [wish])
            #expect(wishes.map(\.details.represented.name) == ["Zmyślona Spółka"])
            let comments = try await hall.writeComment.own(ida, in: town)
            #expect(comments.map(\.comment.id) == [comment] && comments.first?.words == "Ta lampa jest potrzebna.")
            let complaints = try await hall.readComplaints.own(ida, in: town)
            #expect(complaints.map(\.complaint.number) == [complaint.number])
            #expect(complaints.first?.content?.demand == "Proszę naprawić mapę.")
            let own = try await hall.ownLines(of: ida, in: town)
            #expect(own == ["home: ul. Zmyślona 1, Innowo", "home: ul. Zmyślona 1, Innowo", "work: ul. Inna 2"])
            let lines = try await hall.readAccountLog(of: ida, after: nil, limit: 9, in: town).elements
            #expect(lines.map(\.kind) == [.merged, .signedIn, .signedIn])
            #expect(lines.allSatisfy { $0.place == .sample })
            let slots = ResidentSlots(town: town.id, resident: ida.resident.id)
            let key = try hall.vault.key(ida.resident.personKey, in: slots.personKey)
            let earlier = try await SQLPersonalRecordStore(database: hall.database)
                .earlierProfiles(of: ida.resident.id, in: town.id)
                .map { try key.open($0.profile, in: slots.profile).email.text }
            #expect(earlier == [MergeDesk.eda])
        }
    }

    @Test("Two accounts that say \"me too\" of one report are one person afterwards", arguments: Engine.available)
    func supports(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            var numbers: [ReportNumber] = []
            for _ in 0..<2 {
                numbers.append(try await hall.submit(in: town).number)
                try await hall.decide(Decision(to: .accepted), about: numbers[numbers.count - 1], in: town)
            }
            _ = try await hall.mail()
            for signed in [desk.ida, desk.eda] {
                try await hall.supportReport(numbers[0], by: signed, news: .unwanted, in: town, at: hall.now)
            }
            try await hall.supportReport(numbers[1], by: desk.eda, news: .unwanted, in: town, at: hall.now)
            // Without the account, from the address of the one that stays.
            try await hall.supportAsGuest(numbers[1], "ida@example.org", in: town)
            let ids = try await [
                hall.readReport.unseen(numbers[0], in: town).report.id,
                hall.readReport.unseen(numbers[1], in: town).report.id,
            ]
            #expect(try await ids.counts(hall, town) == [3, 3])
            try await desk.merge(keeping: desk.ida)
            #expect(try await ids.counts(hall, town) == [2, 2])
            let supported = try await hall.supports.has(desk.ida.resident.id, report: ids[1], in: town.id)
            #expect(supported)
        }
    }

    @Test(
        "The address that went opens nothing, all devices are signed out, and its key is gone",
        arguments: Engine.available
    )
    func doors(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            try await desk.merge(keeping: desk.ida)
            for signed in [desk.ida, desk.eda] {
                #expect(try await hall.residents.sessions(of: signed.resident.id, in: town.id) == [])
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await desk.signIn(MergeDesk.eda)
            }
            try await desk.signIn("ida@example.org")
            let keys = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT owner FROM data_keys WHERE municipality = {town} AND purpose = 'person'")
                    .map { try $0.text("owner") }
            }
            #expect(keys == [desk.ida.resident.id.rawValue])
        }
    }

    @Test("The audit log has the question and the merge, each with both accounts", arguments: Engine.available)
    func audit(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.merge(keeping: desk.eda)
            let entries = try await desk.hall.auditStore.queue(limit: 9).waiting
            let (kept, gone) = (desk.eda.resident.id, desk.ida.resident.id)
            #expect(entries.map(\.kind) == ["merge.asked", "accounts.merged"])
            #expect(entries.allSatisfy { $0.object == "resident/\(kept)" && $0.part == gone.rawValue })
            #expect(entries.map(\.actor) == ["staff/administrator", "resident/\(kept)"])
        }
    }

    @Test("A link answers once, for 48 hours, and not after a new question or a dismissal", arguments: Engine.available)
    func ending(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let first = try await desk.ask(keeping: desk.ida)
            let second = try await desk.ask(keeping: desk.eda)
            for link in first { await desk.refuses(link) }
            #expect(try await desk.agree(by: second[0]) == .waiting)
            await desk.refuses(second[0])
            desk.hall.clock.advance(.hours(48))
            await desk.refuses(second[1])
            let third = try await desk.ask(keeping: desk.ida)
            try await desk.hall.reviewSecondAccounts.dismiss(
                try await desk.pair(),
                by: .administrator,
                in: desk.town,
                at: desk.hall.now
            )
            for link in third { await desk.refuses(link) }
            let both = (try await desk.has(desk.ida), try await desk.has(desk.eda))
            #expect(both == (true, true))
        }
    }

    @Test("A letter names no address but its own", arguments: Engine.available)
    func secrecy(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let letters = try await desk.letters(keeping: desk.ida)
            #expect(letters.count == 2)
            for letter in letters { #expect(!letter.text.contains("@example.org")) }
        }
    }

    @Test(
        "An account that the office closed is merged with none, before the question or after it",
        arguments: Engine.available
    )
    func blocked(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let links = try await desk.ask(keeping: desk.ida)
            _ = try await desk.agree(by: links[0])
            try await desk.block(desk.eda)
            await #expect(throws: MergeFailure.blocked) { try await desk.agree(by: links[1]) }
            await #expect(throws: MergeFailure.blocked) { try await desk.ask(keeping: desk.ida) }
            #expect(try await desk.has(desk.eda))
        }
    }

    @Test(
        "Letters alone do not go round the second step of the account that would go; that of the other one stays",
        arguments: Engine.available
    )
    func secondStep(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            let links = try await desk.ask(keeping: desk.ida)
            _ = try await desk.agree(by: links[0])
            let (_, codes) = try await hall.protect(desk.eda, in: town)
            await #expect(throws: MergeFailure.secondStep) { try await desk.agree(by: links[1]) }
            await #expect(throws: MergeFailure.secondStep) { try await desk.ask(keeping: desk.ida) }
            try await hall.protectAccount.switchOff(.code(codes[0].text), of: desk.eda, in: town, at: hall.now)
            _ = try await hall.protect(desk.ida, in: town)
            _ = try await hall.mail()
            try await desk.merge(keeping: desk.ida)
            #expect(try await hall.resetResidentFactor.isNeeded(by: desk.ida.resident.id, in: town))
        }
    }

    @Test(
        "Of answers in the same moment each counts once, and the accounts become one once",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            _ = try await desk.use()
            let links = try await desk.ask(keeping: desk.ida)
            let outcomes = await withTaskGroup(of: MergeAccounts.Outcome?.self) { group in
                for link in links + links { group.addTask { try? await desk.agree(by: link) } }
                return await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(outcomes.count { $0 == .merged } == 1 && outcomes.count { $0 == .waiting } == 1)
        }
    }

    @Test("What changed since it was read is not merged away", arguments: Engine.available)
    func changed(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            let links = try await desk.ask(keeping: desk.ida)
            _ = try await desk.agree(by: links[0])
            let link = try #require(try await hall.residents.link(links[1].id, in: town.id)).0
            let stale = try await desk.staleMerge()
            try await hall.askForRight(.rectification, words: "x", of: desk.eda, in: town, at: hall.now)
            let log = AccountLog(vault: hall.vault, randomness: hall.randomness)
            let event = try log.event(.merged, of: desk.ida, in: town, at: hall.now)
            let act = RecordAudit.Act(.accountsMerged, .residents)
            let entry = try hall.audit.entry(act, by: .resident(desk.ida.resident.id), in: town.id, at: hall.now)
            await #expect(throws: AccountFailure.changedMeanwhile) {
                try await hall.secondAccounts.agree(by: link, stale, logging: event, noting: entry, in: town.id)
            }
            #expect(try await desk.has(desk.eda))
            #expect(try await desk.agree(by: links[1]) == .merged)
        }
    }

    @Test("The last sign-in of either account is that of the one that stays", arguments: Engine.available)
    func lastSignIn(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let records = SQLPersonalRecordStore(database: desk.hall.database)
            desk.hall.clock.advance(.days(1))
            try await desk.signIn(MergeDesk.eda)
            let last = desk.hall.now
            try await desk.merge(keeping: desk.ida)
            #expect(try await records.lastSignIn(of: desk.ida.resident.id, in: desk.town.id) == last)
        }
    }

    @Test("A restriction and objections of the account that goes hold from then on", arguments: Engine.available)
    func limits(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town, now) = (desk.hall, desk.town, desk.hall.now)
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: desk.eda, in: town, at: now)
            let entry = {
                try hall.audit.entry(.init(.objectionsChanged, .residents), by: .officer, in: town.id, at: now)
            }
            for (signed, purpose) in [(desk.ida, LetterPurpose.ownReports), (desk.eda, .followedReports)] {
                let id = signed.resident.id
                try await hall.rights.setObjections([purpose], of: id, noting: try entry(), in: town.id)
            }
            try await desk.merge(keeping: desk.ida)
            let limits = try await hall.rights.limits(of: desk.ida.resident.id, in: town.id)
            #expect(limits == ProcessingLimits(isRestricted: true, objections: Set(LetterPurpose.allCases)))
        }
    }

    @Test("An erasure of the account that stayed names the one that went, for old backups", arguments: Engine.available)
    func ledger(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            try await desk.merge(keeping: desk.ida)
            try await hall.eraseResident(desk.ida, proof: .password(.sample), in: town, at: hall.now)
            let ids = await hall.ledger.records().map(\.resident)
            #expect(ids == [desk.eda.resident.id, desk.ida.resident.id])
            let rest = try await hall.erasures.merged(into: desk.ida.resident.id, in: town.id)
            #expect(rest == [])
        }
    }
}

/// Two accounts of one person, and the office that asks about them.
private struct MergeDesk: Sendable {
    static let eda = "eda@example.org"

    let hall: TestTownHall
    let town: Municipality
    let ida: SignInResident.Signed
    let eda: SignInResident.Signed

    /// Reports and requests of both. Returns the numbers of the reports.
    func use() async throws -> [ReportNumber] {
        var numbers: [ReportNumber] = []
        for (signed, words) in [(ida, "Pierwsza."), (eda, "Druga.")] {
            numbers.append(try await hall.submit(by: signed, in: town).number)
            try await hall.askForRight(.rectification, words: words, of: signed, in: town, at: hall.now)
        }
        return numbers
    }

    func pair() async throws -> ID<SecondAccount> {
        try await hall.findSecondAccounts(in: town, at: hall.now)
        return try #require(try await hall.secondAccounts.suspicions(limit: 9, in: town.id).first).id
    }

    /// Asks both owners. Returns the letters.
    func letters(keeping kept: SignInResident.Signed) async throws -> [EmailMessage] {
        hall.clock.advance(.minutes(1))
        let (id, staying) = (try await pair(), kept.resident.id)
        _ = try await hall.mail()
        try await hall.reviewSecondAccounts.ask(id, keeping: staying, by: .administrator, in: town, at: hall.now)
        return try await hall.mail()
    }

    /// The links of the letters to the account that stays and to the other one.
    func ask(keeping kept: SignInResident.Signed) async throws -> [SentLink] {
        let letters = try await letters(keeping: kept)
        hall.clock.advance(.minutes(1))
        let receivers = [ida, eda].map(\.profile.email.text)
        return try (kept.resident.id == ida.resident.id ? receivers : receivers.reversed()).map { receiver in
            let letter = try #require(letters.last { $0.to.address.text == receiver })
            return try #require(SentLink(in: letter.text))
        }
    }

    func agree(by link: SentLink) async throws -> MergeAccounts.Outcome {
        try await hall.mergeAccounts.agree(by: link.id, token: link.token, from: .sample, in: town, at: hall.now)
    }

    func merge(keeping kept: SignInResident.Signed) async throws {
        for link in try await ask(keeping: kept) { _ = try await agree(by: link) }
    }

    func refuses(_ link: SentLink) async {
        await #expect(throws: AccountFailure.wrongLink) { try await agree(by: link) }
    }

    func has(_ signed: SignInResident.Signed) async throws -> Bool {
        try await hall.residents.account(signed.resident.id, in: town.id) != nil
    }

    func signIn(_ email: String) async throws {
        let now = hall.now
        _ = try await hall.signInResident(login: email, password: .sample, from: .sample, in: town, at: now)
    }

    func block(_ signed: SignInResident.Signed) async throws {
        let (id, now) = (signed.resident.id, hall.now)
        try await hall.blockResident.block(id, reason: "Obelgi.", by: .administrator, in: town, at: now)
    }

    /// What merges Eda into Ida, as it stands now.
    func staleMerge() async throws -> AccountMerge {
        let gone = try #require(try await hall.residents.account(eda.resident.id, in: town.id))
        let seen = try await hall.secondAccounts.belongings(of: eda.resident.id, in: town.id)
        return AccountMerge(
            kept: ida.resident,
            gone: gone,
            seen: seen,
            moved: seen,
            followerIndex: [],
            supporterIndex: [],
            keptSupporterIndex: [],
            attempts: []
        )
    }
}

extension [ID<Report>] {
    /// Of how many persons each is.
    fileprivate func counts(_ hall: TestTownHall, _ town: Municipality) async throws -> [Int] {
        var all: [Int] = []
        for report in self { all.append(try await hall.countPersons(report, in: town.id)) }
        return all
    }
}
