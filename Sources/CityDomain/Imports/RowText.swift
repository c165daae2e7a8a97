import CityKit

/// Words made of a row: `"{street} {house}"`, or a list of such, joined by commas. `{#}` is the line of the file.
///
/// A part of the list whose columns are all empty is left out, and so is a text of which nothing is left.
public struct RowText: Sendable, Equatable, Decodable {
    /// Each between the commas.
    let parts: [[Piece]]

    enum Piece: Sendable, Equatable {
        case words(String)
        case column(String)
        case line
    }

    public init(_ templates: String...) { parts = templates.map(Self.pieces) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? container.decode([String].self) {
            parts = list.map(Self.pieces)
        } else {
            parts = [Self.pieces(of: try container.decode(String.self))]
        }
    }

    /// The columns it names.
    var columns: [String] {
        parts.joined().compactMap { if case .column(let name) = $0 { name } else { nil } }
    }

    private static func pieces(of template: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            let name = rest[rest.index(after: open)..<close].trimmingSpaces()
            pieces.append(name == "#" ? .line : .column(name))
            rest = rest[rest.index(after: close)...]
        }
        return rest.isEmpty ? pieces : pieces + [.words(String(rest))]
    }
}

/// Whether a row is meant: all that is said must be true of the column. Case counts, white space at the ends does not.
public struct RowCondition: Sendable, Equatable, Decodable {
    public let column: String
    /// The column is one of these.
    public let `is`: [String]?
    /// The column begins with one of these.
    public let begins: [String]?
    /// Whether nothing stands in the column.
    public let empty: Bool?

    public init(column: String, is values: [String]? = nil, begins: [String]? = nil, empty: Bool? = nil) {
        self.column = column
        self.is = values
        self.begins = begins
        self.empty = empty
    }

    func holds(of text: String) -> Bool {
        (`is`?.contains(text) ?? true) && (begins?.contains(where: text.hasPrefix) ?? true)
            && (empty.map { $0 == text.isEmpty } ?? true)
    }
}
