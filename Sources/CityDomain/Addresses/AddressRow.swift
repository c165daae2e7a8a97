public import CityKit

/// One address as a file has it: nothing in it was checked.
public struct AddressRow: Sendable, Equatable {
    /// Of the file, counted from 1.
    public let line: Int
    /// By the language that the file names; under nil where it names none.
    public var settlement: [Language?: String] = [:]
    public var settlementCode = ""
    /// With or without the word of its kind; empty where houses have no street.
    public var street: [Language?: String] = [:]
    public var streetCode = ""
    /// Empty for a row that is about the street alone.
    public var number = ""
    public var east = ""
    public var north = ""
    public var postalCode = ""
    public var district = ""

    public init(line: Int) { self.line = line }
}

/// The rows of a file, in its order.
public protocol AddressRows {
    /// In which system the file says its coordinates are; nil where it does not say.
    var system: CoordinateSystem? { get }

    /// The next row, or why a place of the file is none; nil at the end.
    ///
    /// - Throws: `AddressFileFault` for a file that cannot be read any further.
    mutating func next() throws -> Result<AddressRow, AddressFault>?
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

/// Why a file of addresses cannot be read, in words for the person at the command line.
public struct AddressFileFault: Error, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Why a row of a file is no address.
public struct AddressFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let problem: Problem

    public init(line: Int, _ problem: Problem) {
        self.line = line
        self.problem = problem
    }

    public enum Problem: Hashable, Sendable {
        /// The row has more or fewer fields than the first line.
        case fields(wanted: Int)
        case spoilt
        case noObject(String)
        /// The row names no settlement, and none of the register or of an earlier row has its code.
        case unknownSettlement(code: String)
        case noStreet
        case noNumber(String)
        case noPlace
        case outOfTown
        case tooLong(String, limit: Int)
        /// The same house stands on another line, elsewhere.
        case repeated(line: Int, metres: Int)
        /// An earlier line calls the same street otherwise. The house is taken all the same.
        case otherName(String, line: Int, first: String)
    }

    public var description: String { "line \(line): \(problem.words)" }
}

extension AddressFault.Problem {
    /// What is wrong, for the person at the command line.
    public var words: String {
        switch self {
        case .fields(let wanted): "the row must have \(wanted) fields like the first line"
        case .spoilt: "holds bytes that are no letters in the encoding of the file"
        case .noObject(let reason): "is no object that can be read: \(reason)"
        case .unknownSettlement(let code):
            "names no settlement, and no settlement has the code “\(code)”; add the name, or take in the settlements first"
        case .noStreet: "has neither a street nor a number"
        case .noNumber(let text): "“\(text)” is no number of a house; write 12, 12A, 7/9 or 3K2"
        case .noPlace: "has no place; it needs two coordinates that are numbers"
        case .outOfTown: "lies outside of the town and its surroundings"
        case .tooLong(let field, let limit): "\(field) is longer than \(limit) characters"
        case .repeated(let line, let metres):
            "is the house of line \(line), \(metres) m from there; one of them is wrong"
        case .otherName(let name, let line, let first):
            "calls the street “\(name)”, which line \(line) calls “\(first)” under the same code; that name is kept"
        }
    }
}
