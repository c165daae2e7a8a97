import CityDomain
import CityKit
import HTTPTypes

/// Reports that were put aside, as programs of the office judge them.
struct AsideAPI: APIValue {
    struct Reason: Encodable {
        let rule: String
        let found: Int
        let allowed: Int
    }

    let number: String
    let category: String
    let description: String
    let address: String?
    let receivedAt: String
    let until: String
    let outcome: String
    let lines: Int
    let reasons: [Reason]

    init(_ opened: JudgeAside.Opened) {
        let (aside, report) = (opened.aside, opened.aside.report)
        number = report.number.description
        category = report.category.rawValue
        description = opened.content.description
        address = opened.content.place.address
        receivedAt = report.receivedAt.rfc3339
        until = aside.until.rfc3339
        outcome = aside.outcome.rawValue
        lines = aside.lines
        reasons = aside.reasons.map { Reason(rule: $0.rule.rawValue, found: $0.found, allowed: $0.allowed) }
    }

    static let schema = JSONSchema.object(
        "PutAsideReport",
        "A report that was put aside as perhaps abuse. It does not say who sent it.",
        [
            .required("number", .reportNumber),
            .required("category", .id),
            .required("description", .echo, "As it was written."),
            .optional("address", .echo),
            .required("receivedAt", .moment, "From which its terms run."),
            .required("until", .moment, "When it goes on by itself."),
            .required("outcome", .word(AsideOutcome.self), "What became of it."),
            .required("lines", .count, "Lines of its history; goes into `seen` of a verdict."),
            .required("reasons", .list(of: reason), "The rules that it met."),
        ]
    )

    private static let reason = JSONSchema.object(
        "PutAsideReason",
        "A rule that a report met.",
        [
            .required("rule", .word(AbuseRule.self)),
            .required("found", .count, "How much there was, this report included."),
            .required("allowed", .count, "How much the town allows."),
        ]
    )

    static let operations = [list, judge]

    private static let list = APIOperation(
        "listPutAsideReports",
        .get,
        "office/aside",
        .office,
        "Reports that wait for a moderator, the one with the least time first.",
        access: .key(.judgeReports),
        answers: [.ok: "At most \(JudgeAside.most) reports. None says who sent it."]
    ) { call in
        .ok(AsideListAPI(try await call.useCases.casework.abuse.judge.queue(call.judging())))
    }

    private static let judge = APIOperation(
        "judgePutAsideReport",
        .post,
        "office/aside/{number}/verdict",
        .office,
        "Lets a report that waits go on, or refuses it; a letter tells its reporter why.",
        access: .key(.judgeReports),
        parameters: [.number],
        body: .object(
            "Verdict",
            "What becomes of the report.",
            [
                .required("verdict", .word(AsideAct.self)),
                .required("seen", .count, "Lines of its history when it was looked at."),
                .optional("ground", .word(RejectionReason.self).orNull, "Must be there for a refusal: what it breaks."),
                .optional(
                    "justification",
                    .text(most: Decision.longestText).orNull,
                    "Must be there for a refusal: the words of the letter."
                ),
            ]
        ),
        answers: [.ok: "The report as it is now."],
        failures: [
            .notFound: "There is no such report.",
            .conflict: "It does not wait, or changed since it was looked at.",
        ]
    ) { call in try await call.judgeAside() }
}

struct AsideListAPI: APIValue {
    let reports: [AsideAPI]

    init(_ opened: [JudgeAside.Opened]) { reports = opened.map(AsideAPI.init) }

    static let schema = JSONSchema.object(
        "PutAsideList",
        "Reports for moderators.",
        [.required("reports", .list(of: AsideAPI.schema))]
    )
}

extension APICall {
    fileprivate func judging() throws -> JudgeAside.Work { JudgeAside.Work(by: try caller(), in: town, at: now) }

    fileprivate func judgeAside() async throws -> APIAnswer<AsideAPI> {
        var fields = try fields()
        let act = fields.word(AsideAct.self, "verdict")
        let seen = Double(fields.number("seen")).flatMap { Int(exactly: $0) } ?? -1
        let ground = fields.word(RejectionReason.self, "ground")
        let justification = fields.text("justification")
        try fields.finish()
        guard let act else { throw ReportFailure.fieldMissing("verdict") }
        let (judge, number, work) = (useCases.casework.abuse.judge, try number(), try judging())
        switch (act, ground) {
        case (.release, _): try await judge(number, seen: seen, .release, work)
        case (.refuse, let ground?):
            try await judge(number, seen: seen, .refuse(ground, justification: justification), work)
        case (.refuse, nil): throw AbuseFailure.groundMissing
        }
        guard let opened = try await judge.chosen([number], work).first else { throw AbuseFailure.unknown }
        return .ok(AsideAPI(opened))
    }
}
