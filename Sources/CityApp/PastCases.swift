import CityDomain
import CityKit
import Foundation

/// A case of a file of old ones, as a measurement needs it.
struct PastCase: Sendable {
    let id: String
    let category: ID<CityDomain.Category>
    let group: String
    let point: Coordinate
    let openedAt: Instant
    /// Nil while it is open.
    let closedAt: Instant?
    /// Numbers of six digits or more in the words with which it was closed as a duplicate; empty for other cases.
    let named: [String]

    func isOpen(at moment: Instant) -> Bool { closedAt.map { $0 > moment } ?? true }
}

/// Old cases in the order in which they came, with the duplicates that name their earlier case.
struct PastCases: Sendable {
    /// A duplicate and the case that was there before, by their places in the order.
    struct Pair: Sendable, Equatable {
        let child: Int
        let parent: Int
    }

    let cases: [PastCase]
    /// Duplicates that name an earlier case of the file by its whole number.
    let pairs: [Pair]
    /// The same, and those that name it by the last six digits alone; some of these numbers are of something else.
    let loosePairs: [Pair]

    /// The columns that are read, by their names in the files of Boston's 311 service.
    enum Column: String, CaseIterable {
        case id = "case_enquiry_id"
        case opened = "open_dt"
        case closed = "closed_dt"
        case closure = "closure_reason"
        case category = "type"
        case group = "reason"
        case latitude, longitude
    }

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// - Throws: `Fault` when a column is missing, `DelimitedReader.Fault`. Rows without a time or a place are left out.
    init(_ rows: DelimitedReader) throws {
        var rows = rows
        let first = try rows.next()
        let header = (0..<(first?.count ?? 0)).map { first?.text($0) }
        var places: [Column: Int] = [:]
        for column in Column.allCases {
            guard let place = header.firstIndex(of: column.rawValue) else {
                throw Fault(description: "the file has no column “\(column.rawValue)”")
            }
            places[column] = place
        }
        var cases: [PastCase] = []
        while let row = try rows.next() {
            if let item = PastCase({ places[$0].flatMap { $0 < row.count ? row.text($0) : nil } ?? "" }) {
                cases.append(item)
            }
        }
        self.init(cases)
    }

    init(_ unsorted: [PastCase]) {
        let cases = unsorted.sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
        let whole = Dictionary(cases.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let short = Dictionary(grouping: whole) { $0.key.suffix(6) }.compactMapValues {
            $0.count == 1 ? $0[0].value : nil
        }
        self.cases = cases
        pairs = Self.pairs(cases) { whole[$0] }
        loosePairs = Self.pairs(cases) { whole[$0] ?? ($0.count == 6 ? short[Substring($0)] : nil) }
    }

    /// The first number of each that is a case from before.
    private static func pairs(_ cases: [PastCase], _ place: (String) -> Int?) -> [Pair] {
        cases.enumerated().compactMap { child, item in
            let parents = item.named.lazy.compactMap(place)
            let earlier = parents.first { $0 != child && cases[$0].openedAt <= item.openedAt }
            return earlier.map { Pair(child: child, parent: $0) }
        }
    }
}

extension PastCase {
    fileprivate init?(_ field: (PastCases.Column) -> String) {
        guard let openedAt = Instant(stamp: field(.opened)),
            let point = Coordinate(typedLatitude: field(.latitude), longitude: field(.longitude))
        else { return nil }
        let closure = field(.closure)
        self.init(
            id: field(.id),
            category: ID(field(.category)),
            group: field(.group),
            point: point,
            openedAt: openedAt,
            closedAt: Instant(stamp: field(.closed)),
            named: closure.lowercased().contains("dup")
                ? closure.split { !$0.isASCII || !$0.isNumber }.filter { $0.count >= 6 }.map(String.init) : []
        )
    }
}

extension Instant {
    /// Reads `2011-07-01 01:32:33`. The files say no zone; only differences are used.
    fileprivate init?(stamp: String) {
        let parts = stamp.split { !$0.isNumber }.compactMap { Int64($0) }
        guard parts.count >= 6 else { return nil }
        let day = CivilDate(Int(parts[0]), Int(parts[1]), Int(parts[2])).dayNumber
        let seconds = Int64(day) * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5]
        self.init(milliseconds: seconds * 1_000)
    }
}
