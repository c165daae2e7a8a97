import CityDomain
import CityKit
import HTTPTypes

extension ReportAPI {
    /// "Me too" of somebody who is not signed in to the site.
    static let support = APIOperation(
        "supportReport",
        .post,
        "reports/{number}/supporters",
        .reports,
        "Asks at an address whether its owner says “me too” of a published report; each person counts once.",
        access: .everybody,
        parameters: [.number],
        body: .object(
            "NewSupporter",
            "Who says so.",
            [
                .required("email", .text),
                .optional("language", .word(Language.self).orNull, "Of the letter; else the caller’s."),
            ]
        ),
        answers: [.accepted: "A letter asks; whether the address counts already is not told."],
        failures: [
            .conflict:
                "Nothing more will happen to the report, it is handled with another one, or the town counts no supporters.",
            .forbidden: "Reports of this category are for registered residents.",
        ]
    ) { call in
        var fields = try call.fields()
        let (email, language) = (fields.text("email"), fields.language("language"))
        try fields.finish()
        try await call.useCases.supports.support(
            call.number(),
            email: email,
            language: language ?? call.visit.language,
            for: call.visit.audience,
            in: call.town,
            at: call.now
        )
        return .accepted
    }
}
