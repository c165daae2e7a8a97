public import CityKit

/// Shows everybody what the office answered to questions, as far as the town lists their topics for the audience. All throw
/// `QuestionFailure.notOffered`.
public struct ReadQuestions: Sendable {
    private let questions: any QuestionStore

    public init(questions: any QuestionStore) { self.questions = questions }

    /// - Throws: `ReportFailure.registeredOnly` for a topic that is kept from the audience.
    public func callAsFunction(_ query: QuestionQuery, for audience: Audience, in town: Municipality) async throws
        -> Page<AnsweredQuestion>
    {
        guard town.questions != nil else { throw QuestionFailure.notOffered }
        if let topic = query.topic, !town.lists(topic, for: audience) { throw ReportFailure.registeredOnly }
        var query = query
        query.unlisted = town.topics(keptFrom: audience)
        return try await questions.answers(query, in: town.id)
    }

    /// - Throws: `QuestionFailure.unknown`; `ReportFailure.registeredOnly`.
    public func one(_ number: ReportNumber, for audience: Audience, in town: Municipality) async throws
        -> AnsweredQuestion
    {
        guard town.questions != nil else { throw QuestionFailure.notOffered }
        guard let answer = try await questions.answer(number, in: town.id) else { throw QuestionFailure.unknown }
        guard town.lists(answer.topic, for: audience) else { throw ReportFailure.registeredOnly }
        return answer
    }

    /// Answers that perhaps say what somebody is about to ask, those that share most words first.
    public func similar(to typed: String, for audience: Audience, in town: Municipality) async throws
        -> [AnsweredQuestion]
    {
        guard let rules = town.questions, rules.suggestions > 0 else { return [] }
        let words = Self.telling(typed)
        guard !words.isEmpty else { return [] }
        return try await questions.answers(
            having: words,
            atLeast: min(words.count, Self.fewestShared),
            unlisted: town.topics(keptFrom: audience),
            limit: rules.suggestions,
            in: town.id
        )
    }

    /// The words that tell what a question is about: the short ones are those of all questions.
    static func telling(_ typed: String) -> [String] {
        Array(SearchWords.of(typed).filter { $0.count >= shortestTelling }.prefix(mostTelling))
    }

    private static let shortestTelling = 4
    /// Nobody asks with more; a longer text is a story.
    private static let mostTelling = 40
    /// One shared word is chance.
    private static let fewestShared = 2
}

extension Municipality {
    fileprivate func topics(keptFrom audience: Audience) -> [ID<Category>] {
        categories.filter { takesQuestions($0.kind) && !$0.isListed(for: audience) }.map(\.id)
    }
}
