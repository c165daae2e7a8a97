public import CityKit

public enum TemplateFailure: Failure, Equatable {
    case nameMissing
    case nameTooLong(length: Int)
    case wordsMissing
    case wordsTooLong(length: Int)
    /// A gap of this name that no case fills.
    case gapUnknown(String)
    case unitUnknown
    case categoryUnknown
    /// Neither the unit nor the category is one for which the person keeps templates.
    case outOfReach
    case changedMeanwhile
    case gone
    case tooMany(Int)

    public var kind: FailureKind {
        switch self {
        case .nameMissing, .nameTooLong: .invalid(field: "name")
        case .wordsMissing, .wordsTooLong, .gapUnknown: .invalid(field: "words")
        case .unitUnknown, .outOfReach: .invalid(field: "unit")
        case .categoryUnknown: .invalid(field: "category")
        case .changedMeanwhile, .tooMany: .conflict
        case .gone: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .nameMissing: Text("template.failure.nameMissing")
        case .nameTooLong(let length):
            Text(
                "template.failure.nameTooLong",
                ["length": .number(length), "count": .number(TemplateDraft.longestName)]
            )
        case .wordsMissing: Text("template.failure.wordsMissing")
        case .wordsTooLong(let length):
            Text("template.failure.wordsTooLong", ["length": .number(length), "count": .number(Decision.longestText)])
        case .gapUnknown(let name):
            Text(
                "template.failure.gapUnknown",
                [
                    "name": .words("{\(name)}"),
                    "known": .words(TemplateGap.allCases.map(\.token).joined(separator: ", ")),
                ]
            )
        case .unitUnknown: Text("template.failure.unitUnknown")
        case .categoryUnknown: Text("template.failure.categoryUnknown")
        case .outOfReach: Text("template.failure.outOfReach")
        case .changedMeanwhile: Text("template.failure.changedMeanwhile")
        case .gone: Text("template.failure.gone")
        case .tooMany(let most): Text("template.failure.tooMany", ["count": .number(most)])
        }
    }
}
