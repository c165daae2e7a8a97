import CityDomain
import CityKit

/// What a program sends to report something.
enum SubmissionAPI {
    static let schema = JSONSchema.object(
        "Submission",
        "A new report. A field with null or an empty text is a field that is not there.",
        [
            .required("category", .id, "An id of the town’s categories."),
            .required("description", .words(most: Submission.longestDescription)),
            .optional("address", .text(most: 250).orNull, "Required unless there is a point."),
            .optional("latitude", .latitude.orNull, "WGS 84; both or neither."),
            .optional("longitude", .longitude.orNull),
            .optional("hint", .text(most: 250).orNull, "How to find the place."),
            .optional("name", .text.orNull, "Contact data is stored sealed."),
            .optional("email", .text.orNull, "Its owner is asked before any news goes there."),
            .optional("phone", .text.orNull),
            .optional("acceptedTerms", .text.orNull, "The version of `terms`, where there is one."),
            .optional("declaresAge", .flag.orNull, "True where there is a `minimumAge`."),
            .optional("answers", .map(of: .list(of: .text)), "Answers to the fields of the category by their id."),
            .optional("photos", .list(of: .id), "Ids of photos that were sent before."),
            .optional("language", .word(Language.self).orNull, "Of letters to the reporter; else the town’s first."),
        ]
    )
}

extension Submission {
    init(_ fields: inout JSONFields) {
        self.init()
        category = fields.text("category")
        description = fields.text("description")
        address = fields.text("address")
        hint = fields.text("hint")
        latitude = fields.number("latitude")
        longitude = fields.number("longitude")
        name = fields.text("name")
        email = fields.text("email")
        phone = fields.text("phone")
        termsVersion = fields.text("acceptedTerms")
        declaresAge = fields.bool("declaresAge")
        answers = fields.lists("answers")
    }
}

/// What a submission returns.
struct ReceiptAPI: APIValue {
    let number: String
    let receivedAt: String
    let link: String
    let secret: String

    init(_ receipt: SubmitReport.Receipt, link: String) {
        number = receipt.number.description
        receivedAt = receipt.receivedAt.rfc3339
        self.link = link
        secret = receipt.secret.grouped
    }

    static let schema = JSONSchema.object(
        "Receipt",
        "What the reporter keeps. Whoever has the link may read the report and answer in the reporter’s name.",
        [
            .required("number", .reportNumber),
            .required("receivedAt", .moment),
            .required("link", .url, "For the reporter alone; do not log it."),
            .required("secret", .text, "The last part of the link; goes into `Report-Secret`."),
        ]
    )
}

/// A photo that waits for its report.
struct PhotoAPI: APIValue {
    let id: String
    let width: Int
    let height: Int
    let waitsUntil: String

    init(_ photo: ReportPhoto) {
        id = photo.id.rawValue
        width = photo.width
        height = photo.height
        waitsUntil = (photo.uploadedAt + AddPhoto.waitingTime).rfc3339
    }

    static let schema = JSONSchema.object(
        "WaitingPhoto",
        "A photo that waits for a report of the same key to name its id, which it may once.",
        [
            .required("id", .id),
            .required("width", .count, "Pixels."),
            .required("height", .count, "Pixels."),
            .required("waitsUntil", .moment),
        ]
    )
}
