import CityDomain
import CityKit

extension ReportAPI {
    /// A part as the office sees it.
    struct Part: Encodable {
        let number: String
        let category: String
        let unit: String
        let status: String
        let due: String?

        init(_ part: Split.Part) {
            number = part.number.description
            category = part.category.rawValue
            unit = part.unit.rawValue
            status = part.status.rawValue
            due = part.dueOn?.description
        }
    }

    static let partSchema = JSONSchema.object(
        "ReportPart",
        "A part that the office split off the report: a report of its own.",
        [
            .required("number", .reportNumber),
            .required("category", .id),
            .required("unit", .id, "The unit of the office that has it."),
            .required("status", .word(ReportStatus.self)),
            .optional("due", .day, "The end of its next term; absent where none runs."),
        ]
    )

    /// Splitting parts off a report that tells of several things.
    static let split = act(
        "splitReport",
        "split",
        """
        Splits a part off the report: a report of its own, at the same place, with its own unit and terms and without data of \
        the reporter. The office ends the report once its parts have ended. The key must be good for submitting reports, too.
        """,
        body: .object(
            "Split",
            "What the part is.",
            [
                .required(
                    "category",
                    .id,
                    "An id of the town’s categories that are open; none of those for questions."
                ),
                .required("description", .words(most: Submission.longestDescription), "The words of the office."),
            ]
        )
    ) { call, work, fields in
        let request = SplitReport.Request(category: fields.text("category"), words: fields.text("description"))
        try fields.finish()
        // The name of the request is stored with the change.
        let key = ClientKey(random: call.visit.site.randomness)
        try await call.useCases.casework.split(request, off: work, clientKey: key)
    }
}
