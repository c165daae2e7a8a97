public import CityKit

public enum CategoryFailure: Failure, Equatable {
    /// Letters a–z, digits and hyphens are allowed.
    case idMalformed
    /// There is a category of this id already.
    case idTaken
    case nameMissing(in: Language)
    case groupMissing
    /// Words were given in some languages of the town and not in all.
    case languageMissing(field: String, in: Language)
    case dayMalformed(field: String)
    /// A label, a number or an option of the question with this id.
    case questionIncomplete(String)
    case unknown

    public var kind: FailureKind {
        switch self {
        case .idMalformed, .idTaken: .invalid(field: "id")
        case .nameMissing(let language): .invalid(field: "name-\(language.rawValue)")
        case .groupMissing: .invalid(field: "group")
        case .languageMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .dayMalformed(let field): .invalid(field: field)
        case .questionIncomplete: .invalid(field: "questions")
        case .unknown: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .idMalformed: Text("configuration.category.failure.idMalformed")
        case .idTaken: Text("configuration.category.failure.idTaken")
        case .nameMissing: Text("configuration.category.failure.nameMissing")
        case .groupMissing: Text("configuration.category.failure.groupMissing")
        case .languageMissing: Text("configuration.category.failure.languageMissing")
        case .dayMalformed: Text("configuration.category.failure.dayMalformed")
        case .questionIncomplete(let id):
            Text("configuration.category.failure.questionIncomplete", ["id": .words(id)])
        case .unknown: Text("configuration.category.failure.unknown")
        }
    }
}
