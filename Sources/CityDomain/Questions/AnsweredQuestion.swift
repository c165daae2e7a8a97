public import CityKit

/// What everybody reads of a question: both parts in the words of the office, which leaves out whoever asked.
public struct PublicAnswer: Sendable, Equatable {
    public let question: String
    public let answer: String

    /// Unicode scalars of each part.
    public static let longest = 4_000

    /// - Throws: `QuestionFailure.questionMissing`, `.answerMissing`, `.tooLong`.
    public init(question typed: String, answer said: String) throws(QuestionFailure) {
        let (question, answer) = (typed.trimmingSpaces(), said.trimmingSpaces())
        guard !question.isEmpty else { throw .questionMissing }
        guard !answer.isEmpty else { throw .answerMissing }
        for (field, text) in [("question", question), ("answer", answer)]
        where text.unicodeScalars.count > Self.longest {
            throw .tooLong(field: field, Self.longest)
        }
        (self.question, self.answer) = (question, answer)
    }

    /// What the office published before.
    public init(published question: String, _ answer: String) { (self.question, self.answer) = (question, answer) }

    /// The first sentence of the question, with the sign that makes it one.
    public var title: String {
        let title = PublicText.title(of: question)
        let isAsked = question.ranges(of: title).first.map { question[$0.upperBound...].hasPrefix("?") } ?? false
        return isAsked ? "\(title)?" : title
    }
}

/// A question with its answer as everybody reads them. The type has no room for whoever asked.
public struct AnsweredQuestion: Sendable, Equatable {
    public let number: ReportNumber
    public let topic: ID<Category>
    /// That signs the answer.
    public let unit: ID<Unit>
    public let text: PublicAnswer
    public let publishedAt: Instant
    public let updatedAt: Instant

    public init(
        number: ReportNumber,
        topic: ID<Category>,
        unit: ID<Unit>,
        text: PublicAnswer,
        publishedAt: Instant,
        updatedAt: Instant
    ) {
        self.number = number
        self.topic = topic
        self.unit = unit
        self.text = text
        self.publishedAt = publishedAt
        self.updatedAt = updatedAt
    }
}

/// A question that the same person asked before, as the office is told of it.
public struct EarlierQuestion: Sendable, Equatable, UnitsCase {
    public let number: ReportNumber
    public let unit: ID<Unit>
    public let category: ID<Category>
    public let status: ReportStatus
    public let receivedAt: Instant

    public init(
        number: ReportNumber,
        unit: ID<Unit>,
        category: ID<Category>,
        status: ReportStatus,
        receivedAt: Instant
    ) {
        self.number = number
        self.unit = unit
        self.category = category
        self.status = status
        self.receivedAt = receivedAt
    }
}

/// Which published answers somebody wants to see, the newest first.
public struct QuestionQuery: Sendable, Equatable {
    /// Words of the question or the answer, as `SearchWords` makes them; all of them must be there.
    public let words: [String]
    public let topic: ID<Category>?
    /// Topics that are not listed for the reader.
    public internal(set) var unlisted: [ID<Category>] = []
    /// `next` of the page before.
    public let after: String?
    public let limit: Int

    public init(words: [String] = [], topic: ID<Category>? = nil, after: String? = nil, limit: Int) {
        self.words = words
        self.topic = topic
        self.after = after
        self.limit = limit
    }
}
