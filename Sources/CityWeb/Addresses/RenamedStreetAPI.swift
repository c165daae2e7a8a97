import CityDomain
import CityKit
import HTTPTypes

/// A street with the names it had.
struct RenamedStreetAPI: APIValue {
    let streetId: String
    let settlement: String
    let kind: String
    let old: String
    let new: String
    let language: String
    let until: String?
    let decision: String?
    let reason: String?
    let latitude: Double?
    let longitude: Double?

    init(_ row: RenamedStreets.Row, in language: Language) {
        streetId = row.street.id.rawValue
        settlement = row.settlement.name[language]
        kind = row.now.kind.rawValue
        old = row.former.text
        new = row.now.text
        self.language = row.now.language.rawValue
        until = row.former.until?.description
        decision = row.former.decision
        reason = row.former.reason
        latitude = row.point?.latitude
        longitude = row.point?.longitude
    }

    static let schema = JSONSchema.object(
        "RenamedStreet",
        "A street under an earlier name and the one it has now.",
        [
            .required("streetId", .text),
            .required("settlement", .text),
            .required("kind", .word(StreetKind.self)),
            .required("old", .text, "The earlier name, without the word of its kind."),
            .required("new", .text),
            .required("language", .word(Language.self), "Of the names."),
            .optional("until", .day, "The day the new name took its place."),
            .optional("decision", .text),
            .optional("reason", .text),
            .optional("latitude", .latitude),
            .optional("longitude", .longitude),
        ]
    )

    static let list = APIOperation(
        "listRenamedStreets",
        .get,
        "renamed-streets",
        .town,
        "Streets with a new name, by the name they have now.",
        access: .everybody,
        parameters: [.query("q", .text, "Those with an old or new name like it; all else.")],
        answers: [.ok: "Every earlier name with the one that holds."]
    ) { call in
        let addresses = call.useCases.addresses.addresses(of: call.town.id)
        let streets = RenamedStreets(addresses, call.query["q"], call.visit.language)
        return .ok(RenamedStreetListAPI(streets: streets.rows.map { RenamedStreetAPI($0, in: call.visit.language) }))
    }
}

struct RenamedStreetListAPI: APIValue {
    let streets: [RenamedStreetAPI]

    static let schema = JSONSchema.object(
        "RenamedStreetList",
        "Streets with a new name.",
        [.required("streets", .list(of: RenamedStreetAPI.schema))]
    )
}
