import CityDomain
import CityKit
import HTTPTypes

/// What a reporter said about the handling, for their own program.
struct SatisfactionAPI: APIValue {
    let satisfaction: String?
    let words: String?
    let until: String?

    static let schema = JSONSchema.object(
        "Satisfaction",
        "How content the reporter is with what became of the report.",
        [
            .optional("satisfaction", .word(Satisfaction.self), "Absent until it was said."),
            .optional("words", .echo, "To the office; never public."),
            .optional("until", .day, "The last day to say or change it; absent where nobody is asked."),
        ]
    )

    static let operations = [read, rate]

    private static let read = APIOperation(
        "getSatisfaction",
        .get,
        "reports/{number}/satisfaction",
        .reporter,
        "What the reporter said about the handling, and until when it may be said.",
        access: .reporter,
        parameters: [.number],
        answers: [.ok: "What was said."]
    ) { call in .ok(try await call.satisfaction()) }

    private static let rate = APIOperation(
        "rateHandling",
        .put,
        "reports/{number}/satisfaction",
        .reporter,
        "Says how content the reporter is once the office has ended the report, in place of what was said before.",
        access: .reporter,
        parameters: [.number],
        body: .object(
            "Rating",
            "How content the reporter is.",
            [
                .required("satisfaction", .word(Satisfaction.self)),
                .optional("words", .text(most: RateHandling.longestWords).orNull, "To the office; never public."),
            ]
        ),
        answers: [.ok: "What was said."],
        failures: [.conflict: "The report has not ended, its time is over, or the town does not ask."]
    ) { call in
        var fields = try call.fields()
        let answer = fields.word(Satisfaction.self, "satisfaction")
        let words = fields.text("words")
        try fields.finish()
        try await call.useCases.rateHandling(call.link(), answer?.rawValue ?? "", words: words)
        return .ok(try await call.satisfaction())
    }
}

extension APICall {
    fileprivate func satisfaction() async throws -> SatisfactionAPI {
        let report = try await useCases.readReport(link()).report
        let said = try await useCases.rateHandling.said(about: report, in: town.id)
        return SatisfactionAPI(
            satisfaction: said?.answer.rawValue,
            words: said?.words,
            until: town.lastDayOfSatisfaction(about: report)?.description
        )
    }
}
