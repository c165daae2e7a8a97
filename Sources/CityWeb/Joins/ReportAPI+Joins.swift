import CityDomain
import CityKit

extension ReportAPI {
    /// Joining reports that say the same, and taking them apart.
    static let joinOperations = [join, part]

    private static let join = act(
        "joinReport",
        "join",
        """
        Joins the report to another one that says the same: rejects it as a duplicate where the rules of the town allow that, \
        and lets it go on beside the other one where they do not. A report that is joined itself stands for the one that \
        leads it.
        """,
        body: .object(
            "Join",
            "The report that leads.",
            [
                .required("leading", .reportNumber),
                .optional(
                    "justification",
                    .text(most: Decision.longestText).orNull,
                    "What the reporter is told, and everybody once the report is public."
                ),
            ]
        )
    ) { call, work, fields in
        let (typed, words) = (fields.text("leading"), fields.text("justification"))
        try fields.finish()
        guard let leading = ReportNumber(typed) else { throw JoinFailure.unknown }
        try await call.useCases.joins.join(work, to: leading, words: words)
    }

    private static let part = words(
        "partReport",
        "part",
        "Takes the report away from the one that leads it; it goes on where it was. Everybody reads the reason.",
        "reason"
    ) { try await $0.useCases.joins.part($1, reason: $2) }
}
