import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What each town wants in a complaint, and by when it comes.
@Suite struct ComplaintFormTests {
    private static func failures(
        _ form: ComplaintForm,
        by writer: CheckedComplaint.Writer = .person,
        in name: String,
        on day: CivilDate
    ) throws -> [ComplaintFailure] {
        let town = try ProjectTown.named(name)
        let rules = try #require(town.complaints)
        do {
            _ = try CheckedComplaint(form, by: writer, of: rules, in: town, on: day)
            return []
        } catch let failures as Failures {
            return failures.all.compactMap { $0 as? ComplaintFailure }
        }
    }

    private static let today = CivilDate(2026, 4, 22)

    @Test(
        "An empty form lacks what the regulation of the town lists, in the order of its page",
        .clause("suprasl/X.2", "biale-blota/§9.2", "kielce/IX.1"),
        arguments: [
            ("kielce", [ComplaintField.email, .description, .eventDay]),
            ("suprasl", [.name, .email, .matter, .demand, .justification]),
            ("biale-blota", [.name, .email, .phone, .matter, .demand, .justification]),
            ("demo", [.name, .email, .description, .eventDay, .demand]),
        ]
    )
    func empty(name: String, needed: [ComplaintField]) throws {
        var form = ComplaintForm()
        #expect(
            try Self.failures(form, in: name, on: Self.today) == [.subjectMissing] + needed.map { .missing($0) }
        )
        form.subject = "service"
        for field in needed { form[field] = ComplaintForm.sample(on: Self.today)[field] }
        #expect(try Self.failures(form, in: name, on: Self.today) == [])
        #expect(form.phone.isEmpty == (name != "biale-blota"))
    }

    @Test(
        "Seven days after the event count as calendar days, and a last day off rolls over",
        .clause("kielce/IX.1"),
        arguments: [
            // A Wednesday; 3 May is a Sunday and a holiday, 2 May a Saturday; Easter Monday is 6 April.
            ("2026-04-22", "2026-04-29"), ("2026-04-25", "2026-05-04"), ("2026-03-30", "2026-04-07"),
            ("2025-12-18", "2025-12-29"),
        ]
    )
    func window(event: String, last: String) throws {
        let last = try #require(CivilDate(last))
        var form = ComplaintForm.sample(on: last)
        form.eventDay = event
        #expect(try Self.failures(form, in: "kielce", on: last) == [])
        #expect(try Self.failures(form, in: "kielce", on: last + 1) == [.tooLate(last: last)])
        #expect(try Self.failures(form, by: .office, in: "kielce", on: last + 1) == [])
    }

    @Test(
        "A day of the event is a day, and not one that is yet to come",
        arguments: [
            ("wczoraj", ComplaintFailure.eventDayMalformed), ("2026-02-30", .eventDayMalformed),
            ("2026-04-23", .eventDayAhead), ("", .missing(.eventDay)),
        ]
    )
    func eventDay(typed: String, failure: ComplaintFailure) throws {
        var form = ComplaintForm.sample(on: Self.today)
        form.eventDay = typed
        #expect(try Self.failures(form, in: "kielce", on: Self.today) == [failure])
    }

    @Test(
        "Where the regulation says what complaints are about nothing else is taken",
        .clause("suprasl/X.3"),
        arguments: ComplaintSubject.allCases,
        ["kielce", "suprasl", "biale-blota", "demo"]
    )
    func scope(subject: ComplaintSubject, name: String) throws {
        var form = ComplaintForm.sample(on: Self.today)
        form.subject = subject.rawValue
        let isLimited = name == "suprasl" || name == "demo"
        let isRefused = isLimited && subject != .service
        #expect(try Self.failures(form, in: name, on: Self.today) == (isRefused ? [.outOfScope] : []))
        // A letter has come, whatever it is about: the office answers where it belongs.
        #expect(try Self.failures(form, by: .office, in: name, on: Self.today) == [])
    }

    @Test("The office may enter a letter that lacks most, but not what it is about", arguments: ["kielce", "suprasl"])
    func office(name: String) throws {
        var form = ComplaintForm()
        form.subject = "service"
        let matter: ComplaintField = name == "kielce" ? .description : .matter
        #expect(try Self.failures(form, by: .office, in: name, on: Self.today) == [.missing(matter)])
        form[matter] = "Nie działa."
        #expect(try Self.failures(form, by: .office, in: name, on: Self.today) == [])
    }

    @Test("Addresses, names, numbers and lengths are checked like anywhere else, all at once")
    func values() throws {
        let town = try ProjectTown.named("biale-blota")
        var form = ComplaintForm.sample(on: Self.today)
        (form.name, form.email, form.phone) = ("www.example.org", "ada", "123")
        form.matter = String(repeating: "x", count: ComplaintForm.longestMatter + 1)
        form.demand = String(repeating: "x", count: ComplaintForm.longestText + 1)
        let rules = try #require(town.complaints)
        let failures = #expect(throws: Failures.self) {
            try CheckedComplaint(form, by: .person, of: rules, in: town, on: Self.today)
        }
        let fields = failures?.all.compactMap(\.kind.field)
        #expect(fields == ["name", "email", "phone", "matter", "demand"])
    }
}

/// When the office has to answer, and how an answer moves a complaint.
@Suite struct ComplaintTests {
    @Test(
        "The answer is due on the fourteenth working day from the receipt, holidays left out; without a term never",
        .clause("suprasl/X.4", "biale-blota/§9.3", "kielce/IX.2"),
        arguments: [
            ("suprasl", "2026-04-20", "2026-05-11"), ("biale-blota", "2026-04-20", "2026-05-11"),
            ("suprasl", "2025-12-15", "2026-01-09"), ("biale-blota", "2026-04-18", "2026-05-08"),
            ("kielce", "2026-04-20", nil),
        ] as [(String, String, String?)]
    )
    func due(name: String, receipt: String, due: String?) throws {
        let town = try ProjectTown.named(name)
        let day = try #require(CivilDate(receipt))
        let last = town.complaints?.due(from: day, in: town.calendar)
        #expect(last == due.flatMap { CivilDate($0) })
        let complaint = Complaint.sample(receivedOn: day, due: last)
        #expect(!complaint.isOverdue(on: last ?? day + 1_000))
        if let last { #expect(complaint.isOverdue(on: last + 1)) }
    }

    @Test("An answer is final, and only then something may be added")
    func answer() throws {
        var complaint = Complaint.sample(receivedOn: CivilDate(2026, 4, 20), due: nil)
        #expect(throws: ComplaintFailure.notAnswered) { try complaint.checkAddition(seen: 0, of: 0) }
        try complaint.answer(.accepted, at: .monday)
        #expect(throws: ComplaintFailure.answered) { try complaint.answer(.notAccepted, at: .monday) }
        #expect(complaint.answer == Complaint.Answer(outcome: .accepted, at: .monday) && !complaint.isOpen)
        try complaint.checkAddition(seen: 1, of: 1)
        #expect(throws: ComplaintFailure.changedMeanwhile) { try complaint.checkAddition(seen: 1, of: 2) }
    }

    @Test("Nobody answers a person who was erased, and the complaint waits for nobody")
    func erased() throws {
        var complaint = Complaint.sample(
            receivedOn: CivilDate(2026, 4, 20),
            due: CivilDate(2026, 4, 21),
            erased: .monday
        )
        #expect(!complaint.isOpen && !complaint.isOverdue(on: CivilDate(2027, 1, 1)))
        #expect(throws: ComplaintFailure.erased) { try complaint.answer(.accepted, at: .monday) }
        #expect(throws: ComplaintFailure.erased) { try complaint.checkAddition(seen: 0, of: 0) }
    }
}

extension Complaint {
    fileprivate static func sample(receivedOn day: CivilDate, due: CivilDate?, erased: Instant? = nil) -> Self {
        Complaint(
            id: ID("c"),
            number: ComplaintNumber(year: 2026, sequence: 1),
            resident: nil,
            subject: .service,
            origin: .page,
            receivedOn: day,
            storedAt: .monday,
            eventDay: nil,
            due: due,
            language: .polish,
            hasEmail: true,
            erasedAt: erased
        )
    }
}
