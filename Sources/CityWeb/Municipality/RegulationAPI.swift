import CityDomain
import CityKit
import HTTPTypes

/// A version of the town's regulation.
struct RegulationAPI: APIValue {
    let version: String
    let effective: String
    let language: String
    let text: String

    init(_ version: RegulationVersion) {
        self.version = version.version
        effective = version.effective.description
        language = version.language.rawValue
        text = version.text
    }

    static let schema = JSONSchema.object(
        "Regulation",
        "A version of the town’s regulation.",
        [
            .required("version", .text, "What `acceptedTerms` names."),
            .required("effective", .day, "The first day of its validity."),
            .required("language", .word(Language.self)),
            .required("text", .text, "Markdown: headings, paragraphs and lists."),
        ]
    )

    static let operations = [
        APIOperation(
            "getRegulation",
            .get,
            "regulation",
            .town,
            "The regulation in force, or the version asked for: an acceptance names a version for good.",
            access: .everybody,
            parameters: [.query("version", .text, "A version; without it, the one in force.")],
            answers: [.ok: "The version."]
        ) { call in
            let wanted = call.query["version"]
            let versions = call.town.regulation
            let inForce = call.town.regulation(on: call.visit.today)
            guard let version = wanted.isEmpty ? inForce : versions.first(where: { $0.version == wanted }) else {
                throw RequestFailure.unknownPage
            }
            return .ok(RegulationAPI(version))
        }
    ]
}
