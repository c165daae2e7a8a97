import CityKit
import Foundation

/// The form of an exported file. The raw value is the ending of its name.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// RFC 4180, all of `ExportField`.
    case csv
    /// RFC 7946, all of `ExportField`; a report without a point has the geometry null.
    case geoJSON = "geojson"
    /// Open311 GeoReport Bulk.
    case open311CSV = "open311.csv"
    case open311JSON = "open311.json"

    public var mediaType: String {
        switch self {
        case .csv, .open311CSV: "text/csv; charset=utf-8"
        case .geoJSON: "application/geo+json"
        case .open311JSON: "application/json; charset=utf-8"
        }
    }

    /// What stands before the first report.
    var start: String {
        switch self {
        case .csv: DelimitedWriter().row(ExportField.allCases.map(\.rawValue))
        case .open311CSV: DelimitedWriter().row(Open311BulkField.allCases.map(\.rawValue))
        case .geoJSON: #"{"type":"FeatureCollection","features":["# + "\n"
        case .open311JSON: "[\n"
        }
    }

    /// What stands between two reports.
    var separator: String {
        switch self {
        case .csv, .open311CSV: ""
        case .geoJSON, .open311JSON: ",\n"
        }
    }

    /// What stands after the last report.
    var end: String {
        switch self {
        case .csv, .open311CSV: ""
        case .geoJSON: "\n]}\n"
        case .open311JSON: "\n]\n"
        }
    }

    func text(of report: ExportedReport) throws -> String {
        switch self {
        case .csv: DelimitedWriter().row(ExportField.allCases.map { $0.value(of: report)?.cell ?? "" })
        case .open311CSV: DelimitedWriter().row(Open311BulkField.allCases.map { $0.value(of: report)?.cell ?? "" })
        case .geoJSON: try Self.json(ExportFeature(report))
        case .open311JSON:
            try Self.json(ExportRecord(Open311BulkField.allCases.map { ($0.rawValue, $0.value(of: report)) }))
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// A report as a Feature of GeoJSON.
private struct ExportFeature: Encodable {
    struct Point: Encodable {
        let type = "Point"
        let coordinates: [Double]
    }

    private enum Keys: String, CodingKey { case type, id, geometry, properties }

    let report: ExportedReport

    init(_ report: ExportedReport) { self.report = report }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode("Feature", forKey: .type)
        try container.encode(report.number.description, forKey: .id)
        let point = report.text.point.map { Point(coordinates: [$0.longitude, $0.latitude].map(\.toTenthOfMetre)) }
        try container.encode(point, forKey: .geometry)
        let fields = ExportField.allCases.filter { $0 != .latitude && $0 != .longitude }
        try container.encode(ExportRecord(fields.map { ($0.rawValue, $0.value(of: report)) }), forKey: .properties)
    }
}
