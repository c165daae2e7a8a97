import CityDomain
import CityKit

/// A way to suggest earlier cases for a new one.
struct DuplicateRule: Sendable {
    struct Suggestion: Sendable, Equatable {
        /// The place of the earlier case in the order.
        let earlier: Int
        let score: Double
    }

    let name: String
    /// The best first.
    let suggestions: @Sendable (_ new: Int, _ past: NearbyCases) -> [Suggestion]

    /// The program's own, without words, which the files of past cases do not have.
    static let ratusz = DuplicateRule(name: "Ratusz") { new, past in
        let item = past.cases[new]
        let near = past.before(new).filter { past.cases[$0].isOpen(at: item.openedAt) }
        let relatives = near.map { past.cases[$0] }.filter { $0.group == item.group && $0.category != item.category }
        let probe = DuplicateProbe(
            category: item.category,
            relatives: Set(relatives.map(\.category)),
            place: Place(address: nil, point: item.point, hint: nil),
            description: "",
            at: item.openedAt
        )
        return probe.ranked(near.map { EarlierReport(past.cases[$0], at: $0) })
            .map { Suggestion(earlier: $0.report.number.sequence, score: $0.score) }
    }

    /// Open cases of the same category within 250 metres, the nearest first, as FixMyStreet 6.0 shows them.
    static let fixMyStreet = DuplicateRule(name: "FixMyStreet: same category, open, 250 m") { new, past in
        let now = past.cases[new].openedAt
        return past.nearest(new, within: 250) { $0.isOpen(at: now) }
    }

    /// Cases of the same category of the last 12 weeks within 50 metres, as Signalen 2.50 counts them for the office.
    static let signalen = DuplicateRule(name: "Signalen: same category, 50 m, 84 days") { new, past in
        let since = past.cases[new].openedAt - .days(84)
        return past.nearest(new, within: 50) { $0.openedAt >= since }
    }
}

extension EarlierReport {
    /// The place in the order stands for the number.
    fileprivate init(_ item: PastCase, at place: Int) {
        self.init(
            number: ReportNumber(year: 0, sequence: place),
            category: item.category,
            receivedAt: item.openedAt,
            place: Place(address: nil, point: item.point, hint: nil)
        )
    }
}

/// Past cases by their place on a grid, so that those around a point are found quickly.
struct NearbyCases: Sendable {
    let cases: [PastCase]
    private let cells: [Cell: [Int]]

    private struct Cell: Hashable {
        let row: Int
        let column: Int
    }

    /// The width of a cell in metres: all that any rule looks for stands in the cell and those around it.
    private static let width = 250.0

    init(_ cases: [PastCase]) {
        self.cases = cases
        cells = Dictionary(grouping: cases.indices) { Self.cell(of: cases[$0].point) }
    }

    /// Cases around the one at `new` that were there before it, at least all within 250 metres.
    func before(_ new: Int) -> [Int] {
        let middle = Self.cell(of: cases[new].point)
        return (-1...1).flatMap { row in
            (-1...1).flatMap { column in
                (cells[Cell(row: middle.row + row, column: middle.column + column)] ?? []).prefix { $0 < new }
            }
        }
    }

    /// Of the same category, the nearest first and the newest first among those at one point.
    func nearest(_ new: Int, within meters: Double, _ admits: (PastCase) -> Bool) -> [DuplicateRule.Suggestion] {
        let item = cases[new]
        let near = before(new).filter { cases[$0].category == item.category && admits(cases[$0]) }
            .map { (earlier: $0, meters: item.point.distance(to: cases[$0].point)) }
            .filter { $0.meters <= meters }
        return near.sorted { ($0.meters, $1.earlier) < ($1.meters, $0.earlier) }
            .map { DuplicateRule.Suggestion(earlier: $0.earlier, score: 1) }
    }

    /// Meridians run together towards the poles: the cells are no narrower than `width` up to the 60th parallel, where
    /// one degree of longitude is half as long as at the equator.
    private static func cell(of point: Coordinate) -> Cell {
        let degrees = width / 111_000
        return Cell(
            row: Int((point.latitude / degrees).rounded(.down)),
            column: Int((point.longitude / degrees / 2).rounded(.down))
        )
    }
}
