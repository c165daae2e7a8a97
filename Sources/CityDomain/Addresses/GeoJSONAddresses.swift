import CityKit
import Foundation

/// Addresses of a GeoJSON FeatureCollection (RFC 7946) or of features one after the other (RFC 8142), such as other tools
/// make them of OpenStreetMap. A house that is an area stands in its middle. Holds one feature at a time.
public struct GeoJSONAddresses: AddressRows {
    public let system: CoordinateSystem? = nil
    private var features: FeatureReader

    /// - Parameter source: gives the bytes of the file in order, nil at its end.
    public init(source: @escaping () throws -> [UInt8]?) { features = FeatureReader(source) }

    public mutating func next() throws -> Result<AddressRow, AddressFault>? {
        while let (line, bytes) = try features.next() {
            guard let feature = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
                return .failure(AddressFault(line: line, .noObject("it is no JSON")))
            }
            guard let properties = feature["properties"] as? [String: Any] else {
                return .failure(AddressFault(line: line, .noObject("it has no properties")))
            }
            if let row = Self.row(line, properties, feature["geometry"] as? [String: Any]) { return .success(row) }
        }
        return nil
    }

    /// Nil for what is neither a house nor a street.
    private static func row(_ line: Int, _ properties: [String: Any], _ geometry: [String: Any]?) -> AddressRow? {
        var row = AddressRow(line: line)
        var kind = ""
        var taken: Set<AddressField> = []
        // In an order of their own, so that the same file always says the same.
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            guard let field = AddressField(named: name), let text = words(value), taken.insert(field).inserted else {
                continue
            }
            if field == .streetKind { kind = text } else { row.set(field, to: text) }
        }
        row.put(kind: kind)
        takeStreet(properties, into: &row)
        guard !row.number.isEmpty || !row.street.isEmpty else { return nil }
        if let (east, north) = middle(of: geometry) { (row.east, row.north) = ("\(east)", "\(north)") }
        return row
    }

    /// A road of OpenStreetMap is a street by its own name.
    private static func takeStreet(_ properties: [String: Any], into row: inout AddressRow) {
        guard properties["highway"] != nil, row.number.isEmpty, let name = words(properties["name"]) else { return }
        row.street = [nil: name]
        for language in Language.allCases {
            guard let other = words(properties["name:\(language.rawValue)"]), other != name else { continue }
            if StreetName.language(of: name) != language, language != .english { row.street[language] = other }
        }
    }

    private static func words(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: nil
        }
    }

    /// Of a point itself; of lines and areas the middle of their first ring.
    private static func middle(of geometry: [String: Any]?) -> (Double, Double)? {
        var points = geometry?["coordinates"]
        while let nested = points as? [[Any]] {
            if nested.first?.first is NSNumber { return average(nested) }
            points = nested.first
        }
        guard let pair = points as? [Any] else { return nil }
        return average([pair])
    }

    private static func average(_ positions: [[Any]]) -> (Double, Double)? {
        let pairs = positions.compactMap { position in
            (position.first as? NSNumber).flatMap { east in
                position.count > 1 ? (position[1] as? NSNumber).map { (east.doubleValue, $0.doubleValue) } : nil
            }
        }
        guard !pairs.isEmpty else { return nil }
        let sum = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        return (sum.0 / Double(pairs.count), sum.1 / Double(pairs.count))
    }
}

/// Cuts a file into its features without reading all of it.
private struct FeatureReader {
    private let source: () throws -> [UInt8]?
    private var chunk: [UInt8] = []
    private var position = 0
    private var line = 1
    private var braces = 0
    private var brackets = 0
    private var isQuoted = false
    private var isEscaped = false
    /// Of the feature so far; empty outside of features.
    private var bytes: [UInt8] = []
    private var start = 1
    /// Braces and brackets around each feature: one of both in a collection, none in a sequence.
    private var around: Int?

    private static let longest = 16 << 20

    init(_ source: @escaping () throws -> [UInt8]?) { self.source = source }

    mutating func next() throws -> (line: Int, bytes: [UInt8])? {
        while let byte = try nextByte() {
            let isOutside = bytes.isEmpty
            if isOutside, byte == UInt8(ascii: "{"), !isQuoted, braces == around, brackets == around {
                start = line
                bytes.append(byte)
            } else if !isOutside {
                bytes.append(byte)
            }
            count(byte)
            guard !bytes.isEmpty else { continue }
            if braces == around {
                defer { bytes = [] }
                return (start, bytes)
            }
            guard bytes.count < Self.longest else {
                throw AddressFileFault(
                    "line \(start) begins a feature of more than \(Self.longest) bytes; a brace is missing"
                )
            }
        }
        guard braces == 0, !isQuoted else {
            throw AddressFileFault("the file ends within the object that begins on line \(start)")
        }
        return nil
    }

    private mutating func count(_ byte: UInt8) {
        if isQuoted {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""): isQuoted = true
        case UInt8(ascii: "{"): braces += 1
        case UInt8(ascii: "}"): braces -= 1
        case UInt8(ascii: "["): brackets += 1
        case UInt8(ascii: "]"): brackets -= 1
        default: break
        }
    }

    private mutating func nextByte() throws -> UInt8? {
        while position == chunk.count {
            guard let more = try source() else { return nil }
            (chunk, position) = (more, 0)
            if around == nil { around = Self.isCollection(more) ? 1 : 0 }
        }
        defer { position += 1 }
        if chunk[position] == UInt8(ascii: "\n") { line += 1 }
        return chunk[position]
    }

    /// The type of a collection stands at its beginning.
    private static func isCollection(_ start: [UInt8]) -> Bool {
        String(decoding: start.prefix(4_096), as: UTF8.self).contains("\"FeatureCollection\"")
    }
}
