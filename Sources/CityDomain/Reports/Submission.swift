public import CityKit

/// What somebody sends as a report, as typed: nothing in it has been checked.
public struct Submission: Personal, Equatable, Codable {
    public var category = ""
    public var description = ""
    public var address = ""
    public var hint = ""
    /// Degrees as typed, with a point or a comma.
    public var latitude = ""
    public var longitude = ""
    public var name = ""
    public var email = ""
    public var phone = ""
    /// The version of the regulation the reporter accepted; empty when none.
    public var termsVersion = ""
    /// Whether the reporter declares to have reached the town's minimum age.
    public var declaresAge = false
    /// Answers to the fields of the category, by the field's id; several for several choices.
    public var answers: [String: [String]] = [:]

    public init() {}

    /// The name by which forms and failures call a field of a category.
    public static func name(of field: ID<CategoryField>) -> String { "field-\(field)" }

    /// Unicode scalars in a description (Open311 GeoReport v2 allows 4,000).
    public static let longestDescription = 4_000
    /// Characters in an address and in a hint.
    public static let longestLine = 250
}

extension Submission {
    /// The point as typed; nil when there is none or it cannot be read.
    public var point: Coordinate? { Coordinate(typedLatitude: latitude, longitude: longitude) }

    /// The same without a place, which a question that is asked by the form of questions does not have.
    public var withoutPlace: Self {
        var submission = self
        (submission.address, submission.hint, submission.latitude, submission.longitude) = ("", "", "", "")
        return submission
    }

    /// A part of the form that can be checked before the rest is there.
    public enum Part: Sendable, CaseIterable {
        case place, problem, details, contact, consent
    }

    /// - Throws: `Failures` with everything that is wrong in one part.
    public func check(_ part: Part, in town: Municipality, on today: CivilDate) throws {
        var check = SubmissionCheck(self, by: .reporter, in: town, on: today)
        switch part {
        case .place: _ = check.place(of: nil)
        case .problem:
            _ = check.category()
            _ = check.description()
        case .details: if let category = check.category() { _ = check.answers(to: category) }
        case .contact: _ = check.contact()
        case .consent:
            _ = check.termsVersion()
            _ = check.age()
        }
        guard check.failures.isEmpty else { throw Failures(check.failures) }
    }
}

/// A submission after every check, ready to be sealed and stored.
struct CheckedSubmission: Sendable {
    let category: Category
    let content: ReportContent
    let contact: Contact
    let termsVersion: String
    let declaredAge: Int?

    /// - Throws: `Failures` with everything that is wrong, so that all can be mended at once.
    init(
        _ submission: Submission,
        by writer: SubmissionWriter = .reporter,
        in town: Municipality,
        on today: CivilDate
    ) throws {
        var check = SubmissionCheck(submission, by: writer, in: town, on: today)
        let category = check.category()
        let content = check.content(of: category)
        let contact = check.contact()
        let termsVersion = check.termsVersion()
        let declaredAge = check.age()
        guard let category, check.failures.isEmpty else { throw Failures(check.failures) }
        self.category = category
        self.content = content
        self.contact = contact
        self.termsVersion = termsVersion
        self.declaredAge = declaredAge
    }

    /// What the office says itself: nobody accepted anything, and there is nobody to reach.
    init(category: Category, content: ReportContent) {
        self.category = category
        self.content = content
        contact = Contact(name: nil, email: nil, phone: nil)
        termsVersion = ""
        declaredAge = nil
    }
}

/// Who fills the form in. Whoever calls the office need not have a mail address.
enum SubmissionWriter { case reporter, office }

/// Collects what is wrong with a submission, part by part.
struct SubmissionCheck {
    private let submission: Submission
    private let writer: SubmissionWriter
    private let town: Municipality
    private let today: CivilDate
    private var form: FormCheck

    init(_ submission: Submission, by writer: SubmissionWriter, in town: Municipality, on today: CivilDate) {
        self.submission = submission
        self.writer = writer
        self.town = town
        self.today = today
        form = FormCheck(in: town, on: today)
    }

    var failures: [any Failure] { form.failures }

    mutating func category() -> Category? {
        let id = submission.category.trimmingSpaces()
        if id.isEmpty {
            form.fail(ReportFailure.fieldMissing("category"))
        } else if let category = town.category(ID(id)) {
            if category.isOffered(on: today) { return category }
            form.fail(ReportFailure.categoryNotOffered)
        } else {
            form.fail(ReportFailure.categoryUnknown)
        }
        return nil
    }

    mutating func content(of category: Category?) -> ReportContent {
        ReportContent(
            description: description(),
            place: place(of: category),
            answers: category.map { answers(to: $0) } ?? []
        )
    }

    mutating func answers(to category: Category) -> [FieldAnswer] {
        let fields = category.askedFields
        // What was answered before a question went is left out, and no fault of who answered.
        let known = Set((category.fields ?? []).map(\.id.rawValue))
        for stranger in submission.answers.keys.filter({ !known.contains($0) }).sorted() {
            form.fail(ReportFailure.fieldUnknown(stranger))
        }
        return fields.compactMap { field in
            form.take { () throws(FieldFailure) -> FieldAnswer? in
                try field.answer(submission.answers[field.id.rawValue] ?? [], on: today)
            } ?? nil
        }
    }

    mutating func description() -> String {
        let description = submission.description.trimmingSpaces()
        if description.isEmpty { form.fail(ReportFailure.fieldMissing("description")) }
        limit(description, to: Submission.longestDescription, field: "description")
        return description
    }

    /// A question need not be about a place.
    mutating func place(of category: Category?) -> Place {
        let address = submission.address.trimmingSpaces()
        let hint = submission.hint.trimmingSpaces()
        limit(address, to: Submission.longestLine, field: "address")
        limit(hint, to: Submission.longestLine, field: "hint")
        let point = point()
        let isNeeded = category.map { !town.takesQuestions($0.kind) } ?? true
        if isNeeded, address.isEmpty, !hasTypedPoint { form.fail(ReportFailure.placeMissing) }
        return Place(address: address.isEmpty ? nil : address, point: point, hint: hint.isEmpty ? nil : hint)
    }

    private var hasTypedPoint: Bool {
        !submission.latitude.trimmingSpaces().isEmpty || !submission.longitude.trimmingSpaces().isEmpty
    }

    private mutating func point() -> Coordinate? {
        guard hasTypedPoint else { return nil }
        if let point = submission.point {
            checkGround(of: point)
            return point
        }
        form.fail(ReportFailure.pointOutOfRange)
        return nil
    }

    private mutating func checkGround(of point: Coordinate) {
        let rule = town.reports.territory
        switch town.ground(at: point) {
        case .managed: return
        case .outside:
            if (rule?.outside ?? .refused) == .refused {
                form.fail(ReportFailure.placeOutside(town.profile.name))
            }
        case .notManaged:
            if rule?.outsideManagedLand == .refused {
                form.fail(ReportFailure.placeNotManaged(town.profile.name))
            }
        }
    }

    mutating func contact() -> Contact {
        let email = form.optional(submission.email) { text throws(EmailAddressFailure) in
            try EmailAddress(typed: text)
        }
        if writer == .reporter, town.reports.reporting.anonymous == .withEmail,
            submission.email.trimmingSpaces().isEmpty
        {
            form.fail(ReportFailure.emailNeeded)
        }
        return Contact(
            name: form.optional(submission.name) { text throws(PersonNameFailure) in try PersonName(typed: text) },
            email: email,
            phone: form.optionalPhone(submission.phone)
        )
    }

    /// The version in force must be the one accepted; where use is acceptance, it is recorded without a tick.
    mutating func termsVersion() -> String {
        guard town.reports.terms.acceptance == .ticked else { return town.regulation(on: today)?.version ?? "" }
        return form.regulation(accepted: submission.termsVersion)
    }

    mutating func age() -> Int? { form.age(isDeclared: submission.declaresAge) }

    private mutating func limit(_ text: String, to limit: Int, field: String) {
        let length = text.unicodeScalars.count
        if length > limit {
            form.fail(ReportFailure.textTooLong(field: field, length: length, limit: limit))
        }
    }
}
