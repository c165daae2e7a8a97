public import CityDomain
public import CityKit

/// The history of a town's settings in the database.
public struct SQLConfigurationStore: ConfigurationStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func revisions(before number: Int?, most: Int, in town: ID<Municipality>) async throws
        -> [MunicipalityRevision]
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT municipality, revision, files, author, created_at, reason FROM municipality_revisions
                WHERE municipality = {town} AND (CAST(? AS {int}) IS NULL OR revision < ?)
                ORDER BY revision DESC LIMIT ?
                """,
                number,
                number,
                most
            ).map(MunicipalityRevision.init)
        }
    }

    public func revision(_ number: Int?, in town: ID<Municipality>) async throws -> MunicipalityRevision? {
        try await SQLMunicipalityStore(database: database).revision(number, of: town)
    }

    public func openCases(in town: ID<Municipality>) async throws -> [OpenCases] {
        try await database.town(town).read { transaction in try transaction.openCases() }
    }

    public func openMatters(most: Int, asking check: CaseCheck, on today: CivilDate, in town: ID<Municipality>)
        async throws
        -> [OpenMatters]
    {
        try await database.town(town).read { transaction in
            try transaction.openMatters(most: most, asking: check, on: today)
        }
    }

    public func runningTerms(in town: ID<Municipality>) async throws -> [RunningTerm] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence, d.started_on, d.within FROM report_deadlines d
                JOIN reports r ON r.municipality = d.municipality AND r.id = d.report
                WHERE d.municipality = {town} AND d.ended_on IS NULL AND d.held_since IS NULL
                """
            ).map { row in
                RunningTerm(
                    report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                    startedOn: try row.date("started_on"),
                    within: try Period(row.text("within"))
                )
            }
        }
    }

    public func numbers(of broken: BrokenCases, most: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await database.town(town).read { transaction in try transaction.numbers(of: broken.cases, most: most) }
    }

    public func save(
        _ change: ConfigurationChange,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        let text = change.files.canonical
        return try await database.town(town).write { transaction in
            let newest =
                try transaction.query(
                    "SELECT CAST(MAX(revision) AS {int}) AS newest FROM municipality_revisions WHERE municipality = {town}"
                ).first?.optionalInt("newest") ?? 0
            guard newest == change.base else { throw ConfigurationFailure.changedMeanwhile }
            if let broken = change.check.broken(try transaction.openCases()).first {
                let numbers = try transaction.numbers(of: broken.cases, most: BrokenCases.named)
                throw ConfigurationFailure.inUse(broken, what: change.check.name(of: broken), numbers: numbers)
            }
            let matters = try transaction.openMatters(
                most: BrokenCases.named,
                asking: change.check,
                on: change.today
            )
            if let waiting = change.check.abandoned(matters).first {
                throw ConfigurationFailure.waiting(waiting, unit: change.check.name(of: waiting))
            }
            try transaction.keepWindows(change.check)
            let revision = newest + 1
            try transaction.execute(
                """
                INSERT INTO municipality_revisions (municipality, revision, files, author, created_at, reason)
                VALUES ({town}, ?, ?, ?, ?, ?)
                """,
                revision,
                text,
                change.author,
                now,
                change.reason
            )
            try transaction.note(entry.about("revision \(revision)"))
            transaction.notify(.revision)
            return revision
        }
    }
}

extension TownTransaction {
    fileprivate func openCases() throws -> [OpenCases] {
        try query(
            """
            SELECT category, kind, unit, status, CAST(COUNT(*) AS {int}) AS cases FROM reports
            WHERE municipality = {town} AND NOT finished
            GROUP BY category, kind, unit, status ORDER BY category, kind, unit, status
            """
        ).map { row in
            OpenCases(
                category: try row.id("category"),
                kind: try row.value("kind"),
                unit: try row.id("unit"),
                status: try row.value("status"),
                count: try row.int("cases")
            )
        }
    }

    fileprivate func numbers(of cases: [OpenCases], most: Int) throws -> [ReportNumber] {
        let all = try cases.flatMap { alike in
            try query(
                """
                SELECT year, sequence FROM reports
                WHERE municipality = {town} AND NOT finished
                AND category = ? AND kind = ? AND unit = ? AND status = ?
                ORDER BY year, sequence LIMIT ?
                """,
                alike.category,
                alike.kind.rawValue,
                alike.unit,
                alike.status.rawValue,
                most
            ).map { ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")) }
        }
        return Array(all.sorted().prefix(most))
    }
}
