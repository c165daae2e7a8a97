import CityDomain
import CityKit
import HTTPTypes

/// Disturbances of the service, for programs.
struct DisruptionAPI: APIValue {
    struct Item: Encodable {
        let id: String
        let kind: String
        let phase: String
        let from: String
        let until: String?
        let text: String
        let language: String
        let announcedAt: String
    }

    let disruptions: [Item]

    static let schema = JSONSchema.object(
        "Disruptions",
        "Times in which the program itself does not work, or only in part.",
        [.required("disruptions", .list(of: item), "Those that run, those to come, and the last ones that are over.")]
    )

    private static let item = JSONSchema.object(
        "Disruption",
        "A break that is planned, or a fault.",
        [
            .required("id", .id),
            .required("kind", .word(Disruption.Kind.self)),
            .required("phase", .word(Disruption.Phase.self), "Now."),
            .required("from", .moment),
            .optional("until", .moment, "When it is over, or was; absent while nobody knows."),
            .required("text", .text, "What does not work, in the reader’s language where the town gave it."),
            .required("language", .word(Language.self), "Of the text."),
            .required("announcedAt", .moment),
        ]
    )

    static let operations = [
        APIOperation(
            "listDisruptions",
            .get,
            "disruptions",
            .town,
            "Disturbances of the service that are announced: running, planned and past.",
            access: .everybody,
            answers: [.ok: "At most \(ReadDisruptions.mostPast) past ones."]
        ) { call in
            let read = call.useCases.disruptions.read
            let current = try await read.open(in: call.town.id, at: call.now)
            let past = try await read.past(in: call.town.id, at: call.now)
            return .ok(DisruptionAPI(current + past, call.visit))
        }
    ]
}

extension DisruptionAPI {
    init(_ all: [Disruption], _ visit: Visit) {
        let order = Disruption.Phase.allCases
        let sorted = order.flatMap { phase in all.filter { $0.phase(at: visit.now) == phase } }
        disruptions = sorted.map { disruption in
            let said = disruption.words(in: visit.language, else: visit.town.profile.languages[0])
            return Item(
                id: disruption.id.rawValue,
                kind: disruption.kind.rawValue,
                phase: disruption.phase(at: visit.now).rawValue,
                from: disruption.course.from.rfc3339,
                until: (disruption.endedAt ?? disruption.course.until)?.rfc3339,
                text: said.words,
                language: said.language.rawValue,
                announcedAt: disruption.announcedAt.rfc3339
            )
        }
    }
}
