public import CityKit

/// What can be wrong with a complaint, and with what the office does about one.
public enum ComplaintFailure: Failure, Equatable {
    /// The town takes no complaints here.
    case notOffered
    case subjectMissing
    /// The regulation wants complaints about the service alone.
    case outOfScope
    case missing(ComplaintField)
    case eventDayMalformed
    case eventDayAhead
    /// The last day on which a complaint about that event could come is over.
    case tooLate(last: CivilDate)
    /// The same form was sent before, with other words.
    case sentBefore(ComplaintNumber)
    /// Too many from one place or to one address; the next one counts after this time.
    case tooMany(retryAfter: Duration)
    case wrongLink
    case unknown
    case originMissing
    case receiptMalformed
    case receiptAhead
    case outcomeMissing
    /// There are none, or they are too long.
    case wordsMissing
    /// Somebody else was quicker; the answer stands.
    case answered
    case notAnswered
    /// Something was added after the page was opened.
    case changedMeanwhile
    /// The person behind it was erased.
    case erased

    public var kind: FailureKind {
        switch self {
        case .notOffered, .wrongLink, .unknown: .notFound
        case .subjectMissing, .outOfScope: .invalid(field: "subject")
        case .missing(let field): .invalid(field: field.rawValue)
        case .eventDayMalformed, .eventDayAhead, .tooLate: .invalid(field: ComplaintField.eventDay.rawValue)
        case .originMissing: .invalid(field: "origin")
        case .receiptMalformed, .receiptAhead: .invalid(field: "receivedOn")
        case .outcomeMissing: .invalid(field: "outcome")
        case .wordsMissing: .invalid(field: "words")
        case .tooMany(let pause): .tooMany(retryAfter: pause)
        case .sentBefore, .answered, .notAnswered, .changedMeanwhile, .erased: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .notOffered: Text("complaint.failure.notOffered")
        case .subjectMissing: Text("complaint.failure.subjectMissing")
        case .outOfScope: Text("complaint.failure.outOfScope")
        case .missing(let field): Text("complaint.failure.missing.\(field.rawValue)")
        case .eventDayMalformed: Text("complaint.failure.eventDayMalformed")
        case .eventDayAhead: Text("complaint.failure.eventDayAhead")
        case .tooLate(let last): Text("complaint.failure.tooLate", ["last": .date(last)])
        case .sentBefore(let number): Text("complaint.failure.sentBefore", ["number": .words(number.description)])
        case .tooMany: Text("complaint.failure.tooMany")
        case .wrongLink: Text("complaint.failure.wrongLink")
        case .unknown: Text("complaint.failure.unknown")
        case .originMissing: Text("complaint.failure.originMissing")
        case .receiptMalformed: Text("complaint.failure.receiptMalformed")
        case .receiptAhead: Text("complaint.failure.receiptAhead")
        case .outcomeMissing: Text("complaint.failure.outcomeMissing")
        case .wordsMissing:
            Text("complaint.failure.wordsMissing", ["limit": .number(HandleComplaints.longestWords)])
        case .answered: Text("complaint.failure.answered")
        case .notAnswered: Text("complaint.failure.notAnswered")
        case .changedMeanwhile: Text("complaint.failure.changedMeanwhile")
        case .erased: Text("complaint.failure.erased")
        }
    }
}
