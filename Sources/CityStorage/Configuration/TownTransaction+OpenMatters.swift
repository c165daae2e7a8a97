import CityDomain
import CityKit

/// What waits in the modules of a town and for its units, whoever may see it.
extension TownTransaction {
    func openMatters(most: Int) throws -> [OpenMatters] {
        let waiting: [(TownModule, SQL)] = [
            (.comments, Self.waitingComments), (.complaints, Self.openComplaints),
            (.contractors, Self.openCommissions),
        ]
        let modules = try waiting.map { module, matters in
            let count =
                try query("SELECT CAST(COUNT(*) AS {int}) AS waiting FROM \(matters)").first?.int("waiting") ?? 0
            let first = try query(
                "SELECT w.year, w.sequence FROM \(matters) ORDER BY w.year, w.sequence LIMIT ?",
                most
            )
            let names = try first.map { row in
                let (year, sequence) = (try row.int("year"), try row.int("sequence"))
                return module == .complaints
                    ? "\(ComplaintNumber(year: year, sequence: sequence))"
                    : "\(ReportNumber(year: year, sequence: sequence))"
            }
            return OpenMatters(.module(module), count: count, names: names)
        }
        return try modules + takingPart(most: most)
    }

    /// Units that were asked to take part in open reports and have not answered.
    private func takingPart(most: Int) throws -> [OpenMatters] {
        let rows = try query(
            """
            SELECT u.unit, r.year, r.sequence FROM case_units u
            JOIN reports r ON r.municipality = u.municipality AND r.id = u.report
            WHERE u.municipality = {town} AND u.state = 'asked' AND NOT r.finished
            ORDER BY u.unit, r.year, r.sequence
            """
        ).map { row in
            let number = ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
            return (unit: try row.id("unit") as ID<Unit>, number: number)
        }
        return Dictionary(grouping: rows, by: \.unit).sorted { $0.key.rawValue < $1.key.rawValue }.map { unit, rows in
            OpenMatters(.unit(unit), count: rows.count, names: rows.prefix(most).map(\.number.description))
        }
    }

    /// Comments that the office has not read, or has to look at again.
    private static let waitingComments: SQL = """
        (SELECT r.year, r.sequence FROM comments n
        JOIN reports r ON r.municipality = n.municipality AND r.id = n.report
        WHERE n.municipality = {town} AND (n.state = 'waiting' OR n.flags > 0)
        GROUP BY r.year, r.sequence) w
        """

    private static let openComplaints: SQL = """
        (SELECT year, sequence FROM complaints WHERE municipality = {town} AND ended_at IS NULL) w
        """

    /// Work that is not done, or of which the office has not read the last word.
    private static let openCommissions: SQL = """
        (SELECT r.year, r.sequence FROM commissions c
        JOIN reports r ON r.municipality = c.municipality AND r.id = c.report
        WHERE c.municipality = {town} AND (c.news OR (NOT c.cut AND c.state IN ('ordered', 'accepted')))
        GROUP BY r.year, r.sequence) w
        """
}
