import CityDomain
import CityKit
import HTTPTypes

/// What a program must know of a town before it submits or acts.
struct TownAPI: APIValue {
    struct Category: Encodable {
        let id: String
        let name: String
        let group: String
        let kind: String
        let fields: [Field]?
    }

    /// What a category asks besides; answers go into `answers`.
    struct Field: Encodable {
        let id: String
        let label: String
        let kind: String
        let required: Bool
        let options: [Choice]?
    }

    /// A thing with a name, among several.
    struct Choice: Encodable {
        let id: String
        let label: String
    }

    struct Photos: Encodable {
        let max: Int
        let terms: String?
    }

    let name: String
    let terms: String?
    let minimumAge: Int?
    let closing: String?
    let languages: [String]
    let modules: [String]
    let categories: [Category]
    let photos: Photos
    let units: [Choice]
    let rejectionReasons: [Choice]
}

extension TownAPI {
    init(_ town: Municipality, words: Words, on today: CivilDate) {
        name = words(town.profile.name)
        terms = town.reports.terms.acceptance == .ticked ? town.regulation(on: today)?.version : nil
        minimumAge = town.reports.minimumAge?.years
        closing = town.closing?.from.description
        languages = town.profile.languages.map(\.rawValue)
        modules = town.profile.modules.map(\.rawValue)
        categories = town.offeredCategories(on: today).flatMap { group, categories in
            categories.map { Category($0, group: words(group.name), words) }
        }
        photos = Photos(
            max: town.photos.max,
            terms: town.photos.needsConsent ? town.regulation(on: today)?.version : nil
        )
        units = town.units.map { Choice(id: $0.id.rawValue, label: words($0.name)) }
        rejectionReasons = town.reports.rejection.reasons.map { reason in
            Choice(id: reason.id.rawValue, label: words(reason.id.text))
        }
    }
}

extension TownAPI.Category {
    fileprivate init(_ category: Category, group: String, _ words: Words) {
        id = category.id.rawValue
        name = words(category.name)
        self.group = group
        kind = category.kind.rawValue
        fields = category.fields.map { _ in category.askedFields.map { TownAPI.Field($0, words) } }
    }
}

extension TownAPI.Field {
    fileprivate init(_ field: CategoryField, _ words: Words) {
        id = field.id.rawValue
        label = words(field.label)
        kind = field.kind.rawValue
        required = field.isRequired
        options = field.options.map { _ in
            field.offeredOptions.map { TownAPI.Choice(id: $0.id, label: words($0.label)) }
        }
    }
}

// MARK: - What the description says

extension TownAPI {
    static let schema = JSONSchema.object(
        "Town",
        "What a program must know of a town before it submits or acts.",
        [
            .required("name", .text),
            .optional(
                "terms",
                .text,
                "The version of the regulation to accept in `acceptedTerms`; absent where use is acceptance."
            ),
            .optional("minimumAge", .count, "In years; absent where there is none."),
            .optional("closing", .day, "The first day without new reports, where the town ends the service."),
            .required("languages", .list(of: .word(Language.self)), "The first is the town’s own."),
            .required("modules", .list(of: .text), "What the town offers."),
            .required("categories", .list(of: category), "Those that take reports today."),
            .required("photos", photos),
            .required("units", .list(of: choice), "Units of the office, for a hand-over."),
            .required("rejectionReasons", .list(of: choice), "Grounds on which a report may be rejected."),
        ]
    )

    private static let category = JSONSchema.object(
        "Category",
        "What a report can be about.",
        [
            .required("id", .id),
            .required("name", .text),
            .required("group", .text),
            .required("kind", .word(ReportKind.self)),
            .optional("fields", .list(of: field), "What it asks besides."),
        ]
    )

    private static let field = JSONSchema.object(
        "CategoryField",
        "A question of a category; its answer goes into `answers`.",
        [
            .required("id", .id),
            .required("label", .text),
            .required("kind", .word(CategoryField.Kind.self), "A date is written as `2026-04-27`."),
            .required("required", .flag),
            .optional("options", .list(of: choice), "Of a choice."),
        ]
    )

    private static let choice = JSONSchema.object(
        "Choice",
        "One of several things, with a name in the reader’s language.",
        [.required("id", .text), .required("label", .text)]
    )

    private static let photos = JSONSchema.object(
        "PhotoRules",
        "Photos with a report.",
        [
            .required("max", .count, "Most photos with one report; 0 where there are none."),
            .optional(
                "terms",
                .text,
                "The version of the regulation to accept with each photo; absent where nothing has to be."
            ),
        ]
    )

    static let operations = [
        APIOperation(
            "getTown",
            .get,
            "",
            .town,
            "What the town asks for and takes.",
            access: .everybody,
            answers: [.ok: "The town."]
        ) { call in .ok(TownAPI(call.town, words: call.visit.words, on: call.visit.today)) },
        APIOperation(
            "getDescription",
            .get,
            "openapi.json",
            .town,
            "This description, made from the operations of the running program.",
            access: .everybody,
            answers: [.ok: "An OpenAPI document."]
        ) { call in .ok(APIDescription(APIRoutes.operations, server: call.visit.link("api/v1"))) },
    ]
}
