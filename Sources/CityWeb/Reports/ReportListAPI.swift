import CityDomain
import CityKit

/// A page of the public list.
struct ReportListAPI: APIValue {
    struct Entry: Encodable {
        let number: String
        let status: String
        let category: String
        let kind: String
        let title: String
        let address: String?
        let latitude: Double?
        let longitude: Double?
        let receivedAt: String
        let publishedAt: String
        let updatedAt: String
    }

    let reports: [Entry]
    let next: String?

    init(_ page: Page<PublicEntry>) {
        reports = page.elements.map(Entry.init)
        next = page.next
    }

    static let schema = JSONSchema.object(
        "ReportList",
        "A page of the public list.",
        [
            .required("reports", .list(of: entry)),
            .optional("next", .text, "For `after`; absent on the last page."),
        ]
    )

    private static let entry = JSONSchema.object(
        "ReportEntry",
        "A published report in brief.",
        [
            .required("number", .reportNumber),
            .required("status", .word(ReportStatus.self)),
            .required("category", .id),
            .required("kind", .word(ReportKind.self)),
            .required("title", .text),
            .optional("address", .text),
            .optional("latitude", .latitude),
            .optional("longitude", .longitude),
            .required("receivedAt", .moment),
            .required("publishedAt", .moment),
            .required("updatedAt", .moment, "The last change of the status."),
        ]
    )
}

extension ReportListAPI.Entry {
    fileprivate init(_ entry: PublicEntry) {
        number = entry.number.description
        status = entry.status.rawValue
        category = entry.category.rawValue
        kind = entry.kind.rawValue
        title = entry.title
        address = entry.address
        latitude = entry.point?.latitude
        longitude = entry.point?.longitude
        receivedAt = entry.receivedAt.rfc3339
        publishedAt = entry.publishedAt.rfc3339
        updatedAt = entry.updatedAt.rfc3339
    }
}
