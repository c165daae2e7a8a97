import CityDomain
import CityKit

/// What hangs on the modules, the units and the languages of a town, whoever may see it.
extension TownTransaction {
    func openMatters(most: Int, asking check: CaseCheck, on today: CivilDate) throws -> [OpenMatters] {
        let reopenable = try reopenable(asking: check, on: today)
        return try waiting(most: most) + held() + OpenMatters.listing(reopenable, under: .module(.reopening), most)
            + takingPart(most: most) + tied(reopenable, most: most) + written(most: most)
    }

    private func waiting(most: Int) throws -> [OpenMatters] {
        let waiting: [(TownModule, SQL)] = [
            (.comments, Self.waitingComments), (.complaints, Self.openComplaints),
            (.contractors, Self.openCommissions), (.handOver, Self.returned),
        ]
        return try waiting.map { module, matters in
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
    }

    /// Accounts and what they have; nobody of them is named.
    private func held() throws -> [OpenMatters] {
        let held: [(TownModule, SQL)] = [
            (.accounts, "residents WHERE municipality = {town}"),
            (.providers, "resident_identities WHERE municipality = {town}"),
            (.blocking, "residents WHERE municipality = {town} AND blocked_at IS NOT NULL"),
            (.guardian, "guardian_consents WHERE municipality = {town} AND agreed_at IS NULL"),
            (
                .onePerPerson,
                "second_accounts WHERE municipality = {town} AND asked_at IS NOT NULL AND dismissed_at IS NULL AND kept IS NULL"
            ),
            (.representation, "representations WHERE municipality = {town} AND state IN ('asked', 'granted')"),
        ]
        return try held.map { module, rows in
            let count = try query("SELECT CAST(COUNT(*) AS {int}) AS held FROM \(rows)").first?.int("held") ?? 0
            return OpenMatters(.module(module), count: count, names: [])
        }
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
            return (key: try row.id("unit") as ID<Unit>, number: number)
        }
        return OpenMatters.grouping(rows, most) { .unit($0, .takesPart) }
    }

    /// Open reports by the language of their reporters.
    private func written(most: Int) throws -> [OpenMatters] {
        let languages = try query("SELECT DISTINCT language FROM reports WHERE municipality = {town} AND NOT finished")
        return try languages.map { try $0.value("language") as Language }.sorted { $0.rawValue < $1.rawValue }
            .map { language in
                let count = try query(
                    """
                    SELECT CAST(COUNT(*) AS {int}) AS written FROM reports
                    WHERE municipality = {town} AND NOT finished AND language = ?
                    """,
                    language.rawValue
                ).first?.int("written")
                let names = try query(
                    """
                    SELECT year, sequence FROM reports WHERE municipality = {town} AND NOT finished AND language = ?
                    ORDER BY year, sequence LIMIT ?
                    """,
                    language.rawValue,
                    most
                ).map { "\(ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")))" }
                return OpenMatters(.language(language), count: count ?? 0, names: names)
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

    /// Reports that their unit gave back, to be given to another one.
    private static let returned: SQL = """
        (SELECT year, sequence FROM reports WHERE municipality = {town} AND returned AND NOT finished) w
        """
}

// MARK: - What ended and may go on

extension TownTransaction {
    /// The unit that ended a report, and its number.
    fileprivate typealias Ended = (key: ID<Unit>, number: ReportNumber)

    /// Reports that whoever sent them may open again today.
    fileprivate func reopenable(asking check: CaseCheck, on today: CivilDate) throws -> [Ended] {
        let since = check.reopenableSince(today)
        return try query(
            """
            SELECT year, sequence, unit, status FROM reports
            WHERE municipality = {town} AND finished AND (reopens_until >= ? OR ended_on >= ?)
            AND COALESCE(ground, '') NOT IN ('withdrawn', 'notAdmitted', 'lapsed')
            ORDER BY year, sequence
            """,
            today,
            // Nothing ended tomorrow: where the rules give no time only noted days count.
            since ?? today + 1
        ).filter { check.wasReopenable(try $0.value("status")) }.map { row in
            (
                key: try row.id("unit"),
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
            )
        }
    }

    /// What else hangs on a unit than open reports.
    fileprivate func tied(_ reopenable: [Ended], most: Int) throws -> [OpenMatters] {
        let people = try counts(
            """
            SELECT p.unit, CAST(COUNT(*) AS {int}) AS tied FROM (
                SELECT r.unit, r.staff FROM staff_roles r
                JOIN staff s ON s.municipality = r.municipality AND s.id = r.staff AND s.closed_at IS NULL
                WHERE r.municipality = {town} AND r.unit <> ''
                UNION SELECT unit, id FROM staff
                WHERE municipality = {town} AND unit IS NOT NULL AND closed_at IS NULL
            ) p GROUP BY p.unit ORDER BY p.unit
            """
        )
        let templates = try counts(
            """
            SELECT unit, CAST(COUNT(*) AS {int}) AS tied FROM answer_templates
            WHERE municipality = {town} AND unit IS NOT NULL GROUP BY unit ORDER BY unit
            """
        )
        // Ids stand there with spaces between them.
        let contractors = try query(
            "SELECT units FROM contractors WHERE municipality = {town} AND closed_at IS NULL"
        ).flatMap { try $0.text("units").split(separator: " ").map { ID<Unit>(String($0)) } }
        let firms = Dictionary(grouping: contractors) { $0 }.mapValues(\.count)
        return OpenMatters.grouping(reopenable, most) { .unit($0, .reopenable) }
            + people.map { OpenMatters(.unit($0.unit, .people), count: $0.count, names: []) }
            + templates.map { OpenMatters(.unit($0.unit, .templates), count: $0.count, names: []) }
            + firms.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { OpenMatters(.unit($0.key, .contractors), count: $0.value, names: []) }
    }

    private func counts(_ statement: SQL) throws -> [(unit: ID<Unit>, count: Int)] {
        try query(statement).map { (unit: try $0.id("unit"), count: try $0.int("tied")) }
    }

    /// Notes the last day to open ended reports again where new rules or days off would make it an earlier one. A day that was
    /// noted before stays.
    func keepWindows(_ check: CaseCheck) throws {
        let days = try query(
            """
            SELECT DISTINCT ended_on FROM reports
            WHERE municipality = {town} AND finished AND ended_on IS NOT NULL AND reopens_until IS NULL
            """
        )
        for row in days {
            let day = try row.date("ended_on")
            guard let last = check.keptWindow(endedOn: day) else { continue }
            try execute(
                """
                UPDATE reports SET reopens_until = ?
                WHERE municipality = {town} AND finished AND ended_on = ? AND reopens_until IS NULL
                """,
                last,
                day
            )
        }
    }
}

extension OpenMatters {
    /// One for each key, with the numbers of the first of its reports.
    fileprivate static func grouping(
        _ rows: [(key: ID<Unit>, number: ReportNumber)],
        _ most: Int,
        holder: (ID<Unit>) -> Holder
    ) -> [OpenMatters] {
        Dictionary(grouping: rows, by: \.key).sorted { $0.key.rawValue < $1.key.rawValue }
            .flatMap { listing($0.value, under: holder($0.key), most) }
    }

    /// One for all rows, none where there are no rows.
    fileprivate static func listing(
        _ rows: [(key: ID<Unit>, number: ReportNumber)],
        under holder: Holder,
        _ most: Int
    ) -> [OpenMatters] {
        rows.isEmpty
            ? [] : [OpenMatters(holder, count: rows.count, names: rows.prefix(most).map(\.number.description))]
    }
}
