public import CityKit

public enum SetupFailure: Failure, Equatable {
    /// No such link, or its time is over, or it was used.
    case linkGone
    case missing(field: String)
    case tooLong(field: String, most: Int)
    case profileUnknown
    case languageMissing
    case officeLanguageNotChosen
    case idMalformed
    case idReserved(String)
    case idTaken(String)
    case timeZoneUnknown(String)
    case countryUnknown
    case mailboxMalformed(field: String, typed: String)
    case phoneMalformed
    case markMalformed
    case colourMalformed
    /// White on it, or it on the panels of the page, cannot be read; the nearest darker shade that can is told.
    case colourPale(suggestion: String)
    case shapeMissing
    case centreMalformed
    case radiusMalformed
    case boundaryMissing
    /// What is wrong with an uploaded file.
    case fault(field: String, FileFault)
    case fileMalformed
    /// The file of another installation was chosen as the pattern, and none is there.
    case fileMissing
    /// More than `megabytes`.
    case fileTooLarge(field: String, megabytes: Int)
    /// Another window changed the answers of the step.
    case changedMeanwhile
    /// The setting `public-url` gives a host to a town that is not there, and is not the one that is to be made.
    case hostOfOther(String, not: String)
    case categoryMissing
    /// What the check of the whole town says, which no field is to blame for.
    case town(FileFault)
    /// The steps before are not done.
    case unfinished(SetupStep)

    public var kind: FailureKind {
        switch self {
        case .linkGone: .notFound
        case .missing(let field), .tooLong(let field, _), .mailboxMalformed(let field, _), .fault(let field, _):
            .invalid(field: field)
        case .profileUnknown: .invalid(field: "profile")
        case .languageMissing: .invalid(field: "languages")
        case .officeLanguageNotChosen: .invalid(field: "language")
        case .idMalformed, .idReserved, .idTaken: .invalid(field: "id")
        case .timeZoneUnknown: .invalid(field: "zone")
        case .countryUnknown: .invalid(field: "country")
        case .phoneMalformed: .invalid(field: "phone")
        case .markMalformed: .invalid(field: "mark")
        case .colourMalformed, .colourPale: .invalid(field: "colour")
        case .shapeMissing: .invalid(field: "shape")
        case .centreMalformed: .invalid(field: "latitude")
        case .radiusMalformed: .invalid(field: "radius")
        case .boundaryMissing: .invalid(field: "boundary")
        case .fileMalformed, .fileMissing: .invalid(field: "file")
        case .fileTooLarge(let field, _): .invalid(field: field)
        case .hostOfOther: .invalid(field: "id")
        case .categoryMissing: .invalid(field: "category")
        case .town, .unfinished, .changedMeanwhile: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .linkGone: Text("setup.failure.linkGone")
        case .missing(let field): Text("setup.failure.missing", ["field": .text(.setupField(field))])
        case .tooLong(_, let most): Text("setup.failure.tooLong", ["most": .number(most)])
        case .profileUnknown: Text("setup.failure.profileUnknown")
        case .languageMissing: Text("setup.failure.languageMissing")
        case .officeLanguageNotChosen: Text("setup.failure.officeLanguageNotChosen")
        case .idMalformed: Text("setup.failure.idMalformed")
        case .idReserved(let id): Text("setup.failure.idReserved", ["id": .words(id)])
        case .idTaken(let id): Text("setup.failure.idTaken", ["id": .words(id)])
        case .mailboxMalformed(_, let typed): Text("setup.failure.mailboxMalformed", ["typed": .words(typed)])
        case .fault(_, let fault), .town(let fault): Text("setup.failure.fault", ["fault": fault.said])
        case .unfinished(let step): Text("setup.failure.unfinished", ["step": .text(step.title)])
        default: textOfValue
        }
    }

    private var textOfValue: Text {
        switch self {
        case .timeZoneUnknown(let typed): Text("setup.failure.timeZoneUnknown", ["typed": .words(typed)])
        case .countryUnknown: Text("setup.failure.countryUnknown")
        case .phoneMalformed: Text("setup.failure.phoneMalformed")
        case .markMalformed: Text("setup.failure.markMalformed")
        case .colourMalformed: Text("setup.failure.colourMalformed")
        case .colourPale(let suggestion): Text("setup.failure.colourPale", ["colour": .words(suggestion)])
        case .shapeMissing: Text("setup.failure.shapeMissing")
        case .centreMalformed: Text("setup.failure.centreMalformed")
        case .radiusMalformed: Text("setup.failure.radiusMalformed")
        case .boundaryMissing: Text("setup.failure.boundaryMissing")
        case .fileMalformed: Text("setup.failure.fileMalformed")
        case .fileMissing: Text("setup.failure.fileMissing")
        case .fileTooLarge(_, let megabytes): Text("setup.failure.fileTooLarge", ["megabytes": .number(megabytes)])
        case .changedMeanwhile: Text("setup.failure.changedMeanwhile")
        case .hostOfOther(let other, let id):
            Text("setup.failure.hostOfOther", ["town": .words(other), "id": .words(id)])
        default: Text("setup.failure.categoryMissing")
        }
    }
}

extension SetupStep {
    public var title: Text {
        switch self {
        case .profile: Text("setup.step.profile")
        case .town: Text("setup.step.town")
        case .look: Text("setup.step.look")
        case .place: Text("setup.step.place")
        case .units: Text("setup.step.units")
        case .administrator: Text("setup.step.administrator")
        case .review: Text("setup.step.review")
        }
    }
}
