public import CityKit

/// One row of a result. Columns are asked for by the name the statement gives them. Each call throws `RowFault` when
/// there is no such column or its value is of another type: a mistake in the program or a damaged database.
public struct Row: Sendable {
    private let rows: Rows
    private let start: Int

    package init(_ rows: Rows, at index: Int) {
        self.rows = rows
        start = index * rows.columns.count
    }

    /// The column as any storable type; `Optional` where NULL is allowed.
    public func value<T: Storable>(_ column: String, as _: T.Type = T.self) throws(RowFault) -> T {
        guard let index = rows.columns.firstIndex(of: column) else { throw .noColumn(column) }
        return try value(at: index)
    }

    /// The column at a position in the order of the statement, from 0: for the few results whose rows are so many that
    /// looking up names would be felt.
    func value<T: Storable>(at index: Int, as _: T.Type = T.self) throws(RowFault) -> T {
        guard rows.columns.indices.contains(index) else { throw .noColumn("\(index)") }
        let value = rows.values[start + index]
        guard let result = T(databaseValue: value) else {
            throw .type(column: rows.columns[index], wanted: "\(T.self)", found: value.kind)
        }
        return result
    }

    public func text(_ column: String) throws(RowFault) -> String { try value(column) }
    public func integer(_ column: String) throws(RowFault) -> Int64 { try value(column) }
    public func int(_ column: String) throws(RowFault) -> Int { try value(column) }
    public func real(_ column: String) throws(RowFault) -> Double { try value(column) }
    public func bool(_ column: String) throws(RowFault) -> Bool { try value(column) }
    public func blob(_ column: String) throws(RowFault) -> [UInt8] { try value(column) }
    public func instant(_ column: String) throws(RowFault) -> Instant { try value(column) }
    public func date(_ column: String) throws(RowFault) -> CivilDate { try value(column) }
    public func id<Entity>(_ column: String) throws(RowFault) -> ID<Entity> { try value(column) }

    public func optionalText(_ column: String) throws(RowFault) -> String? { try value(column) }
    public func optionalInteger(_ column: String) throws(RowFault) -> Int64? { try value(column) }
    public func optionalInt(_ column: String) throws(RowFault) -> Int? { try value(column) }
    public func optionalReal(_ column: String) throws(RowFault) -> Double? { try value(column) }
    public func optionalBool(_ column: String) throws(RowFault) -> Bool? { try value(column) }
    public func optionalBlob(_ column: String) throws(RowFault) -> [UInt8]? { try value(column) }
    public func optionalInstant(_ column: String) throws(RowFault) -> Instant? { try value(column) }
    public func optionalDate(_ column: String) throws(RowFault) -> CivilDate? { try value(column) }
    public func optionalID<Entity>(_ column: String) throws(RowFault) -> ID<Entity>? { try value(column) }
}

extension Row {
    /// Of the columns `latitude` and `longitude`; nil where one of them is null or none of the earth.
    func optionalPoint() throws(RowFault) -> Coordinate? {
        guard let latitude = try optionalReal("latitude"), let longitude = try optionalReal("longitude") else {
            return nil
        }
        return Coordinate(latitude: latitude, longitude: longitude)
    }
}

extension Row: Equatable {
    /// Same columns in the same order with the same values.
    public static func == (a: Self, b: Self) -> Bool {
        a.rows.columns == b.rows.columns && a.all.elementsEqual(b.all)
    }

    /// The values in the order of the columns.
    public var all: ArraySlice<Value> { rows.values[start..<start + rows.columns.count] }
}

/// A whole result: one flat array, so that a row costs no allocation of its own.
package final class Rows: Sendable {
    let columns: [String]
    let values: [Value]

    package init(columns: [String], values: [Value]) {
        self.columns = columns
        self.values = values
    }

    /// The rows of a result with `count` rows; a result without columns has none.
    package func all(count: Int) -> [Row] {
        (0..<count).map { Row(self, at: $0) }
    }
}

/// A row does not hold what the program expects. Never carries a value.
public enum RowFault: Error, Hashable, CustomStringConvertible {
    case noColumn(String)
    case type(column: String, wanted: String, found: String)

    public var description: String {
        switch self {
        case .noColumn(let column): "the result has no column '\(column)'"
        case .type(let column, let wanted, let found): "column '\(column)' holds \(found), not \(wanted)"
        }
    }
}
