import CityDomain
import CityKit
import HTTPTypes

extension ReportAPI {
    static let redactPhoto = APIOperation(
        "redactPhoto",
        .put,
        "reports/{number}/photos/{photo}/redaction",
        .office,
        "Covers parts of a photo, and writes what stands beside it. The photo as it was sent stays for the office.",
        access: .key(.handleReports),
        parameters: [.number, .path("photo", .id, "Its id.")],
        body: .object(
            "PhotoRedaction",
            "All that is covered from then on.",
            [
                .required("version", .count, "Of the photo, as it was read."),
                .required(
                    "areas",
                    .list(of: area, most: PhotoArea.most),
                    "The cover, then left edge, top edge, width and height in percent of the photo."
                ),
                .optional("caption", .text(most: PhotoCaption.longest).orNull, "One line; none takes it away."),
                .optional("decision", .word(Redaction.Then.self), "Whether everybody may see it at once."),
                .optional("uncovers", .flag, "Must be true to take the last area away from a photo."),
            ]
        ),
        answers: [.ok: "The report."],
        failures: [
            .conflict: "The photo is no longer of this version.",
            .forbidden: "The key is not good for this, or the town publishes no photos.",
        ]
    ) { call in
        var fields = try call.fields()
        let typed = TypedRedaction(&fields)
        try fields.finish()
        let report = try await call.useCases.readReport.unseen(call.number(), in: call.town)
        let photo = ID<ReportPhoto>(call.visit.parameter("photo"))
        let work = RedactPhoto.Work(photo, of: report.report, by: try call.caller(), in: call.town, at: call.now)
        try await call.useCases.photos.redact(typed.redaction(), work)
        return try await call.answer(call.officeReport())
    }

    private static let area = JSONSchema.text(
        pattern: "^(box|blur)( [0-9]{1,3}(\\.[0-9]+)?){4}$",
        example: "box 12.5 40 20 8"
    )
}

/// What a program asks to be covered.
private struct TypedRedaction {
    let version: Int
    let areas: [String]
    let caption: String
    let then: Redaction.Then
    let uncovering: Redaction.Uncovering

    init(_ fields: inout JSONFields) {
        version = Double(fields.number("version")).flatMap { Int(exactly: $0) } ?? -1
        areas = fields.texts("areas")
        caption = fields.text("caption")
        then = fields.word(Redaction.Then.self, "decision") ?? .keep
        uncovering = fields.bool("uncovers") ? .confirmed : .refused
    }

    /// - Throws: `RequestFailure.mistypedField`, `Failures`.
    func redaction() throws -> Redaction {
        let typed = areas.compactMap(TypedArea.init(words:))
        guard typed.count == areas.count else {
            throw RequestFailure.mistypedField("areas", expected: "box 12.5 40 20 8")
        }
        return Redaction(
            seeing: Redaction.Seen(version: version, state: nil),
            areas: try typed.checked(),
            caption: caption,
            then: then,
            uncovering: uncovering
        )
    }
}

extension TypedArea {
    /// Nil when it is not a cover and four sides.
    fileprivate init?(words: String) {
        let parts = words.split(separator: " ").map(String.init)
        guard parts.count == 5, let cover = PhotoArea.Cover(rawValue: parts[0]) else { return nil }
        self.init(cover, left: parts[1], top: parts[2], width: parts[3], height: parts[4])
    }
}
