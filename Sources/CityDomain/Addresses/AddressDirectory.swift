public import CityKit

/// The addresses of the towns in memory, so that a request reads them without waiting.
public protocol AddressDirectory: Sendable {
    /// Answers nothing for a town without a register.
    func addresses(of town: ID<Municipality>) -> SearchAddresses
}

/// Rows that are in memory already.
public struct ListedRows: AddressRows {
    public let system: CoordinateSystem?
    private var rows: ArraySlice<AddressRow>

    public init(_ rows: [AddressRow], system: CoordinateSystem?) {
        self.rows = rows[...]
        self.system = system
    }

    public mutating func next() -> Result<AddressRow, AddressFault>? { rows.popFirst().map { .success($0) } }
}
