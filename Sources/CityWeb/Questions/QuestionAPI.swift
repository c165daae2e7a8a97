import CityDomain
import CityKit
import HTTPTypes

/// A question that the office answered, as everybody reads it.
struct QuestionAPI: APIValue {
    let number: String
    let topic: String
    let unit: String
    let question: String
    let answer: String
    let publishedAt: String
    let updatedAt: String

    init(_ answered: AnsweredQuestion) {
        number = answered.number.description
        topic = answered.topic.rawValue
        unit = answered.unit.rawValue
        question = answered.text.question
        answer = answered.text.answer
        publishedAt = answered.publishedAt.rfc3339
        updatedAt = answered.updatedAt.rfc3339
    }

    static let schema = JSONSchema.object(
        "AnsweredQuestion",
        "A question with the answer of the office, both in the office’s words; it names nobody.",
        [
            .required("number", .reportNumber),
            .required("topic", .id, "The category of the question."),
            .required("unit", .id, "Which unit signs the answer."),
            .required("question", .echo),
            .required("answer", .echo),
            .required("publishedAt", .moment),
            .required("updatedAt", .moment),
        ]
    )

    static let operations = [list, one, publish, takeDown]

    private static let list = APIOperation(
        "listQuestions",
        .get,
        "questions",
        .reports,
        "Questions that the office answered for everybody, the newest first.",
        access: .everybody,
        parameters: [
            .query("q", .text, "Words of the question or the answer."),
            .query("topic", .id, "Of this category."),
            .after,
            .query("limit", .plain(["type": "integer", "minimum": 1, "maximum": 100]), "Answers on a page; 20 else."),
        ],
        answers: [.ok: "A page of the list."],
        failures: [
            .notFound: "The town takes no questions.",
            .forbidden: "Questions of this topic are for registered residents.",
        ]
    ) { call in
        let form = QuestionQueryForm(call.query, in: call.town)
        if form.topic == nil, !call.query["topic"].isEmpty, call.town.questions != nil {
            throw RequestFailure.mistypedField("topic", expected: "an id of a category of questions")
        }
        let query = form.query(limit: try call.limit())
        let page = try await call.useCases.questions.read(query, for: call.visit.audience, in: call.town)
        return .ok(QuestionListAPI(page))
    }

    private static let one = APIOperation(
        "getQuestion",
        .get,
        "questions/{number}",
        .reports,
        "A question that the office answered for everybody.",
        access: .everybody,
        parameters: [.number],
        answers: [.ok: "The question and its answer."],
        failures: [
            .notFound: "Nothing is published under this number.",
            .forbidden: "Questions of this topic are for registered residents.",
        ]
    ) { call in
        let audience = call.visit.audience
        return .ok(QuestionAPI(try await call.useCases.questions.read.one(call.number(), for: audience, in: call.town)))
    }

    private static let publish = APIOperation(
        "publishAnswer",
        .post,
        "questions/{number}/answer",
        .office,
        "Publishes an answered question in the office’s words, or other words in their place.",
        access: .key(.handleReports),
        parameters: [.number],
        body: .object(
            "PublicAnswer",
            "What everybody will read. What was asked is never published as it was written.",
            [
                .required("question", .words(most: PublicAnswer.longest)),
                .required("answer", .words(most: PublicAnswer.longest)),
                .optional(
                    "replaces",
                    .text.orNull,
                    "`updatedAt` of the published answer that it replaces; absent for the first one."
                ),
            ]
        ),
        answers: [.ok: "What everybody reads now."],
        failures: [
            .notFound: "There is no such question, or the town takes none.",
            .conflict: "It is not answered yet, or somebody else published or changed it.",
        ]
    ) { call in try await call.publishAnswer() }

    private static let takeDown = APIOperation(
        "takeDownAnswer",
        .post,
        "questions/{number}/takedown",
        .office,
        "Takes a published answer away at once.",
        access: .key(.handleReports),
        parameters: [.number],
        body: .object(
            "AnswerTakeDown",
            "Why; the audit log keeps it.",
            [.required("reason", .words(most: PublishAnswers.longestReason))]
        ),
        answers: [.noContent: "Nobody reads it any more."],
        failures: [.notFound: "Nothing is published under this number, or the town takes no questions."]
    ) { call in try await call.takeDownAnswer() }
}

/// A page of the list.
struct QuestionListAPI: APIValue {
    let questions: [QuestionAPI]
    let next: String?

    init(_ page: Page<AnsweredQuestion>) {
        questions = page.elements.map(QuestionAPI.init)
        next = page.next
    }

    static let schema = JSONSchema.object(
        "QuestionList",
        "A page of answered questions.",
        [
            .required("questions", .list(of: QuestionAPI.schema)),
            .optional("next", .text, "For `after`; absent on the last page."),
        ]
    )
}

extension APICall {
    private func answerWork() async throws -> PublishAnswers.Work {
        guard town.questions != nil else { throw QuestionFailure.notOffered }
        let open = try await useCases.readReport.unseen(number(), in: town)
        return PublishAnswers.Work(on: open, by: try caller(), in: town, at: now)
    }

    fileprivate func publishAnswer() async throws -> APIAnswer<QuestionAPI> {
        var fields = try fields()
        let (question, answer, replaces) = (fields.text("question"), fields.text("answer"), fields.text("replaces"))
        try fields.finish()
        let text = try PublicAnswer(question: question, answer: answer)
        let work = try await answerWork()
        let before = try await useCases.questions.publish.stored(work.report, in: town)
        guard replaces == before?.updatedAt.rfc3339 ?? "" else { throw QuestionFailure.changedMeanwhile }
        try await useCases.questions.publish.publish(text, seeing: before?.updatedAt, work)
        guard let stored = try await useCases.questions.publish.stored(work.report, in: town) else {
            throw QuestionFailure.unknown
        }
        return .ok(QuestionAPI(stored))
    }

    fileprivate func takeDownAnswer() async throws -> APIAnswer<NoValue> {
        var fields = try fields()
        let reason = fields.text("reason")
        try fields.finish()
        try await useCases.questions.publish.takeDown(because: reason, answerWork())
        return .noContent
    }
}
