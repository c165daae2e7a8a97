public import CityKit

/// The place in the database a ciphertext belongs to. It is bound to it: moved to another town, row or column it does
/// not open any more.
public struct Slot: Hashable, Sendable {
    public let town: ID<Municipality>
    public let table: String
    public let row: String
    public let column: String

    public init<Entity>(_ town: ID<Municipality>, table: String, row: ID<Entity>, column: String) {
        self.init(town, table: table, row: row.rawValue, column: column)
    }

    /// For rows whose key is not an `ID`.
    public init(_ town: ID<Municipality>, table: String, row: String, column: String) {
        self.town = town
        self.table = table
        self.row = row
        self.column = column
    }
}
