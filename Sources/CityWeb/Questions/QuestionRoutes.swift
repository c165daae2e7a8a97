import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What the office answered to questions, for everybody: the list, one answer, a feed.
struct QuestionRoutes {
    let site: Site

    private static let pageSize = 20

    private var read: ReadQuestions { site.useCases.questions.read }

    func add(to router: Router<CityContext>) {
        router.get("/:town/questions") { request, context in try await list(site.visit(request, context)) }
        router.get("/:town/questions.atom") { request, context in try await feed(site.visit(request, context)) }
        router.get("/:town/questions/:number") { request, context in
            let visit = try site.visit(request, context)
            try visit.needs(.reports)
            let answer = try await read.one(visit.questionNumber, for: visit.audience, in: visit.town)
            return AnsweredQuestionPage(answer: answer).response(visit)
        }
        AnsweredRoutes(site: site).add(to: router)
    }

    private func list(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = QuestionQueryForm(try visit.query(), in: visit.town)
        let answers = try await read(form.query(limit: Self.pageSize), for: visit.audience, in: visit.town)
        return QuestionListPage(form: form, answers: answers).response(visit)
    }

    private func feed(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = QuestionQueryForm(try visit.query(), in: visit.town)
        let answers = try await read(form.query(limit: ReportFeed.length), for: visit.audience, in: visit.town)
        return QuestionFeed(form: form, answers: answers.elements).response(visit)
    }
}

/// The questions of the list as they stand in its address: `?q=…&topic=…`.
struct QuestionQueryForm {
    let typed: String
    let topic: ID<CityDomain.Category>?
    private let after: String

    /// A topic that the town does not know is left out.
    init(_ fields: FormData, in town: Municipality) {
        typed = fields["q"].trimmingSpaces()
        topic = town.category(ID(fields["topic"])).flatMap { town.takesQuestions($0.kind) ? $0.id : nil }
        after = fields["after"]
    }

    var isNarrowed: Bool { !typed.isEmpty || topic != nil }

    func query(limit: Int) -> QuestionQuery {
        QuestionQuery(
            words: Array(SearchWords.of(typed).prefix(SearchWords.most)),
            topic: topic,
            after: after.isEmpty ? nil : after,
            limit: limit
        )
    }

    /// The address of `page` with the same questions.
    func path(_ page: String, after: String? = nil) -> String {
        let all: [(String, String?)] = [
            ("q", typed.isEmpty ? nil : typed), ("topic", topic?.rawValue), ("after", after),
        ]
        let pairs = all.compactMap { name, value in value.map { "\(name)=\($0.escapedInQuery)" } }
        return pairs.isEmpty ? page : "\(page)?\(pairs.joined(separator: "&"))"
    }
}

extension Visit {
    /// The words for where a report of a category stands: a question that is done is answered.
    func status(_ status: ReportStatus, of category: ID<CityDomain.Category>) -> Text {
        town.category(category)?.kind.text(of: status) ?? status.text
    }

    /// What everybody reads of the question with this number; nil where the office published nothing, or not for this reader.
    func publicAnswer(_ number: ReportNumber) async throws -> AnsweredQuestion? {
        guard town.questions != nil else { return nil }
        do {
            return try await site.useCases.questions.read.one(number, for: audience, in: town)
        } catch QuestionFailure.unknown, ReportFailure.registeredOnly {
            return nil
        }
    }

    /// - Throws: `QuestionFailure.unknown` where the path has no number of a report.
    var questionNumber: ReportNumber {
        get throws {
            guard let number = ReportNumber(parameter("number")) else { throw QuestionFailure.unknown }
            return number
        }
    }
}
