import CityDomain

/// What the answers of Open311 are in JSON. Every field of the specification is there, and null where nothing is.
extension JSONSchema {
    private static let nullableText = echo.orNull
    private static let nullableMoment = moment.orNull

    static let open311Error = object(
        "Error",
        "One thing that is wrong.",
        [.required("code", .echo, "As the status, or finer."), .required("description", .echo)]
    )

    static let open311Discovery = object(
        "Discovery",
        "Where the interface is.",
        [
            .required("changeset", .moment),
            .required("contact", .echo),
            .required("key_service", .echo, "How to get a key."),
            .required("endpoints", .list(of: endpoint)),
        ]
    )

    private static let endpoint = object(
        "Endpoint",
        "An address of the interface.",
        [
            .required("specification", .url),
            .required("url", .url),
            .required("changeset", .moment),
            .required("type", .word(["production", "test"])),
            .required("formats", .list(of: .word(Open311Format.allCases.map(\.mediaType)))),
        ]
    )

    static let open311Service = object(
        "Service",
        "A category.",
        [
            .required("service_code", .id),
            .required("service_name", .echo),
            .required("description", .echo),
            .required("metadata", .flag, "Whether it asks for more."),
            .required("type", .word(["realtime"])),
            .required("keywords", .echo, "Between commas."),
            .required("group", .echo),
            .optional("groups", .list(of: .echo), "With `extensions`."),
        ]
    )

    static let open311Definition = object(
        "ServiceDefinition",
        "What a category asks besides.",
        [.required("service_code", .id), .required("attributes", .list(of: attribute))]
    )

    private static let attribute = object(
        "Attribute",
        "A question.",
        [
            .required("variable", .flag, "Always true: it is asked of a person."),
            .required("code", .id),
            .required(
                "datatype",
                .word(["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"])
            ),
            .required("required", .flag),
            .required("datatype_description", nullableText),
            .required("order", .count),
            .required("description", .echo),
            .optional("values", .list(of: choice), "Of a list."),
        ]
    )

    private static let choice = object("Choice", "One choice.", [.required("key", .id), .required("name", .echo)])

    static let open311Receipt = object(
        "RequestReceipt",
        "The number of what was stored.",
        [
            .required("service_request_id", .reportPath),
            .required("service_notice", .echo),
            .required("account_id", nullableText, "Always null."),
        ]
    )

    static let open311Token = object(
        "Token",
        "A number and its token, which are the same.",
        [.required("service_request_id", .reportPath), .required("token", .reportPath)]
    )

    static let open311Update = object(
        "Update",
        "A line of the history of a report.",
        [
            .required("update_id", .echo, "Stays the same and is nowhere else."),
            .required("service_request_id", .reportPath),
            .required("status", .word(Open311StatusWord.self), "The report stands so since."),
            .required("updated_datetime", .moment),
            .required("description", .echo),
            .required("media_url", nullableText, "Always null."),
            .required("external_status_code", .word(ReportStatus.self)),
        ]
    )

    static let open311UpdateReceipt = object(
        "UpdateReceipt",
        "The line of the history that an update became.",
        [.required("update_id", .echo), .required("account_id", nullableText, "Always null.")]
    )

    static let open311Request = object(
        "Request",
        "A report. Who may know its status alone finds null elsewhere.",
        [
            .required("service_request_id", .reportPath),
            .required("status", .word(["open", "closed"])),
            .required("status_notes", nullableText, "What the office said with the last change of the status."),
            .required("service_name", .echo),
            .required("service_code", .id),
            .required("description", nullableText),
            .required("agency_responsible", nullableText),
            .required("service_notice", nullableText, "Always null."),
            .required("requested_datetime", .moment),
            .required("updated_datetime", .moment),
            .required("expected_datetime", nullableMoment),
            .required("address", nullableText),
            .required("address_id", nullableText, "Always null."),
            .required("zipcode", nullableText, "Always null."),
            .required("lat", latitude.orNull),
            .required("long", longitude.orNull),
            .required("media_url", url.orNull, "The first released photo."),
            .optional("attributes", .list(of: answer), "With `extensions`: answers to the service definition."),
            .optional("extended_attributes", extendedAttributes, "With `extensions`."),
            .optional("notes", .list(of: note), "With `extensions`: the public history."),
        ]
    )

    private static let answer = object(
        "AttributeAnswer",
        "An answer to a question of the service definition.",
        [.required("label", .echo), .required("name", .id), .required("value", .echo), .required("code", .echo)]
    )

    private static let note = object(
        "Note",
        "A line of the history.",
        [.required("datetime", .moment), .required("description", .echo), .required("type", .echo)]
    )

    private static let extendedAttributes = object(
        "ExtendedAttributes",
        "What the specification has no field for.",
        [
            .required("title", nullableText),
            .required("detailed_status", .word(["RECEIVED", "IN_PROCESS", "PROCESSED", "REJECTED"])),
            .required("status", .word(ReportStatus.self)),
            .required("duplicate_of", nullableText, "The report with which the office handles it now."),
            .required("kind", .word(ReportKind.self)),
            .required("photos", .list(of: picture)),
            .required("deadlines", .list(of: term)),
            .required("answer", words),
        ]
    )

    private static let picture = object(
        "Photo",
        "A released photo.",
        [
            .required("media_url", .url),
            .required("thumbnail_url", .url),
            .required("width", .count, "Pixels."),
            .required("height", .count, "Pixels."),
            .required("caption", nullableText, "What the office wrote beside it."),
        ]
    )

    private static let term = object(
        "Term",
        "A term of the regulation.",
        [
            .required("name", .echo),
            .required("due_datetime", .moment),
            .required("met_on", day.orNull),
            .required("clause", .echo, "Where the regulation says so."),
        ]
    )

    private static let words = object(
        "OfficeWords",
        "What the office last said about the status.",
        [.required("justification", nullableText), .required("solution", nullableText)]
    )
}
