public import CityKit

/// Addresses of a CSV or TSV file whose first line names the columns: `street`, `ulica` and `вулиця` are the same.
public struct DelimitedAddresses: AddressRows {
    public let system: CoordinateSystem? = nil
    private var rows: DelimitedReader
    private let fields: [(column: Int, field: AddressField)]
    private let kind: Int?
    private let width: Int

    /// - Parameters:
    ///   - rows: those behind the line of names.
    ///   - columns: the line of names.
    /// - Throws: `AddressFileFault` when columns are missing without which there is no address.
    public init(_ rows: DelimitedReader, columns: [String]) throws(AddressFileFault) {
        self.rows = rows
        width = columns.count
        let known = columns.enumerated().compactMap { index, name in
            AddressField(named: name).map { (column: index, field: $0) }
        }
        fields = known.filter { $0.field != .streetKind }
        kind = known.first { $0.field == .streetKind }?.column
        let found = Set(known.map(\.field))
        if found.count < known.count {
            throw AddressFileFault("two columns of the file say the same: \(columns.joined(separator: ", "))")
        }
        let missing = [("number", AddressField.number), ("latitude", .north), ("longitude", .east)]
            .filter { !found.contains($0.1) }.map(\.0)
        guard missing.isEmpty else {
            throw AddressFileFault(
                """
                the file has no column \(missing.joined(separator: ", ")); its columns are: \
                \(columns.joined(separator: ", "))
                """
            )
        }
    }

    public mutating func next() throws -> Result<AddressRow, AddressFault>? {
        guard let record = try read() else { return nil }
        guard record.count == width, !record.isCut else {
            return .failure(AddressFault(line: record.line, .fields(wanted: width)))
        }
        var row = AddressRow(line: record.line)
        for (column, field) in fields {
            guard let text = record.text(column) else { return .failure(AddressFault(line: record.line, .spoilt)) }
            row.set(field, to: text)
        }
        if let kind, let text = record.text(kind) { row.put(kind: text) }
        return .success(row)
    }

    private mutating func read() throws -> DelimitedRecord? {
        do { return try rows.next() } catch let fault as DelimitedReader.Fault { throw AddressFileFault("\(fault)") }
    }
}
