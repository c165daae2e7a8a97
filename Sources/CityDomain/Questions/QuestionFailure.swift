public import CityKit

/// What can be wrong with the public answer to a question.
public enum QuestionFailure: Failure, Equatable {
    /// The town has no rule for questions.
    case notOffered
    /// Nobody published an answer under this number.
    case unknown
    /// It is no question, or one that is not answered yet.
    case notAnswered
    case questionMissing
    case answerMissing
    case tooLong(field: String, Int)
    /// Somebody else published, changed or took it away since the page was opened.
    case changedMeanwhile
    case reasonMissing
    /// The public question is the very words of whoever asked.
    case asAsked
    /// The public words hold the name, the address or the number of whoever asked.
    case namesAsker(field: String)

    public var kind: FailureKind {
        switch self {
        case .notOffered, .unknown: .notFound
        case .notAnswered, .changedMeanwhile: .conflict
        case .questionMissing, .asAsked: .invalid(field: "question")
        case .answerMissing: .invalid(field: "answer")
        case .tooLong(let field, _), .namesAsker(let field): .invalid(field: field)
        case .reasonMissing: .invalid(field: "reason")
        }
    }

    public var text: Text {
        switch self {
        case .notOffered: Text("question.failure.notOffered")
        case .unknown: Text("question.failure.unknown")
        case .notAnswered: Text("question.failure.notAnswered")
        case .questionMissing: Text("question.failure.questionMissing")
        case .answerMissing: Text("question.failure.answerMissing")
        case .tooLong(_, let most): Text("question.failure.tooLong", ["limit": .number(most)])
        case .changedMeanwhile: Text("question.failure.changedMeanwhile")
        case .reasonMissing: Text("question.failure.reasonMissing")
        case .asAsked: Text("question.failure.asAsked")
        case .namesAsker: Text("question.failure.namesAsker")
        }
    }
}
