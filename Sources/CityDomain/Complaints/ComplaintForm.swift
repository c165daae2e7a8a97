import CityKit

/// A complaint as somebody types it, and as somebody of the office enters it: nothing in it has been checked.
public struct ComplaintForm: Personal, Equatable {
    /// A word of `ComplaintSubject`.
    public var subject = ""
    public var name = ""
    public var email = ""
    public var phone = ""
    public var matter = ""
    public var description = ""
    /// `2026-04-20`.
    public var eventDay = ""
    public var demand = ""
    public var justification = ""

    public init() {}

    /// Unicode scalars in the matter.
    public static let longestMatter = 250
    /// Unicode scalars in each of the longer texts.
    public static let longestText = 4_000

    /// Everything that makes two complaints the same or not.
    var parts: [String] {
        [subject, name, email, phone, matter, description, eventDay, demand, justification]
    }

    public subscript(field: ComplaintField) -> String {
        get {
            switch field {
            case .name: name
            case .email: email
            case .phone: phone
            case .matter: matter
            case .description: description
            case .eventDay: eventDay
            case .demand: demand
            case .justification: justification
            case .photo: ""
            }
        }
        set {
            switch field {
            case .name: name = newValue
            case .email: email = newValue
            case .phone: phone = newValue
            case .matter: matter = newValue
            case .description: description = newValue
            case .eventDay: eventDay = newValue
            case .demand: demand = newValue
            case .justification: justification = newValue
            case .photo: break
            }
        }
    }
}

/// A form whose values were checked, all at once.
struct CheckedComplaint {
    let subject: ComplaintSubject
    let content: ComplaintContent
    let eventDay: CivilDate?

    /// Who typed the form, and so what it may lack.
    enum Writer {
        /// Whoever complains: the regulation says what the complaint contains and by when it comes.
        case person
        /// The office, which has to answer what came by letter, whatever it says.
        case office
    }

    /// - Parameter day: of receipt.
    /// - Throws: `Failures` with all that is wrong.
    init(_ form: ComplaintForm, by writer: Writer, of rules: ComplaintRules, in town: Municipality, on day: CivilDate)
        throws
    {
        var check = ComplaintFormCheck(form, writer, rules, in: town, on: day)
        let subject = check.subject()
        let content = check.content()
        let eventDay = check.eventDay()
        guard check.form.failures.isEmpty, let subject else { throw Failures(check.form.failures) }
        (self.subject, self.content, self.eventDay) = (subject, content, eventDay)
    }
}

/// Collects what is wrong with a complaint.
private struct ComplaintFormCheck {
    private let typed: ComplaintForm
    private let writer: CheckedComplaint.Writer
    private let rules: ComplaintRules
    private let town: Municipality
    private let day: CivilDate
    private(set) var form: FormCheck

    init(
        _ typed: ComplaintForm,
        _ writer: CheckedComplaint.Writer,
        _ rules: ComplaintRules,
        in town: Municipality,
        on day: CivilDate
    ) {
        (self.typed, self.writer, self.rules, self.town, self.day) = (typed, writer, rules, town, day)
        form = FormCheck(in: town, on: day)
    }

    mutating func content() -> ComplaintContent {
        // In the order of the town's page, so that what is wrong is told in it.
        for field in rules.form.fields { need(field) }
        if writer == .office, typed.matter.isBlank, typed.description.isBlank {
            form.fail(ComplaintFailure.missing(rules.asks(.matter) ? .matter : .description))
        }
        return ComplaintContent(
            name: form.optional(typed.name) { text throws(PersonNameFailure) in try PersonName(typed: text) },
            email: form.optional(typed.email) { text throws(EmailAddressFailure) in try EmailAddress(typed: text) },
            phone: form.optionalPhone(typed.phone),
            matter: words(.matter, to: ComplaintForm.longestMatter),
            description: words(.description, to: ComplaintForm.longestText),
            demand: words(.demand, to: ComplaintForm.longestText),
            justification: words(.justification, to: ComplaintForm.longestText)
        )
    }

    private mutating func need(_ field: ComplaintField) {
        guard writer == .person, field.isRequired, typed[field].isBlank else { return }
        form.fail(ComplaintFailure.missing(field))
    }

    private mutating func words(_ field: ComplaintField, to limit: Int) -> String? {
        let words = typed[field].trimmingSpaces()
        let length = words.unicodeScalars.count
        if length > limit {
            form.fail(ReportFailure.textTooLong(field: field.rawValue, length: length, limit: limit))
        }
        return words.isEmpty ? nil : words
    }

    /// The day of the event, which is neither ahead nor, in a form of the person, too long ago.
    mutating func eventDay() -> CivilDate? {
        guard rules.asks(.eventDay), !typed.eventDay.isBlank else { return nil }
        guard let event = CivilDate(typed.eventDay.trimmingSpaces()) else {
            form.fail(ComplaintFailure.eventDayMalformed)
            return nil
        }
        if event > day {
            form.fail(ComplaintFailure.eventDayAhead)
        } else if writer == .person, let last = rules.lastDay(after: event, in: town.calendar), day > last {
            form.fail(ComplaintFailure.tooLate(last: last))
        }
        return event
    }

    mutating func subject() -> ComplaintSubject? {
        guard let subject = ComplaintSubject(rawValue: typed.subject) else {
            form.fail(ComplaintFailure.subjectMissing)
            return nil
        }
        if writer == .person, !rules.takes(subject) { form.fail(ComplaintFailure.outOfScope) }
        return subject
    }
}

extension String {
    fileprivate var isBlank: Bool { trimmingSpaces().isEmpty }
}
