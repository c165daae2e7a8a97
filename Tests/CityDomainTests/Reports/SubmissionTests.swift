import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What is said about one part of a form. In the rows `nil` leaves a field as a complete form has it.
@Suite struct SubmissionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let town: String
        let part: Submission.Part
        let change: @Sendable (inout Submission) -> Void
        let failures: [String]
        let name: String

        init(
            _ name: String,
            _ part: Submission.Part,
            in town: String = "suprasl",
            _ failures: [String] = [],
            _ change: @escaping @Sendable (inout Submission) -> Void = { _ in }
        ) {
            self.name = name
            self.part = part
            self.town = town
            self.failures = failures
            self.change = change
        }

        var testDescription: String { name }
    }

    /// A town that lets visitors report with a confirmed address only; no real one does.
    private static func town(_ name: String) throws -> Municipality {
        guard name == "with e-mail" else { return try ProjectTown.named(name) }
        return try ProjectTown.named("kielce", .init("rules.json5", #"anonymous: "on""#, #"anonymous: "withEmail""#))
    }

    private static func names(_ failures: [any Failure]) -> [String] { failures.map { "\(type(of: $0)).\($0)" } }

    private static let today = CivilDate(2026, 4, 27)
    private static let longLine = String(repeating: "ż", count: 250)
    private static let longText = String(repeating: "ż", count: 4_000)

    static let places = [
        Row("an address is enough", .place),
        Row("a point is enough", .place) { ($0.address, $0.latitude, $0.longitude) = ("", "53.2", "23,33") },
        Row("nothing", .place, ["ReportFailure.placeMissing"]) { $0.address = " " },
        Row("an address at the limit", .place) { $0.address = longLine },
        Row("an address one over", .place, [#"ReportFailure.textTooLong(field: "address", length: 251, limit: 250)"#]) {
            $0.address = longLine + "x"
        },
        Row("a hint one over", .place, [#"ReportFailure.textTooLong(field: "hint", length: 251, limit: 250)"#]) {
            $0.hint = longLine + "x"
        },
        Row("half a point", .place, ["ReportFailure.pointOutOfRange"]) { $0.latitude = "53.2" },
        Row("half a point and no address", .place, ["ReportFailure.pointOutOfRange"]) {
            ($0.address, $0.longitude) = ("", "23.3")
        },
        Row("beyond the pole", .place, ["ReportFailure.pointOutOfRange"]) {
            ($0.latitude, $0.longitude) = ("90,1", "0")
        },
        Row("words for a point", .place, ["ReportFailure.pointOutOfRange"]) {
            ($0.latitude, $0.longitude) = ("tu", "tam")
        },
        Row("no number at all", .place, ["ReportFailure.pointOutOfRange"]) {
            ($0.latitude, $0.longitude) = ("nan", "inf")
        },
    ]

    static let problems = [
        Row("category and description", .problem),
        Row("no category", .problem, [#"ReportFailure.fieldMissing("category")"#]) { $0.category = "" },
        Row("a category of nobody", .problem, ["ReportFailure.categoryUnknown"]) { $0.category = "volcano" },
        Row("a category of another town", .problem, ["ReportFailure.categoryUnknown"]) { $0.category = "idea-traffic" },
        Row("no description", .problem, [#"ReportFailure.fieldMissing("description")"#]) { $0.description = " \n" },
        Row(
            "neither",
            .problem,
            [#"ReportFailure.fieldMissing("category")"#, #"ReportFailure.fieldMissing("description")"#]
        ) {
            ($0.category, $0.description) = ("", "")
        },
        Row("a description at the limit", .problem) { $0.description = longText + "\n" },
        Row(
            "a description one over",
            .problem,
            [#"ReportFailure.textTooLong(field: "description", length: 4001, limit: 4000)"#]
        ) {
            $0.description = longText + "x"
        },
    ]

    static let contacts = [
        Row("nobody needs to say who they are", .contact),
        Row("all of it", .contact) {
            ($0.name, $0.email, $0.phone) = ("Ida Zmyślona", "ida@poczta.example", "600123456")
        },
        Row("an address that is none", .contact, ["EmailAddressFailure.wrongForm"]) { $0.email = "ida@" },
        Row("a number that is none", .contact, ["PhoneNumberFailure.wrongForm"]) { $0.phone = "12" },
        Row("a name that is none", .contact, ["PersonNameFailure.wrongForm"]) { $0.name = "https://zly.example" },
        Row(
            "all of it wrong",
            .contact,
            ["EmailAddressFailure.wrongForm", "PersonNameFailure.wrongForm", "PhoneNumberFailure.wrongForm"]
        ) { ($0.name, $0.email, $0.phone) = ("123", "ida", "ida") },
        Row("an address where one is needed", .contact, in: "with e-mail") { $0.email = "ida@poczta.example" },
        Row("none where one is needed", .contact, in: "with e-mail", ["ReportFailure.emailNeeded"]) { $0.email = " " },
        Row("a wrong one where one is needed", .contact, in: "with e-mail", ["EmailAddressFailure.wrongForm"]) {
            $0.email = "ida"
        },
    ]

    static let consents = [
        Row("terms and age", .consent),
        Row("no terms", .consent, ["ReportFailure.termsNotAccepted"]) { $0.termsVersion = "" },
        Row("terms of another time", .consent, ["ReportFailure.termsOutdated"]) { $0.termsVersion = "2019-01" },
        Row("no age", .consent, ["ReportFailure.ageNotDeclared(years: 13)"]) { $0.declaresAge = false },
        Row("neither", .consent, ["ReportFailure.termsNotAccepted", "ReportFailure.ageNotDeclared(years: 13)"]) {
            ($0.termsVersion, $0.declaresAge) = ("", false)
        },
        Row("use is acceptance, and any age will do", .consent, in: "kielce") {
            ($0.termsVersion, $0.declaresAge) = ("", false)
        },
    ]

    @Test("A part of a form is checked alone", arguments: places + problems + contacts + consents)
    func checking(row: Row) throws {
        let town = try Self.town(row.town)
        var submission = Submission.sample(in: town)
        row.change(&submission)
        var failures: [any Failure] = []
        do {
            try submission.check(row.part, in: town, on: Self.today)
        } catch let error as Failures {
            failures = error.all
        }
        #expect(Self.names(failures) == row.failures)
    }

    @Test("Everything that is wrong is told at once, in the order of the form")
    func allAtOnce() throws {
        var submission = Submission()
        submission.email = "ida"
        do {
            _ = try CheckedSubmission(submission, in: ProjectTown.named("suprasl"), on: Self.today)
            Issue.record("nothing was wrong")
        } catch let error as Failures {
            #expect(
                error.all.map(\.kind) == [
                    .invalid(field: "category"), .invalid(field: "description"), .invalid(field: "address"),
                    .invalid(field: "email"), .invalid(field: "terms"), .invalid(field: "age"),
                ]
            )
        }
    }

    @Test("A complete form becomes what is stored, trimmed and parsed")
    func complete() throws {
        let town = try ProjectTown.named("suprasl")
        var submission = Submission.personal(in: town)
        submission.description = "  Nie świeci.\n"
        let checked = try CheckedSubmission(submission, in: town, on: Self.today)
        let place = Place(
            address: "ul. Zmyślona 21",
            point: town.somewhere,
            hint: "trzecia latarnia od skrzyżowania"
        )
        let contact = Contact(
            name: try PersonName(typed: "Żaneta Wymyślona"),
            email: try EmailAddress(typed: "zaneta.wymyslona@poczta.example"),
            phone: try PhoneNumber(typed: "+48600123456", in: .poland)
        )
        #expect(checked.content == ReportContent(description: "Nie świeci.", place: place))
        #expect(checked.contact == contact)
        #expect([checked.category.id.rawValue, checked.termsVersion] == ["pothole", "2025-01"])
        #expect(checked.declaredAge == 13)
    }

    @Test("The version in force on the day is the one that counts", arguments: [(2025, "2025-01"), (2026, "2026-01")])
    func terms(year: Int, version: String) throws {
        let town = try ProjectTown.named("demo")
        let day = CivilDate(year, 7, 1)
        let checked = try CheckedSubmission(.sample(in: town, on: day), in: town, on: day)
        #expect(checked.termsVersion == version)
    }
}
