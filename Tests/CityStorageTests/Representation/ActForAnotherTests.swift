import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// An account acts for another person once the office has seen the document, and for as long as it lasts.
@Suite struct ActForAnotherTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            try await body(hall, town, try await hall.seen(ida, in: town))
        }
    }

    @Test(
        "Nobody is acted for without authority that the office recorded, and nobody once it was withdrawn",
        .clause("kremenchuk/A2.4.4"),
        arguments: Engine.available
    )
    func way(_ engine: Engine) async throws {
        try await Self.with(engine, "kremenchuk") { hall, town, ida in
            let act = hall.actForAnother
            let id = try await hall.askToAct(by: ida, in: town)
            #expect(try await act.choices(of: ida, in: town, at: hall.now) == [])
            await #expect(throws: RepresentationFailure.ended) {
                try await act.choice(id, of: ida, in: town, at: hall.now)
            }
            _ = try await hall.mail()
            try await hall.decideRepresentation.grant(id, document: .seen, hall.work(in: town))
            let choice = try await act.choice(id, of: ida, in: town, at: hall.now)
            #expect(choice.acting.represented == Represented(name: "Zmyślona Spółka", registerNumber: "0000123456"))
            #expect(choice.acting.kind == .body && choice.acting.actor == "Ida Przykładowa")
            let granted = try #require(try await hall.mail().last)
            #expect(granted.to.address.text == "ida@example.org" && granted.text.contains("/account/representations"))
            #expect(!granted.text.contains("Spółka"), "a letter names nobody")
            try await hall.decideRepresentation.withdraw(id, reason: "Довіреність скасовано.", hall.work(in: town))
            #expect(try await act.choices(of: ida, in: town, at: hall.now) == [])
            #expect(try await hall.mail().count == 1)
            let open = try #require(try await hall.askForRepresentation.all(of: ida, in: town).first)
            #expect(open.representation.state == .withdrawn && open.reason == "Довіреність скасовано.")
        }
    }

    @Test(
        "Where the regulation says nothing of it, nobody asks to act for another",
        arguments: ["biale-blota", "kielce", "suprasl"]
    )
    func silent(name: String) async throws {
        try await Self.with(.sqlite, name) { hall, town, ida in
            await #expect(throws: RepresentationFailure.notOffered) { try await hall.askToAct(by: ida, in: town) }
            let id = try await hall.representation(of: ida.resident.id, in: town)
            await #expect(throws: RepresentationFailure.notOffered) {
                try await hall.decideRepresentation.grant(id, document: .seen, hall.work(in: town))
            }
        }
    }

    @Test("A rule that is taken back stops every authority", arguments: Engine.available)
    func rule(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let id = try await hall.authority(of: ida, in: town)
            let change = ProjectTown.Change(
                MunicipalityFiles.rules,
                "representation: { basis:",
                "log: { keptFor: \"12 months\", basis:"
            )
            let without = try ProjectTown.named("demo", revision: 2, change)
            #expect(try await hall.actForAnother.choices(of: ida, in: town, at: hall.now).map(\.id) == [id])
            #expect(try await hall.actForAnother.choices(of: ida, in: without, at: hall.now) == [])
        }
    }

    @Test(
        "The office grants what it saw: the document, and the person whom the document names",
        arguments: Engine.available
    )
    func seeing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _ in
            let eda = try await hall.resident("eda@example.org", in: town)
            let (id, desk) = (try await hall.askToAct(by: eda, in: town), hall.decideRepresentation)
            await #expect(throws: RepresentationFailure.documentNotSeen) {
                try await desk.grant(id, document: nil, hall.work(in: town))
            }
            await #expect(throws: RepresentationFailure.personNotSeen) {
                try await desk.grant(id, document: .seen, hall.work(in: town))
            }
            #expect(try await desk.open(id, hall.work(in: town)).open.representation.state == .asked)
            let seen = try await hall.seen(eda, in: town)
            try await desk.grant(id, document: .seen, hall.work(in: town))
            #expect(try await hall.actForAnother.choices(of: seen, in: town, at: hall.now).count == 1)
            await #expect(throws: RepresentationFailure.decided) {
                try await desk.refuse(id, reason: "Nie.", hall.work(in: town))
            }
        }
    }

    @Test("A refusal and an end say why, and need the right to manage accounts", arguments: Engine.available)
    func reasons(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let (id, desk) = (try await hall.askToAct(by: ida, in: town), hall.decideRepresentation)
            for reason in [" ", String(repeating: "x", count: 1_001)] {
                await #expect(throws: RepresentationFailure.reasonMissing) {
                    try await desk.refuse(id, reason: reason, hall.work(in: town))
                }
            }
            let operators = DecideRepresentation.Work(by: .officer, in: town, at: hall.now)
            let missing = AccountFailure.rightMissing(.manageResidents)
            await #expect(throws: missing) { try await desk.refuse(id, reason: "Nie.", operators) }
            await #expect(throws: missing) { try await desk.grant(id, document: .seen, operators) }
            await #expect(throws: missing) { try await desk.open(id, operators) }
            await #expect(throws: missing) { try await desk.waiting(operators) }
            await #expect(throws: missing) { try await desk.all(of: ida.resident.id, operators) }
            try await desk.refuse(id, reason: " Dokument wygasł. ", hall.work(in: town))
            let open = try #require(try await desk.all(of: ida.resident.id, hall.work(in: town)).first)
            #expect(open.representation.state == .refused && open.reason == "Dokument wygasł.")
            #expect(try await desk.waiting(hall.work(in: town)).isEmpty)
            let entries = try await hall.auditStore.queue(limit: 20).waiting.filter {
                $0.kind.hasPrefix("representation.")
            }
            let kinds = ["representation.asked", "representation.refused", "representation.viewed"]
            #expect(entries.map(\.kind).sorted() == kinds)
            let refused = try #require(entries.first { $0.kind == "representation.refused" })
            #expect(refused.object == "resident/\(ida.resident.id)" && refused.part == id.rawValue)
        }
    }

    @Test(
        "A report says for whom it was made and who acted, to the office, its author and the download",
        arguments: Engine.available
    )
    func report(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let id = try await hall.authority(of: ida, in: town)
            let choice = try await hall.actForAnother.choice(id, of: ida, in: town, at: hall.now)
            let own = try await hall.submit(by: ida, in: town)
            let other = try await hall.submit(by: ida, for: choice, in: town)
            #expect(try await hall.readReport.unseen(own.number, in: town).contact.acting == nil)
            let link = ReportLink(other.number, other.secret, from: "192.0.2.1", in: town, at: hall.now)
            try await hall.giveEmail(link, email: "ida@poczta.example")
            #expect(try await hall.readReport.unseen(other.number, in: town).contact.acting == choice.acting)
            let list = try await hall.residentReports(of: ida, after: nil, limit: 9, in: town).elements
            #expect(list.map(\.represented) == [choice.acting.represented, nil])
            let data = try await hall.download(ida, in: town)
            #expect(data.contains("\"madeFor\" : \"Zmyślona Spółka (0000123456)\""))
            #expect(data.contains("\"documentNumber\" : \"KRS/1/2026\"") && data.contains("\"state\" : \"granted\""))
            try await hall.decideRepresentation.withdraw(id, reason: "Odwołano.", hall.work(in: town))
            #expect(try await hall.readReport.unseen(other.number, in: town).contact.acting == choice.acting)
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            #expect(try await hall.readReport.unseen(other.number, in: town).contact.isEmpty)
            #expect(try await hall.representations.representation(id, in: town.id) == nil)
        }
    }

    /// What ends an authority between the choice and the report.
    enum End: CaseIterable {
        case withdrawal, ownerGivesUp, lastDay, otherNames, block
    }

    @Test(
        "What ended after it was chosen stops the report, and nothing of it is stored",
        arguments: Engine.available,
        End.allCases
    )
    func race(_ engine: Engine, _ end: End) async throws {
        try await Self.with(engine) { hall, town, ida in
            let id = try await hall.authority(of: ida, in: town)
            let choice = try await hall.actForAnother.choice(id, of: ida, in: town, at: hall.now)
            try await hall.end(id, of: ida, by: end, in: town)
            if end == .block {
                await #expect(throws: AccountFailure.residentSignedOut) {
                    try await hall.submit(by: ida, for: choice, in: town)
                }
            } else {
                await #expect(throws: RepresentationFailure.ended) {
                    try await hall.submit(by: ida, for: choice, in: town)
                }
            }
            #expect(try await hall.residentReports(of: ida, after: nil, limit: 9, in: town).elements.isEmpty)
            let number = ReportNumber(year: 2026, sequence: 1)
            #expect(try await hall.reports.file(number, in: town.id) == nil)
        }
    }

    @Test("With other names the office looks once more, whoever proves them meanwhile", arguments: Engine.available)
    func names(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let id = try await hall.authority(of: ida, in: town)
            hall.clock.advance(.seconds(1))
            try await hall.changeProfile(ida, givenName: "Eda", surname: "Inna", phone: "", in: town, at: hall.now)
            let eda = try await hall.seen(try await hall.again(ida, in: town), in: town)
            #expect(eda.resident.verification.letsAct)
            #expect(try await hall.actForAnother.choices(of: eda, in: town, at: hall.now) == [])
            let all = try await hall.askForRepresentation.all(of: eda, in: town)
            #expect(all.map(\.representation.isAskedAgain) == [true])
            try await hall.decideRepresentation.grant(id, document: .seen, hall.work(in: town))
            #expect(try await hall.actForAnother.choices(of: eda, in: town, at: hall.now).map(\.id) == [id])
        }
    }

    @Test(
        "A profile that was changed elsewhere is not written over, nor are its names proved",
        arguments: Engine.available
    )
    func staleProfile(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.changeProfile(ida, givenName: "Eda", surname: "Inna", phone: "", in: town, at: hall.now)
            await #expect(throws: AccountFailure.changedMeanwhile) {
                try await hall.changeProfile(ida, givenName: "Ola", surname: "Inna", phone: "", in: town, at: hall.now)
            }
            let name = try await hall.again(ida, in: town).profile.name
            #expect(name == "Eda Inna")
        }
    }

    @Test("An authority of another account is neither used nor ended, and without an account there is none")
    func others() async throws {
        try await Self.with(.sqlite) { hall, town, ida in
            let id = try await hall.authority(of: ida, in: town)
            let choice = try await hall.actForAnother.choice(id, of: ida, in: town, at: hall.now)
            _ = try await hall.mail()
            let eda = try await hall.seen(try await hall.resident("eda@example.org", in: town), in: town)
            for signed in [eda, nil] {
                await #expect(throws: RepresentationFailure.ended) {
                    try await hall.actForAnother.choice(id, of: signed, in: town, at: hall.now)
                }
            }
            await #expect(throws: RepresentationFailure.ended) { try await hall.submit(by: eda, for: choice, in: town) }
            await #expect(throws: RepresentationFailure.unknown) {
                try await hall.askForRepresentation.giveUp(id, of: eda, in: town, at: hall.now)
            }
            try await hall.askForRepresentation.giveUp(id, of: ida, in: town, at: hall.now)
            #expect(try await hall.actForAnother.choices(of: ida, in: town, at: hall.now) == [])
        }
    }

    @Test("Ten requests of one account wait at once", arguments: Engine.available)
    func most(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for _ in 0..<10 { _ = try await hall.askToAct(by: ida, in: town) }
            await #expect(throws: RepresentationFailure.tooMany(10)) { try await hall.askToAct(by: ida, in: town) }
            #expect(try await hall.decideRepresentation.waiting(hall.work(in: town)).count == 10)
        }
    }

    @Test(
        "What ended goes when its time is over, and is held back while the use of the account is restricted",
        arguments: Engine.available
    )
    func retention(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let ends = try await hall.authority(of: ida, in: town)
            var endless = RepresentationForm.sample(on: town.clock.date(of: hall.now))
            endless.validTo = ""
            let stays = try await hall.authority(endless, of: ida, in: town)
            let last = (town.clock.date(of: hall.now) + 31).adding(months: 36)
            for (day, left) in [(last, [stays, ends]), (last + 1, [stays])] {
                try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
                #expect(try await hall.discard(.representations, on: day, in: town) == 0)
                try await hall.endHold(of: ida, in: town)
                #expect(try await hall.discard(.representations, on: day, in: town) == 2 - left.count)
                let ids = try await hall.representations.representations(of: ida.resident.id, in: town.id)
                    .map(\.representation.id)
                #expect(ids == left)
            }
        }
    }
}

extension TestTownHall {
    fileprivate func submit(
        by author: SignInResident.Signed,
        for choice: ActForAnother.Choice,
        in town: Municipality
    ) async throws -> SubmitReport.Receipt {
        clock.advance(.seconds(1))
        return try await submitReport(
            Submission.sample(in: town),
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            by: author,
            for: choice,
            in: town,
            at: now
        )
    }

    fileprivate func end(
        _ id: ID<Representation>,
        of ida: SignInResident.Signed,
        by end: ActForAnotherTests.End,
        in town: Municipality
    ) async throws {
        switch end {
        case .withdrawal: try await decideRepresentation.withdraw(id, reason: "Odwołano.", work(in: town))
        case .ownerGivesUp: try await askForRepresentation.giveUp(id, of: ida, in: town, at: now)
        case .lastDay: clock.advance(.days(31))
        case .otherNames:
            try await changeProfile(ida, givenName: "Eda", surname: "Inna", phone: "", in: town, at: now)
        case .block:
            let id = ida.resident.id
            try await blockResident.block(id, reason: "Obelgi.", by: .administrator, in: town, at: now)
        }
    }

    /// The text of `data.json`.
    fileprivate func download(_ ida: SignInResident.Signed, in town: Municipality) async throws -> String {
        let archive = try await downloadData(ida, proof: .password(.sample), in: town, at: now)
        return archive.documents.first { $0.name == "data.json" }.map { String(decoding: $0.bytes, as: UTF8.self) }
            ?? ""
    }

    /// How many of one kind went.
    fileprivate func discard(_ data: RetainedData, on day: CivilDate, in town: Municipality) async throws -> Int {
        let lines = try await runRetention(in: town, by: .test, at: town.clock.start(of: day) + .hours(3))
        return lines.first { $0.data == data }?.count ?? 0
    }

    fileprivate func endHold(of ida: SignInResident.Signed, in town: Municipality) async throws {
        try await askForRight.endRestriction(of: ida, in: town, at: now)
        for request in try await handleRights.register(by: .administrator, in: town, at: now)
        where request.closing == nil {
            let work = HandleRights.Work(request.id, by: .administrator, in: town, at: now)
            try await handleRights.close(work, .granted, answer: "Tak.")
        }
    }
}
