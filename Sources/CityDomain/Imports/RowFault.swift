public import CityKit

/// Why a row of a file cannot become a report. Says nothing of what stands in the row: it may be about a person. In
/// English, as everything on the command line.
public struct RowFault: Sendable, Hashable, CustomStringConvertible {
    /// The key of the mapping, such as `received`; `row` for the row as a whole.
    public let key: String
    public let problem: Problem

    public init(_ key: String, _ problem: Problem) {
        self.key = key
        self.problem = problem
    }

    public enum Problem: Error, Hashable {
        /// The row has more or fewer fields than the first line.
        case fields(wanted: Int)
        /// The file ends within the quotes of the row.
        case cut
        /// Bytes that are no letters in the encoding of the file.
        case spoilt
        case missing
        case tooLong(limit: Int)
        case noTime
        /// After the moment of the import, or before the year 1000.
        case wrongEra
        case beforeReceipt
        case noNumber
        case outOfArea(CoordinateSystem)
        case unknownCategory
        case noStatus
        case noName
        case noEmail
        case noPhone
    }

    public var description: String { "\(key): \(problem.words)" }
}

extension RowFault.Problem {
    fileprivate var words: String {
        switch self {
        case .fields(let wanted): "the row must have \(wanted) fields like the first line"
        case .cut: "the file ends within the quotes of this row"
        case .spoilt: "holds bytes that are no letters in the encoding of the file"
        case .missing: "is empty"
        case .tooLong(let limit): "is longer than \(limit) characters"
        case .noTime: "is no moment written as the mapping says"
        case .wrongEra: "is in the future, or before the year 1000"
        case .beforeReceipt: "is before the receipt"
        case .noNumber: "must be two numbers, or two empty columns"
        case .outOfArea(let system): "is outside of the area of \(system); are east and north in the wrong columns?"
        case .unknownCategory: "is no category of the town; list it in category.values or allow category.createMissing"
        case .noStatus: "no line of status holds for the row; add one without “when” at its end"
        case .noName: "is no name"
        case .noEmail: "is no e-mail address"
        case .noPhone: "is no phone number"
        }
    }
}

/// A row that was left out, with all that is wrong with it.
public struct RejectedRow: Sendable, Equatable {
    public let record: DelimitedRecord
    public let faults: [RowFault]

    public init(record: DelimitedRecord, faults: [RowFault]) {
        self.record = record
        self.faults = faults
    }
}
