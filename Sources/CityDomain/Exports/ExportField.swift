public import CityKit

/// What an export tells of a report, in the order of the columns.
public enum ExportField: String, Sendable, CaseIterable {
    case number, kind, category, categoryName, status, statusName, unit, unitName
    case title, description, address, latitude, longitude
    case receivedAt, publishedAt, updatedAt, finishedAt, expectedOn
    case answer, photos, link, captions

    /// The type as Frictionless Table Schema names it.
    public var type: String {
        switch self {
        case .latitude, .longitude: "number"
        case .receivedAt, .publishedAt, .updatedAt, .finishedAt: "datetime"
        case .expectedOn: "date"
        default: "string"
        }
    }

    /// What it means, for the reader of the file.
    public var meaning: Text { Text("export.field.\(rawValue)") }

    func value(of report: ExportedReport) -> ExportValue? {
        switch self {
        case .number: .text(report.number.description)
        case .kind: .text(report.kind.rawValue)
        case .category: .text(report.category.id)
        case .categoryName: .text(report.category.name)
        case .status: .text(report.status.id)
        case .statusName: .text(report.status.name)
        case .unit: .text(report.unit.id)
        case .unitName: .text(report.unit.name)
        case .title: .text(report.text.title)
        case .description: .text(report.text.description)
        case .address: report.text.address.map { .text($0) }
        case .latitude: report.text.point.map { .degrees($0.latitude) }
        case .longitude: report.text.point.map { .degrees($0.longitude) }
        case .receivedAt: .moment(report.receivedAt)
        case .publishedAt: report.publishedAt.map { .moment($0) }
        case .updatedAt: .moment(report.updatedAt)
        case .finishedAt: report.finishedAt.map { .moment($0) }
        case .expectedOn: report.expectedOn.map { .day($0) }
        case .answer: report.answer.map { .text($0) }
        case .photos: report.photos.isEmpty ? nil : .text(report.photos.joined(separator: " "))
        case .captions: report.captions.allSatisfy(\.isEmpty) ? nil : .text(report.captions.joined(separator: "\n"))
        case .link: .text(report.link)
        }
    }
}

/// What Open311 GeoReport Bulk tells of a request, in the order of its table of fields. Its fields `source` and
/// `service_subtype`, which may be left out, would be empty.
enum Open311BulkField: String, CaseIterable {
    case number = "service_request_id"
    case receivedAt = "requested_datetime"
    case updatedAt = "updated_datetime"
    /// The table says `closed_date`, the examples in XML and JSON `closed_datetime`; the table decides.
    case finishedAt = "closed_date"
    case status = "status_description"
    case answer = "status_notes"
    case categoryName = "service_name"
    case description
    case unitName = "agency_responsible"
    case address
    case latitude = "lat"
    case longitude = "long"

    func value(of report: ExportedReport) -> ExportValue? {
        switch self {
        case .number: .text(report.number.path)
        case .receivedAt: .moment(report.receivedAt)
        case .updatedAt: .moment(report.finishedAt ?? report.updatedAt)
        case .finishedAt: report.finishedAt.map { .moment($0) }
        case .status: .text(report.status.name)
        case .answer: report.answer.map { .text($0) }
        case .categoryName: .text(report.category.name)
        case .description: .text(report.text.description)
        case .unitName: .text(report.unit.name)
        case .address: report.text.address.map { .text($0) }
        case .latitude: report.text.point.map { .degrees($0.latitude) }
        case .longitude: report.text.point.map { .degrees($0.longitude) }
        }
    }
}
