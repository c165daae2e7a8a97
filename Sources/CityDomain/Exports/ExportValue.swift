import CityKit

/// One value of an export.
enum ExportValue: Sendable, Equatable {
    case text(String)
    /// Of a coordinate. Six digits after the point are a tenth of a metre (RFC 7946, section 11.2).
    case degrees(Double)
    case moment(Instant)
    case day(CivilDate)

    /// As a cell of a CSV file. Only people's words can be taken for a formula: a number with a minus is a number.
    var cell: String {
        switch self {
        case .text(let text): DelimitedWriter.withoutFormula(text)
        case .degrees(let degrees): "\(degrees.toTenthOfMetre)"
        case .moment(let moment): moment.rfc3339
        case .day(let day): "\(day)"
        }
    }
}

extension ExportValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .degrees(let degrees): try container.encode(degrees.toTenthOfMetre)
        case .moment(let moment): try container.encode(moment.rfc3339)
        case .day(let day): try container.encode("\(day)")
        }
    }
}

/// Names with values as a JSON object; what is not known is null.
struct ExportRecord: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let values: [(String, ExportValue?)]

    init(_ values: [(String, ExportValue?)]) { self.values = values }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, value) in values { try container.encode(value, forKey: Key(stringValue: name)) }
    }
}

extension Double {
    /// Degrees of a coordinate, rounded to six digits after the point.
    var toTenthOfMetre: Double { (self * 1_000_000).rounded() / 1_000_000 }
}
