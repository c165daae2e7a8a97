import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The office's work on complaints, and how they go, on both engines.
@Suite struct HandleComplaintsTests {
    private static let missing = AccountFailure.rightMissing(.handleComplaints)

    @Test(
        "The answer goes out as a letter with the decision and its reasons, and is final",
        .clause("kielce/IX.2", "suprasl/X.4", "biale-blota/§9.3"),
        arguments: Engine.available,
        ["kielce", "suprasl", "biale-blota"]
    )
    func answer(_ engine: Engine, name: String) async throws {
        try await FileComplaintTests.with(engine, name) { hall, town in
            let (id, desk) = (try await hall.complain(in: town).id, hall.handleComplaints)
            _ = try await hall.mail()
            try await desk.answer(id, .notAccepted, words: " Mapa działa od rana. ", hall.desk(in: town))
            let letter = try #require(try await hall.mail().first)
            #expect(letter.to.address.text == "ada@poczta.example" && letter.subject.contains("R/2026/1"))
            #expect(letter.text.contains("Nie uznajemy reklamacji.") && letter.text.contains("Mapa działa od rana."))
            await #expect(throws: ComplaintFailure.answered) {
                try await desk.answer(id, .accepted, words: "Jednak tak.", hall.desk(in: town))
            }
            #expect(try await hall.mail().isEmpty)
            let open = try await desk.open(id, hall.desk(in: town)).open
            #expect(open.lines.map(\.words) == ["Mapa działa od rana."])
            #expect(open.complaint.answer == Complaint.Answer(outcome: .notAccepted, at: hall.now))
        }
    }

    @Test("What is added later is one more letter; pressing a button twice sends one", arguments: Engine.available)
    func addition(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let (id, desk) = (try await hall.complain(in: town).id, hall.handleComplaints)
            _ = try await hall.mail()
            await #expect(throws: ComplaintFailure.notAnswered) {
                try await desk.add(to: id, words: "Więcej.", seen: 0, hall.desk(in: town))
            }
            try await desk.answer(id, .elsewhere, words: "To sprawa drogi.", hall.desk(in: town))
            #expect(try await hall.mail().last?.text.contains("https://ratusz.example/suprasl/complaints\n") == true)
            try await desk.add(to: id, words: "Więcej.", seen: 1, hall.desk(in: town))
            await #expect(throws: ComplaintFailure.changedMeanwhile) {
                try await desk.add(to: id, words: "Więcej.", seen: 1, hall.desk(in: town))
            }
            try await desk.add(to: id, words: "Jeszcze więcej.", seen: 2, hall.desk(in: town))
            #expect(try await hall.mail().map { $0.text.contains("ięcej.") } == [true, true])
            let lines = try await desk.open(id, hall.desk(in: town)).open.lines
            #expect(lines.map(\.words) == ["To sprawa drogi.", "Więcej.", "Jeszcze więcej."])
        }
    }

    @Test("Of two officers who answer at once one is told that the other was quicker", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let id = try await hall.complain(in: town).id
            _ = try await hall.mail()
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for outcome in [Complaint.Outcome.accepted, .notAccepted] {
                    group.addTask {
                        do {
                            let words = "\(outcome)"
                            try await hall.handleComplaints.answer(id, outcome, words: words, hall.desk(in: town))
                            return true
                        } catch ComplaintFailure.answered {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            let open = try await hall.handleComplaints.open(id, hall.desk(in: town)).open
            #expect(open.lines.map(\.words) == [open.complaint.answer?.outcome.rawValue])
            #expect(try await hall.mail().count == 1)
        }
    }

    @Test("An answer needs a decision and words, and all of it the right", arguments: Engine.available)
    func needs(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let (id, desk) = (try await hall.complain(in: town).id, hall.handleComplaints)
            let long = String(repeating: "x", count: HandleComplaints.longestWords + 1)
            for words in [" ", long] {
                let failures = await #expect(throws: Failures.self) {
                    try await desk.answer(id, nil, words: words, hall.desk(in: town))
                }
                let all = failures?.all.compactMap { $0 as? ComplaintFailure }
                #expect(all == [.outcomeMissing, .wordsMissing])
            }
            let operators = hall.desk(in: town, by: .officer)
            await #expect(throws: Self.missing) { try await desk.register(operators) }
            await #expect(throws: Self.missing) { try await desk.open(id, operators) }
            await #expect(throws: Self.missing) {
                try await desk.answer(id, .accepted, words: "Tak.", operators)
            }
            await #expect(throws: Self.missing) { try await desk.add(to: id, words: "Tak.", seen: 0, operators) }
            await #expect(throws: Self.missing) {
                try await desk.enter(.sample(on: "2026-04-17"), key: hall.fileComplaint.newKey(), operators)
            }
            await #expect(throws: ComplaintFailure.unknown) { try await desk.open(ID("none"), hall.desk(in: town)) }
        }
    }

    @Test(
        "A complaint that came by e-mail or at the desk runs from its day of receipt",
        .clause("suprasl/X.1", "suprasl/X.4", "biale-blota/§9.1"),
        arguments: Engine.available,
        ["suprasl", "biale-blota"]
    )
    func entered(_ engine: Engine, name: String) async throws {
        try await FileComplaintTests.with(engine, name) { hall, town in
            let (desk, key) = (hall.handleComplaints, hall.fileComplaint.newKey())
            let id = try await desk.enter(.sample(on: "2026-04-10"), key: key, hall.desk(in: town))
            #expect(try await desk.enter(.sample(on: "2026-04-10"), key: key, hall.desk(in: town)) == id)
            let complaint = try await desk.open(id, hall.desk(in: town)).open.complaint
            #expect(complaint.receivedOn == CivilDate(2026, 4, 10) && complaint.due == CivilDate(2026, 4, 30))
            #expect(complaint.origin == .email && complaint.hasEmail)
            #expect(try await hall.mail().map(\.to.address.text) == ["ada@poczta.example"])
            var desk2 = HandleComplaints.Entry.sample(on: "2026-04-20")
            (desk2.origin, desk2.form.email, desk2.form.demand) = ("desk", "", "")
            let other = try await desk.enter(desk2, key: hall.fileComplaint.newKey(), hall.desk(in: town))
            try await desk.answer(other, .accepted, words: "Tak.", hall.desk(in: town))
            #expect(try await hall.mail().isEmpty, "nobody's address is known")
            let kinds = try await hall.auditStore.queue(limit: 20).waiting.map(\.kind).sorted()
            #expect(kinds == ["complaint.answered", "complaint.entered", "complaint.entered", "complaint.viewed"])
        }
    }

    @Test(
        "A receipt is a day that has come, and a way is named",
        arguments: [
            ("2026-04-28", "email", [ComplaintFailure.receiptAhead]), ("", "desk", [.receiptMalformed]),
            ("2026-04-20", "page", [.originMissing]), ("jutro", "", [.receiptMalformed, .originMissing]),
        ]
    )
    func receipt(day: String, origin: String, expected: [ComplaintFailure]) async throws {
        try await FileComplaintTests.with(.sqlite) { hall, town in
            var entry = HandleComplaints.Entry.sample(on: day)
            entry.origin = origin
            let failures = await #expect(throws: Failures.self) {
                try await hall.handleComplaints.enter(entry, key: hall.fileComplaint.newKey(), hall.desk(in: town))
            }
            #expect(failures?.all.compactMap { $0 as? ComplaintFailure } == expected)
        }
    }

    @Test(
        "The register has the nearest last day first, without one the oldest, and the answered at the end",
        .clause("kielce/IX.2"),
        arguments: Engine.available
    )
    func register(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let desk = hall.handleComplaints
            for day in ["2026-04-17", "2026-03-02", "2026-04-01"] {
                _ = try await desk.enter(.sample(on: day), key: hall.fileComplaint.newKey(), hall.desk(in: town))
            }
            let first = try await desk.register(hall.desk(in: town))
            #expect(first.map(\.number.sequence) == [2, 3, 1])
            #expect(first.map { $0.isOverdue(on: town.clock.date(of: hall.now)) } == [true, true, false])
            try await desk.answer(first[0].id, .accepted, words: "Tak.", hall.desk(in: town))
            #expect(try await desk.register(hall.desk(in: town)).map(\.number.sequence) == [3, 1, 2])
        }
        try await FileComplaintTests.with(engine, "kielce") { hall, town in
            for day in ["2026-04-17", "2026-03-02", "2026-04-01"] {
                let key = hall.fileComplaint.newKey()
                _ = try await hall.handleComplaints.enter(.sample(on: day), key: key, hall.desk(in: town))
            }
            let all = try await hall.handleComplaints.register(hall.desk(in: town))
            #expect(all.map(\.number.sequence) == [2, 3, 1] && all.allSatisfy { $0.due == nil })
            #expect(all.allSatisfy { !$0.isOverdue(on: CivilDate(2027, 1, 1)) })
        }
    }

    @Test("One that came after the last day is entered, and says so to the office")
    func late() async throws {
        try await FileComplaintTests.with(.sqlite, "kielce") { hall, town in
            var entry = HandleComplaints.Entry.sample(on: "2026-04-20")
            entry.form.eventDay = "2026-04-10"
            let key = hall.fileComplaint.newKey()
            let id = try await hall.handleComplaints.enter(entry, key: key, hall.desk(in: town))
            #expect(try await hall.handleComplaints.open(id, hall.desk(in: town)).open.complaint.isLate(in: town))
            let timely = try await hall.complain(in: town).id
            #expect(try await !hall.handleComplaints.open(timely, hall.desk(in: town)).open.complaint.isLate(in: town))
        }
    }
}

/// How complaints go: with the account, with time, and into another account.
@Suite struct ComplaintDataTests {
    @Test(
        "With the account go words, address, answer and photo; that there was a complaint stays",
        arguments: Engine.available
    )
    func erasure(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine, "biale-blota") { hall, town in
            let ida = try await hall.resident(in: town)
            let (answered, photo) = try await hall.complainWithPhoto(by: ida, in: town)
            try await hall.handleComplaints.answer(answered, .accepted, words: "Tak.", hall.desk(in: town))
            _ = try await hall.mail()
            let open = try await hall.complain(by: ida, in: town)
            let other = try await hall.complain(in: town)
            hall.clock.advance(.minutes(1))
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            let letters = try await hall.mail().map(\.to.address.text)
            #expect(letters == ["ada@poczta.example", "ida@example.org"], "of the other complaint, and the farewell")
            for id in [answered, open.id] {
                let sealed = try #require(try await hall.complaints.complaint(id, in: town.id))
                #expect(sealed.content == nil && sealed.key == nil && sealed.lines.isEmpty)
                #expect(sealed.complaint.resident == nil && sealed.complaint.erasedAt == hall.now)
                #expect(try await hall.complaints.photos(of: id, in: town.id).isEmpty)
            }
            let page = try await hall.handleComplaints.open(open.id, hall.desk(in: town))
            #expect(page.open.content == nil)
            await #expect(throws: ComplaintFailure.erased) {
                try await hall.handleComplaints.answer(open.id, .accepted, words: "Tak.", hall.desk(in: town))
            }
            let register = try await hall.handleComplaints.register(hall.desk(in: town))
            #expect(register.filter(\.isOpen).map(\.number) == [other.number] && register.count == 3)
            #expect(try await hall.complaints.complaint(other.id, in: town.id)?.content != nil)
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.handleComplaints.photo(photo, of: answered, hall.desk(in: town))
            }
        }
    }

    @Test("An account that was closed meanwhile stores no complaint", arguments: Engine.available)
    func closed(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            await #expect(throws: AccountFailure.residentSignedOut) { try await hall.complain(by: ida, in: town) }
            #expect(try await hall.handleComplaints.register(hall.desk(in: town)).isEmpty)
        }
    }

    @Test(
        "Three years after the answer a complaint goes with everything; one that waits stays",
        arguments: Engine.available
    )
    func retention(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine, "biale-blota") { hall, town in
            let (answered, _) = try await hall.complainWithPhoto(in: town)
            let open = try await hall.complain(in: town)
            try await hall.handleComplaints.answer(answered, .accepted, words: "Tak.", hall.desk(in: town))
            let end = town.clock.date(of: hall.now).adding(months: 36)
            for (day, count) in [(end, 0), (end + 1, 1)] {
                let at = town.clock.start(of: day)
                let lines = try await hall.runRetention(in: town, by: .command("test"), at: at)
                #expect(lines.filter { $0.data == .complaints }.map(\.count) == (count == 0 ? [] : [count]))
            }
            #expect(try await hall.complaints.complaint(answered, in: town.id) == nil)
            #expect(try await hall.complaints.complaint(open.id, in: town.id) != nil)
            let left = try await hall.database.town(town.id).read { transaction in
                let tables: [SQL] = ["complaint_lines", "report_photos"]
                return try tables.map { table in
                    try transaction.query("SELECT municipality FROM \(table) WHERE municipality = {town}").count
                }
            }
            #expect(left == [0, 0])
            #expect(try await hall.complain(in: town).number.sequence == 3, "a number is not given again")
        }
    }

    @Test(
        "A restriction hides who complains from the office, and stops the letter; the answer is in the account",
        arguments: Engine.available
    )
    func restriction(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            let id = try await hall.complain(by: ida, in: town).id
            _ = try await hall.mail()
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            let open = try await hall.handleComplaints.open(id, hall.desk(in: town)).open
            #expect(open.isRestricted && open.content?.matter == "Mapa")
            #expect(open.content?.name == nil && open.content?.email == nil && open.content?.phone == nil)
            try await hall.handleComplaints.answer(id, .accepted, words: "Tak.", hall.desk(in: town))
            #expect(try await hall.mail().isEmpty)
            let own = try #require(try await hall.readComplaints.own(ida, in: town).first)
            #expect(own.content?.name?.text == "Ada Zmyślona" && own.lines.map(\.words) == ["Tak."])
        }
    }

    @Test("A restriction, or a request that waits, holds a complaint back", arguments: Engine.available)
    func held(_ engine: Engine) async throws {
        try await FileComplaintTests.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            let id = try await hall.complain(by: ida, in: town).id
            try await hall.handleComplaints.answer(id, .accepted, words: "Tak.", hall.desk(in: town))
            try await hall.askForRight(.objection, words: "x", of: ida, in: town, at: hall.now)
            let at = town.clock.start(of: CivilDate(2030, 1, 1))
            _ = try await hall.runRetention(in: town, by: .command("test"), at: at)
            #expect(try await hall.complaints.complaint(id, in: town.id) != nil)
        }
    }
}

extension HandleComplaints.Entry {
    /// A letter to the mailbox of the town.
    static func sample(on day: String) -> Self {
        var entry = HandleComplaints.Entry()
        entry.form = .sample(on: CivilDate(day) ?? CivilDate(2026, 4, 20))
        (entry.origin, entry.receivedOn) = (Complaint.Origin.email.rawValue, day)
        return entry
    }
}
