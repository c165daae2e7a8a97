public import CityKit

/// What can be wrong with a report or a decision about one.
public enum ReportFailure: Failure, Equatable {
    case moveNotAllowed(from: ReportStatus, to: ReportStatus)
    case justificationMissing(to: ReportStatus, Clause?)
    case solutionMissing(to: ReportStatus, Clause?)
    case rejectionReasonMissing
    case rejectionReasonUnknown(RejectionReason)
    /// A duplicate without the number of the report that came before it.
    case earlierReportMissing(Clause?)
    case earlierReportUnknown
    case handOverNotAllowed
    case unitUnknown
    case questionNotAllowed
    /// Another question to the reporter is open.
    case isWaiting
    /// The question was answered, or the report closed, before the answer came.
    case notWaiting
    case nothingToCorrect
    /// The rules or the status do not let the report be opened again.
    case reopeningNotAllowed
    /// The reporter could open it again until this day.
    case reopeningOver(since: CivilDate)
    /// The reporter has opened it again once.
    case reopenedBefore
    /// The office has decided; the reporter can no longer change or withdraw the report.
    case decidedAlready
    /// Other reports are joined to it, so that its reporter cannot take it back.
    case leadsOthers
    /// It is rejected as a duplicate of this one, to which it is joined.
    case joined(to: ReportNumber)
    /// Parts that were split off it have not ended.
    case partsOpen([ReportNumber])
    /// It is a part; its reporter stands in the case that it came of.
    case noReporter(first: ReportNumber)
    case publicationNotAllowed
    case notPublished
    /// Length and limit in Unicode scalars.
    case textTooLong(field: String, length: Int, limit: Int)
    /// Somebody else moved the report after the page was opened.
    case movedMeanwhile
    case notFound
    /// The town lists reports of this category for registered residents.
    case registeredOnly
    case wrongSecret
    /// Too many wrong secrets; the next one counts after this time.
    case secretPaused(for: Duration)
    /// The reporter changed the words too often; the next change counts after this time.
    case amendedTooOften(for: Duration)
    /// The program gave another update this name before.
    case updateKnown
    /// The client key was used before with another body.
    case clientKeyReused
    case accountNeeded
    /// The town has ended the service.
    case serviceEnded(since: CivilDate)
    case fieldMissing(String)
    /// Words still have a gap that was to be filled.
    case gapLeft(field: String, TemplateGap)
    /// There is something in the field, and it cannot be what is asked for.
    case fieldMalformed(String)
    case categoryUnknown
    /// A temporary category outside of its days.
    case categoryNotOffered
    /// An answer to a field that the category does not have.
    case fieldUnknown(String)
    case placeMissing
    case pointOutOfRange
    /// The point is not in the town, by its name.
    case placeOutside(LocalizedText)
    /// The point is in the town, but not on land that it looks after.
    case placeNotManaged(LocalizedText)
    case termsNotAccepted
    case termsOutdated
    case ageNotDeclared(years: Int)
    case emailNeeded
    /// The report has an address already.
    case emailGiven

    public var kind: FailureKind {
        switch self {
        case .moveNotAllowed, .movedMeanwhile, .updateKnown, .handOverNotAllowed, .questionNotAllowed,
            .isWaiting,
            .notWaiting, .nothingToCorrect, .reopeningNotAllowed, .reopeningOver, .reopenedBefore, .decidedAlready,
            .leadsOthers, .joined, .partsOpen, .noReporter, .publicationNotAllowed, .notPublished, .emailGiven:
            .conflict
        case .earlierReportMissing, .earlierReportUnknown: .invalid(field: "earlier")
        case .unitUnknown: .invalid(field: "unit")
        case .justificationMissing: .invalid(field: "justification")
        case .solutionMissing: .invalid(field: "solution")
        case .rejectionReasonMissing, .rejectionReasonUnknown: .invalid(field: "rejection")
        case .textTooLong(let field, _, _), .fieldMissing(let field), .fieldMalformed(let field),
            .gapLeft(let field, _):
            .invalid(field: field)
        case .notFound, .wrongSecret: .notFound
        case .clientKeyReused: .invalid(field: "Idempotency-Key")
        case .accountNeeded, .registeredOnly, .serviceEnded: .forbidden
        case .secretPaused(let pause), .amendedTooOften(let pause): .tooMany(retryAfter: pause)
        case .categoryUnknown, .categoryNotOffered: .invalid(field: "category")
        case .fieldUnknown(let id): .invalid(field: Submission.name(of: ID(id)))
        case .placeMissing: .invalid(field: "address")
        case .pointOutOfRange, .placeOutside, .placeNotManaged: .invalid(field: "point")
        case .termsNotAccepted, .termsOutdated: .invalid(field: "terms")
        case .ageNotDeclared: .invalid(field: "age")
        case .emailNeeded: .invalid(field: "email")
        }
    }

    public var text: Text {
        switch self {
        case .moveNotAllowed(let from, let to):
            Text("report.failure.moveNotAllowed", ["from": .text(from.text), "to": .text(to.text)])
        case .justificationMissing(let to, _): Text("report.failure.justificationMissing", ["status": .text(to.text)])
        case .solutionMissing(let to, _): Text("report.failure.solutionMissing", ["status": .text(to.text)])
        case .rejectionReasonMissing: Text("report.failure.rejectionReasonMissing")
        case .rejectionReasonUnknown: Text("report.failure.rejectionReasonUnknown")
        case .earlierReportMissing: Text("report.failure.earlierReportMissing")
        case .earlierReportUnknown: Text("report.failure.earlierReportUnknown")
        case .handOverNotAllowed, .unitUnknown, .questionNotAllowed, .isWaiting, .notWaiting, .nothingToCorrect,
            .reopeningNotAllowed, .reopeningOver, .reopenedBefore, .decidedAlready, .leadsOthers, .joined,
            .partsOpen, .noReporter, .publicationNotAllowed, .notPublished:
            handlingText
        case .textTooLong, .fieldMissing, .gapLeft, .fieldMalformed, .fieldUnknown: fieldText
        case .movedMeanwhile: Text("report.failure.movedMeanwhile")
        case .notFound, .registeredOnly, .wrongSecret, .secretPaused: openingText
        case .amendedTooOften(let pause): Text("report.failure.amendedTooOften", ["pause": .text(pause.text)])
        case .updateKnown: Text("report.failure.updateKnown")
        case .clientKeyReused: Text("report.failure.clientKeyReused")
        case .serviceEnded(let day): Text("report.failure.serviceEnded", ["day": .date(day)])
        case .accountNeeded: Text("report.failure.accountNeeded")
        case .categoryNotOffered: Text("report.failure.categoryNotOffered")
        case .categoryUnknown: Text("report.failure.categoryUnknown")
        case .placeMissing: Text("report.failure.placeMissing")
        case .pointOutOfRange: Text("report.failure.pointOutOfRange")
        case .placeOutside(let town): Text("report.failure.placeOutside", ["town": .text(.localized(town))])
        case .placeNotManaged(let town): Text("report.failure.placeNotManaged", ["town": .text(.localized(town))])
        case .termsNotAccepted: Text("report.failure.termsNotAccepted")
        case .termsOutdated: Text("report.failure.termsOutdated")
        case .ageNotDeclared(let years): Text("report.failure.ageNotDeclared", ["years": .number(years)])
        case .emailNeeded: Text("report.failure.emailNeeded")
        case .emailGiven: Text("report.failure.emailGiven")
        }
    }

    /// The words for what is wrong with one field of a form.
    private var fieldText: Text {
        switch self {
        case .textTooLong(let field, let length, let limit):
            Text(
                "report.failure.textTooLong",
                ["field": .text(Self.label(of: field)), "count": .number(length - limit), "limit": .number(limit)]
            )
        case .fieldMissing(let field): Text("report.failure.missing.\(field)")
        case .gapLeft(_, let gap):
            Text("report.failure.gapLeft", ["gap": .words(gap.token), "meaning": .text(gap.text)])
        case .fieldMalformed(let field): Text("report.failure.malformed.\(field)")
        case .fieldUnknown(let id): Text("report.failure.fieldUnknown", ["field": .words(id)])
        default: Text("")
        }
    }

    /// The words for what stands in the way of the office's and the reporter's work on a case.
    private var handlingText: Text {
        switch self {
        case .handOverNotAllowed: Text("report.failure.handOverNotAllowed")
        case .unitUnknown: Text("report.failure.unitUnknown")
        case .questionNotAllowed: Text("report.failure.questionNotAllowed")
        case .isWaiting: Text("report.failure.isWaiting")
        case .notWaiting: Text("report.failure.notWaiting")
        case .nothingToCorrect: Text("report.failure.nothingToCorrect")
        case .reopeningNotAllowed: Text("report.failure.reopeningNotAllowed")
        case .reopeningOver(let day): Text("report.failure.reopeningOver", ["day": .date(day)])
        case .reopenedBefore: Text("report.failure.reopenedBefore")
        case .decidedAlready: Text("report.failure.decidedAlready")
        case .leadsOthers: Text("report.failure.leadsOthers")
        case .joined(let leading): Text("report.failure.joined", ["number": .words(leading.description)])
        case .partsOpen(let parts):
            Text(
                "report.failure.partsOpen",
                [
                    "count": .number(parts.count),
                    "numbers": .words(parts.map(\.description).joined(separator: ", ")),
                ]
            )
        case .noReporter(let first): Text("report.failure.noReporter", ["number": .words(first.description)])
        case .publicationNotAllowed: Text("report.failure.publicationNotAllowed")
        default: Text("report.failure.notPublished")
        }
    }

    /// The words for what stands in the way of opening a report.
    private var openingText: Text {
        switch self {
        case .registeredOnly: Text("report.failure.registeredOnly")
        case .wrongSecret: Text("report.failure.wrongSecret")
        case .secretPaused(let pause): Text("report.failure.secretPaused", ["pause": .text(pause.text)])
        default: Text("report.failure.notFound")
        }
    }

    /// What the form calls the field.
    private static func label(of field: String) -> Text {
        switch field {
        case "justification", "solution": Text("case.\(field)")
        case "note": Text("case.work.handOver.note")
        case "question": Text("case.work.ask.question")
        case "reason": Text("case.work.correct.reason")
        case "reply": Text("case.work.reply.reply")
        default: Text("report.field.\(field)")
        }
    }
}

extension ReportStatus {
    /// The word residents see.
    public var text: Text { Text("report.status.\(rawValue)") }
}

extension RejectionReason {
    public var text: Text { Text("report.rejection.\(rawValue)") }
}

extension DeadlineName {
    public var text: Text { Text("report.deadline.\(rawValue)") }
}
