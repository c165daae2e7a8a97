import CityDomain
import CityKit

/// How many reports each line of the statistics has more afterwards, or fewer. The jobs of a batch add to it; it is written
/// once, as the last thing before the commit, line by line in one order. So a thousand submissions of one kind are one
/// statement, and writers of several processes cannot wait for each other in a circle.
package struct StatisticTally: Sendable {
    private var points: [StatisticLine: Int64] = [:]

    package init() {}

    mutating func add(_ more: Int64, to line: StatisticLine) { points[line, default: 0] += more }

    mutating func add(_ other: StatisticTally) {
        guard !other.points.isEmpty else { return }
        if points.isEmpty { points = other.points } else { points.merge(other.points, uniquingKeysWith: +) }
    }

    func write(in session: any Session) throws {
        guard !points.isEmpty else { return }
        let changed = points.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        for (town, lines) in Dictionary(grouping: changed, by: \.key.town).sorted(by: { $0.key < $1.key }) {
            try TownTransaction(session: session, town: town).write(lines.map { ($0.key, $0.value) })
        }
    }
}

extension TownTransaction {
    /// Notes facts of reports for the statistics, or takes them away: −1.
    func count(_ facts: [StatisticFact], _ points: Int64) {
        guard case .town(let town) = scope else { return }
        for fact in facts { session.count(StatisticLine(fact, of: town), points) }
    }

    fileprivate func write(_ lines: [(line: StatisticLine, points: Int64)]) throws {
        for table in StatisticTable.allCases {
            let own = lines.filter { $0.line.table == table }
            try insert(
                """
                INSERT INTO \(table.name) (municipality, measure, month, category, unit, kind, word, number, points)
                VALUES
                """,
                row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?)",
                values: own.map { $0.line.values + [.integer($0.points)] },
                ending: """
                    ON CONFLICT (municipality, measure, month, category, unit, kind, word, number) DO UPDATE
                    SET points = \(table.name).points + excluded.points
                    """
            )
            for (line, points) in own where points < 0 { try removeEmpty(line, from: table) }
        }
    }

    private func removeEmpty(_ line: StatisticLine, from table: StatisticTable) throws {
        try execute(
            """
            DELETE FROM \(table.name)
            WHERE municipality = {town} AND measure = ? AND month = ? AND category = ? AND unit = ? AND kind = ?
                AND word = ? AND number = ? AND points = 0
            """,
            values: line.values
        )
    }
}
