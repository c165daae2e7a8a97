public import CityKit

/// What can be wrong with the register of contractors and with work that is given to them.
public enum ContractorFailure: Failure, Equatable {
    /// The town gives no work to contractors by this way.
    case notOffered
    case unknown
    case nameMissing
    case companyTooLong(length: Int)
    case languageUnknown
    case unitUnknown
    case categoryUnknown
    /// Somebody else has changed the entry.
    case changedMeanwhile
    case tooMany(Int)
    /// It has work that is not over.
    case hasWork
    /// It is not there any more, gets no new work, or not that of this case.
    case contractorGone
    case orderMissing
    case wordsMissing
    case tooLong(field: String, length: Int)
    /// The words name the reporter, or an address or number of the reporter.
    case namesReporter
    case dueMissing
    case dueOutOfRange(CivilDate, CivilDate)
    /// A photo is not released any more.
    case photoGone
    case caseFinished
    /// The link is none that was given out.
    case wrongLink
    case paused(for: Duration)
    /// The work is over: taken back, ended with the case, or long past its day.
    case over
    case answeredAlready
    case seenAlready
    /// As much came by the link as one piece of work needs at most.
    case saidTooOften

    public var kind: FailureKind {
        switch self {
        case .notOffered, .unknown, .wrongLink: .notFound
        case .nameMissing: .invalid(field: "name")
        case .companyTooLong: .invalid(field: "company")
        case .languageUnknown: .invalid(field: "language")
        case .unitUnknown: .invalid(field: "unit")
        case .categoryUnknown: .invalid(field: "category")
        case .contractorGone: .invalid(field: "contractor")
        case .orderMissing, .namesReporter: .invalid(field: "order")
        case .wordsMissing: .invalid(field: "words")
        case .tooLong(let field, _): .invalid(field: field)
        case .dueMissing, .dueOutOfRange: .invalid(field: "due")
        case .photoGone: .invalid(field: "photo")
        case .paused(let pause): .tooMany(retryAfter: pause)
        case .changedMeanwhile, .tooMany, .hasWork, .caseFinished, .over, .answeredAlready, .seenAlready,
            .saidTooOften:
            .conflict
        }
    }

    public var text: Text {
        switch self {
        case .notOffered: Text("contractor.failure.notOffered")
        case .unknown: Text("contractor.failure.unknown")
        case .nameMissing: Text("contractor.failure.nameMissing", ["limit": .number(ContractorDetails.longestName)])
        case .companyTooLong(let length):
            Text(
                "contractor.failure.companyTooLong",
                ["length": .number(length), "limit": .number(ContractorDetails.longestCompany)]
            )
        case .languageUnknown: Text("contractor.failure.languageUnknown")
        case .unitUnknown: Text("contractor.failure.unitUnknown")
        case .categoryUnknown: Text("contractor.failure.categoryUnknown")
        case .changedMeanwhile: Text("contractor.failure.changedMeanwhile")
        case .tooMany(let most): Text("contractor.failure.tooMany", ["limit": .number(most)])
        case .hasWork: Text("contractor.failure.hasWork")
        default: textOfWork
        }
    }

    private var textOfWork: Text {
        switch self {
        case .contractorGone: Text("commission.failure.contractorGone")
        case .orderMissing: Text("commission.failure.orderMissing")
        case .tooLong(_, let length):
            Text(
                "commission.failure.tooLong",
                ["length": .number(length), "limit": .number(CommissionLine.longestWords)]
            )
        case .namesReporter: Text("commission.failure.namesReporter")
        case .dueMissing: Text("commission.failure.dueMissing")
        case .dueOutOfRange(let first, let last):
            Text("commission.failure.dueOutOfRange", ["first": .date(first), "last": .date(last)])
        case .photoGone: Text("commission.failure.photoGone")
        case .caseFinished: Text("commission.failure.caseFinished")
        case .wrongLink: Text("commission.failure.wrongLink")
        case .paused(let pause): Text("commission.failure.paused", ["pause": .text(pause.text)])
        case .over: Text("commission.failure.over")
        case .answeredAlready: Text("commission.failure.answeredAlready")
        case .seenAlready: Text("commission.failure.seenAlready")
        case .saidTooOften: Text("commission.failure.saidTooOften")
        default: Text("commission.failure.wordsMissing")
        }
    }
}
