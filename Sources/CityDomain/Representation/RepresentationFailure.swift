public import CityKit

public enum RepresentationFailure: Failure, Equatable {
    /// The rules of the town do not let anybody act for another.
    case notOffered
    case unknown
    case kindMissing
    case name
    /// A company needs one of eight to 14 digits.
    case registerNumber
    /// Such an authority is about a natural person.
    case registerNumberOfPerson
    case documentNumber
    /// No day, or one that is still to come.
    case documentDate
    case validFrom
    /// No day, one before the first, or one that is over.
    case validTo
    /// So many requests of the account wait already.
    case tooMany(Int)
    /// The office or the owner of the account was faster.
    case decided
    /// The office did not say that it saw the document.
    case documentNotSeen
    /// Nobody has seen that the owner of the account has the names of the account.
    case personNotSeen
    case reasonMissing
    /// The authority to act cannot be used, or not any more.
    case ended

    public var kind: FailureKind {
        switch self {
        case .notOffered, .unknown: .notFound
        case .kindMissing: .invalid(field: "kind")
        case .name: .invalid(field: "name")
        case .registerNumber, .registerNumberOfPerson: .invalid(field: "registerNumber")
        case .documentNumber: .invalid(field: "documentNumber")
        case .documentDate: .invalid(field: "documentDate")
        case .validFrom: .invalid(field: "validFrom")
        case .validTo: .invalid(field: "validTo")
        case .tooMany, .decided, .personNotSeen: .conflict
        case .documentNotSeen: .invalid(field: "seen")
        case .reasonMissing: .invalid(field: "reason")
        case .ended: .invalid(field: "representation")
        }
    }

    public var text: Text {
        switch self {
        case .notOffered: Text("representation.failure.notOffered")
        case .unknown: Text("representation.failure.unknown")
        case .kindMissing: Text("representation.failure.kindMissing")
        case .name: Text("representation.failure.name", ["limit": .number(RepresentationForm.longestName)])
        case .registerNumber: Text("representation.failure.registerNumber")
        case .registerNumberOfPerson: Text("representation.failure.registerNumberOfPerson")
        case .documentNumber:
            Text("representation.failure.documentNumber", ["limit": .number(RepresentationForm.longestNumber)])
        case .documentDate: Text("representation.failure.documentDate")
        case .validFrom: Text("representation.failure.validFrom")
        case .validTo: Text("representation.failure.validTo")
        case .tooMany(let most): Text("representation.failure.tooMany", ["limit": .number(most)])
        case .decided: Text("representation.failure.decided")
        case .documentNotSeen: Text("representation.failure.documentNotSeen")
        case .personNotSeen: Text("representation.failure.personNotSeen")
        case .reasonMissing:
            Text("representation.failure.reasonMissing", ["limit": .number(DecideRepresentation.longestReason)])
        case .ended: Text("representation.failure.ended")
        }
    }
}
