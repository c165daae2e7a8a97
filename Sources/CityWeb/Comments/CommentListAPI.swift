import CityDomain
import CityKit
import HTTPTypes

/// Comments under a report, as programs read them.
struct CommentListAPI: APIValue {
    struct Line: Encodable {
        let id: String
        let by: String
        let unit: String?
        let words: String
        let isEdited: Bool
        let writtenAt: String
        let publishedAt: String
    }

    let comments: [Line]

    init(_ comments: [PublicComment]) {
        self.comments = comments.map { comment in
            Line(
                id: comment.id.rawValue,
                by: comment.voice.word.rawValue,
                unit: comment.voice.unit?.rawValue,
                words: comment.words,
                isEdited: comment.wording == .edited,
                writtenAt: comment.writtenAt.rfc3339,
                publishedAt: comment.publishedAt.rfc3339
            )
        }
    }

    static let schema = JSONSchema.object(
        "CommentList",
        "What the office published under a report, in the order of writing.",
        [.required("comments", .list(of: line))]
    )

    private static let line = JSONSchema.object(
        "Comment",
        "A comment; it names nobody.",
        [
            .required("id", .id),
            .required("by", .word(CommentSpeaker.self), "Who speaks: whoever sent the report, a resident, the office."),
            .optional("unit", .id, "Of the office, where it speaks."),
            .required("words", .echo),
            .required("isEdited", .flag, "Whether the office changed the words."),
            .required("writtenAt", .moment),
            .required("publishedAt", .moment),
        ]
    )

    static let operations = [list, waiting, decide, answer]

    private static let list = APIOperation(
        "listComments",
        .get,
        "reports/{number}/comments",
        .reports,
        "Comments that the office published under a report.",
        details: "Residents write comments on the page of the report, where they are signed in.",
        access: .everybody,
        parameters: [.number],
        answers: [.ok: "The comments."],
        failures: [
            .notFound: "The town has no comments, or the report is not public.",
            .forbidden: "Reports of this category are for registered residents.",
        ]
    ) { call in
        let comments = try await call.useCases.comments.read(
            call.number(),
            for: call.visit.audience,
            in: call.town
        )
        return .ok(CommentListAPI(comments))
    }

    private static let waiting = APIOperation(
        "listWaitingComments",
        .get,
        "office/comments",
        .office,
        "Comments that the office has to look at, the oldest first: those that wait, and those somebody said something against.",
        access: .key(.handleReports),
        answers: [.ok: "At most \(ModerateComments.most) comments. None says who wrote it."]
    ) { call in
        .ok(OfficeCommentListAPI(try await call.useCases.comments.moderate.queue(call.moderation())))
    }

    private static let decide = APIOperation(
        "decideComment",
        .post,
        "office/comments/{comment}/decision",
        .office,
        "Publishes a comment, refuses it, takes it down, or leaves it although somebody said something against it.",
        access: .key(.handleReports),
        parameters: [.path("comment", .id, "The comment.")],
        body: .object(
            "CommentDecision",
            "What becomes of the comment.",
            [
                .required("decision", .word(CommentAct.self)),
                .optional(
                    "words",
                    .text(most: ModerateComments.longestWords).orNull,
                    "What everybody reads; else what was written."
                ),
                .optional(
                    "ground",
                    .word(RejectionReason.self).orNull,
                    "The kind of forbidden content, where the regulation names it."
                ),
                .optional(
                    "reason",
                    .text(most: ModerateComments.longestReason).orNull,
                    "Why it is refused or taken down; a letter says it to whoever wrote it. Must be there without a ground."
                ),
            ]
        ),
        answers: [.ok: "The comment as it is now."],
        failures: [
            .notFound: "There is no such comment.",
            .conflict: "It was decided already, or the data of whoever wrote it are restricted.",
        ]
    ) { call in try await call.decideComment() }

    private static let answer = APIOperation(
        "answerComments",
        .post,
        "reports/{number}/comments",
        .office,
        "Writes under a report in the name of the office; everybody reads it at once.",
        access: .key(.handleReports),
        parameters: [.number],
        body: .object(
            "OfficeComment",
            "What the office says.",
            [.required("words", .words(most: ModerateComments.longestWords))]
        ),
        answers: [.created: "What everybody reads under the report now."],
        failures: [
            .notFound: "The town has no comments, or the report is not public.",
            .conflict: "The report takes no comments any more.",
        ]
    ) { call in try await call.answerComments() }
}

/// Who speaks, in a word.
enum CommentSpeaker: String, CaseIterable {
    case reporter, resident, office
}

/// A comment as the office's programs read it.
struct OfficeCommentAPI: APIValue {
    let id: String
    let number: String
    let by: String
    let words: String
    let writtenAt: String
    let state: String
    let decidedAt: String?
    let published: String?
    let ground: String?
    let reason: String?
    let flags: Int

    init(_ open: OpenComment) {
        let comment = open.comment
        id = comment.id.rawValue
        number = open.report.number.description
        by = comment.voice.word.rawValue
        words = open.words ?? ""
        writtenAt = comment.writtenAt.rfc3339
        state = comment.state.rawValue
        decidedAt = comment.decidedAt?.rfc3339
        published = comment.published?.words
        ground = comment.ground?.rawValue
        reason = open.reason
        flags = comment.flags
    }

    static let schema = JSONSchema.object(
        "ModeratedComment",
        "A comment as the office decides about it. It does not say who wrote it.",
        [
            .required("id", .id),
            .required("number", .reportNumber, "Of the report."),
            .required("by", .word(CommentSpeaker.self)),
            .required("words", .echo, "As they were written."),
            .required("writtenAt", .moment),
            .required("state", .word(ReportComment.State.self)),
            .optional("decidedAt", .moment),
            .optional("published", .echo, "What everybody reads."),
            .optional("ground", .word(RejectionReason.self), "The kind of forbidden content, where one was named."),
            .optional("reason", .echo, "Why it was refused or taken down."),
            .required("flags", .count, "How many said that it should not be there, since the office looked last."),
        ]
    )
}

struct OfficeCommentListAPI: APIValue {
    let comments: [OfficeCommentAPI]

    init(_ comments: [OpenComment]) { self.comments = comments.map(OfficeCommentAPI.init) }

    static let schema = JSONSchema.object(
        "ModeratedCommentList",
        "Comments for the office.",
        [.required("comments", .list(of: OfficeCommentAPI.schema))]
    )
}

extension CommentVoice {
    fileprivate var word: CommentSpeaker {
        switch self {
        case .reporter: .reporter
        case .resident: .resident
        case .office: .office
        }
    }

    fileprivate var unit: ID<CityDomain.Unit>? { if case .office(let unit) = self { unit } else { nil } }
}

extension APICall {
    fileprivate func moderation() throws -> ModerateComments.Work {
        ModerateComments.Work(by: try caller(), in: town, at: now)
    }

    fileprivate func decideComment() async throws -> APIAnswer<OfficeCommentAPI> {
        var fields = try fields()
        let decision = fields.word(CommentAct.self, "decision")
        let (words, reason) = (fields.text("words"), fields.text("reason"))
        let ground = fields.word(RejectionReason.self, "ground")
        try fields.finish()
        let (moderate, work) = (useCases.comments.moderate, try moderation())
        let id = visit.comment
        switch decision {
        case .publish:
            let written = words.isEmpty ? try await moderate.open(id, work).open.words ?? "" : words
            try await moderate.publish(id, words: written, work)
        case .refuse: try await moderate.refuse(id, for: ground, because: reason, work)
        case .takeDown: try await moderate.takeDown(id, for: ground, because: reason, work)
        case .keep: try await moderate.keep(id, work)
        case nil: throw ReportFailure.fieldMissing("decision")
        }
        return .ok(OfficeCommentAPI(try await moderate.open(id, work).open))
    }

    fileprivate func answerComments() async throws -> APIAnswer<CommentListAPI> {
        var fields = try fields()
        let words = fields.text("words")
        try fields.finish()
        let report = try await useCases.readReport.unseen(number(), in: town).report
        try await useCases.comments.moderate.answer(on: report, words: words, moderation())
        return .created(CommentListAPI(try await useCases.comments.read.of(report, in: town)))
    }
}
