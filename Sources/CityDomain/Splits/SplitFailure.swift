public import CityKit

/// Why no part can be split off a case.
public enum SplitFailure: Failure, Equatable {
    case finished
    /// The case is a part itself.
    case isPart(of: ReportNumber)
    case joined(to: ReportNumber)
    /// It has as many parts as a case can have.
    case tooMany
    /// The category is for questions, which only a resident can ask.
    case question
    /// There is no end of a part that anybody would have to know of.
    case nothingEnded

    public var kind: FailureKind {
        switch self {
        case .question: .invalid(field: "category")
        case .finished, .isPart, .joined, .tooMany, .nothingEnded: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .finished: Text("split.failure.finished")
        case .isPart(let origin): Text("split.failure.isPart", ["number": .words(origin.description)])
        case .joined(let leading): Text("split.failure.joined", ["number": .words(leading.description)])
        case .tooMany: Text("split.failure.tooMany", ["most": .number(Split.most)])
        case .question: Text("split.failure.question")
        case .nothingEnded: Text("split.failure.nothingEnded")
        }
    }
}
