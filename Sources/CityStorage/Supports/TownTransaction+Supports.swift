import CityDomain
import CityKit

/// A guest that is there already.
struct SameSupporter {
    let id: ID<Supporter>
    let state: EarlierQuestions.Same
}

extension TownTransaction {
    /// The ids of a report and of those that are joined to it; it takes the report twice.
    static let together: SQL = """
        SELECT CAST(? AS TEXT) UNION ALL SELECT j.report FROM joined_reports j
        WHERE j.municipality = {town} AND j.leader = ?
        """

    func isOpen(_ report: ID<Report>) throws -> Bool {
        try query(
            """
            SELECT 1 FROM reports r WHERE r.municipality = {town} AND r.id = ? AND NOT r.finished
                AND NOT EXISTS (SELECT 1 FROM joined_reports j WHERE j.municipality = {town} AND j.report = r.id)
            """,
            report
        ).first != nil
    }

    /// Whether the account sent the report, or one that is joined to it.
    func sent(_ report: ID<Report>, _ resident: ID<Resident>) throws -> Bool {
        try query(
            """
            SELECT 1 FROM resident_reports o
            WHERE o.municipality = {town} AND o.resident = ? AND o.report IN (\(Self.together)) LIMIT 1
            """,
            resident,
            report,
            report
        ).first != nil
    }

    func supports(_ report: ID<Report>, _ resident: ID<Resident>) throws -> Bool {
        try query(
            """
            SELECT 1 FROM report_supports s
            WHERE s.municipality = {town} AND s.resident = ? AND s.report IN (\(Self.together)) LIMIT 1
            """,
            resident,
            report,
            report
        ).first != nil
    }

    /// Of a guest or an account with the address.
    func supporter(of report: ID<Report>, _ emailIndex: [UInt8]) throws -> SameSupporter? {
        try query(
            """
            SELECT id, asked_at, confirmed_at FROM report_supports
            WHERE municipality = {town} AND report = ? AND email_index = ? AND resident IS NULL
            """,
            report,
            emailIndex
        ).first.map { row in
            let isConfirmed = try row.optionalInstant("confirmed_at") != nil
            return SameSupporter(
                id: try row.id("id"),
                state: isConfirmed ? .confirmed : .waiting(since: try row.instant("asked_at"))
            )
        }
    }

    func earlierQuestions(_ same: SameSupporter?, at emailIndex: [UInt8], since: Instant) throws -> EarlierQuestions {
        let row = try query(
            """
            SELECT
                (SELECT CAST(COUNT(*) AS {int}) FROM report_supports
                    WHERE municipality = {town} AND email_index = ? AND confirmed_at IS NULL) AS waiting,
                (SELECT CAST(COUNT(*) AS {int}) FROM report_supports
                    WHERE municipality = {town} AND asked_at > ? AND confirmed_at IS NULL) AS lately
            """,
            emailIndex,
            since
        ).first
        return EarlierQuestions(
            same: same?.state,
            waitingAtAddress: try row?.int("waiting") ?? 0,
            lately: try row?.int("lately") ?? 0
        )
    }

    func insert(_ supporter: NewSupporter) throws {
        var (resident, guest): (ID<Resident>?, NewSupporter.Guest?)
        switch supporter.person {
        case .resident(let id): resident = id
        case .guest(let person): guest = person
        }
        if let guest { try insert(guest.personKey, of: supporter.id.rawValue, for: "person") }
        try execute(
            """
            INSERT INTO report_supports
                (municipality, id, report, resident, email, email_index, language, asked_at, confirmed_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            supporter.id,
            supporter.report,
            resident,
            guest?.email.ciphertext,
            supporter.emailIndex,
            guest?.language.rawValue,
            supporter.askedAt,
            resident == nil ? nil : supporter.askedAt
        )
    }

    /// The report of which somebody is asked and has not answered, or the one it is joined to.
    func reportAsked(of id: ID<Supporter>) throws -> Report? {
        let row = try query(
            """
            SELECT r.year, r.sequence FROM report_supports s
            LEFT JOIN joined_reports j ON j.municipality = s.municipality AND j.report = s.report
            JOIN reports r ON r.municipality = s.municipality AND r.id = COALESCE(j.leader, s.report)
            WHERE s.municipality = {town} AND s.id = ? AND s.confirmed_at IS NULL
            """,
            id
        ).first
        return try row.flatMap {
            try report(ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")))
        }
    }

    func enqueueQuestion(to supporter: NewSupporter) throws {
        try execute(
            """
            INSERT INTO outbox (municipality, id, kind, report, sequence, follower, at)
            VALUES ({town}, ?, ?, ?, 0, ?, ?)
            """,
            supporter.id,
            OutboxEvent.Kind.supporterAsked.rawValue,
            supporter.report,
            supporter.id,
            supporter.askedAt
        )
        notify(.deliveries)
    }

    func removeSupporter(_ id: ID<Supporter>) throws {
        try execute("DELETE FROM report_supports WHERE municipality = {town} AND id = ?", id)
        try eraseKeys(of: id.rawValue, for: "person")
    }

    /// Persons, each once: accounts, and guests of whom no account has the address. A person who was forgotten with the time
    /// counts for every word.
    ///
    /// - Parameter end: the last moment at which a word counts; nil for any.
    func supporters(
        of report: ID<Report>,
        without residents: Set<ID<Resident>>,
        orAddresses indexes: Set<[UInt8]>,
        until end: Instant? = nil
    ) throws -> Int {
        let own = residents.map(\.databaseValue)
        let addresses = indexes.map(\.databaseValue)
        let notSenders: SQL =
            own.isEmpty
            ? "" : " AND (s.resident IS NULL OR s.resident NOT IN (\(SQL.repeated("?", own.count))))"
        let notAddresses: SQL =
            addresses.isEmpty
            ? "" : " AND (s.email_index IS NULL OR s.email_index NOT IN (\(SQL.repeated("?", addresses.count))))"
        let row = try query(
            """
            WITH said AS (
                SELECT s.id, s.resident, s.email_index FROM report_supports s
                WHERE s.municipality = {town} AND s.confirmed_at <= ? AND s.report IN (\(Self.together))
                    \(notSenders)\(notAddresses)
            )
            SELECT CAST(COUNT(DISTINCT said.resident) AS {int}) AS accounts,
                CAST(COUNT(DISTINCT CASE WHEN said.resident IS NULL AND NOT EXISTS (
                    SELECT 1 FROM said a WHERE a.resident IS NOT NULL AND a.email_index = said.email_index
                ) THEN said.email_index END) AS {int}) AS guests,
                CAST(COUNT(CASE WHEN said.resident IS NULL AND said.email_index IS NULL THEN 1 END) AS {int}) AS forgotten
            FROM said
            """,
            values: [.integer(end?.milliseconds ?? .max), report.databaseValue, report.databaseValue] + own + addresses
        ).first
        return try (row?.int("accounts") ?? 0) + (row?.int("guests") ?? 0) + (row?.int("forgotten") ?? 0)
    }

    /// Forgets who a guest is, and keeps that there was one.
    func forgetSupporter(_ id: ID<Supporter>) throws {
        try execute(
            """
            UPDATE report_supports SET email = NULL, email_index = NULL, language = NULL
            WHERE municipality = {town} AND id = ?
            """,
            id
        )
        try eraseKeys(of: id.rawValue, for: "person")
    }

    /// Takes back what a person said with an account, and without it from the address.
    func eraseSupports(of resident: ID<Resident>, _ index: [UInt8]) throws {
        try recountIdeas(of: resident, index)
        let said: SQL = "FROM report_supports WHERE municipality = {town} AND (resident = ? OR email_index = ?)"
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person' AND owner IN (SELECT id \(said))",
            resident,
            index
        )
        try execute("DELETE \(said)", resident, index)
    }

    /// Where the address of the account has changed.
    func setSupporterIndex(_ index: [UInt8], of resident: ID<Resident>) throws {
        try execute(
            "UPDATE report_supports SET email_index = ? WHERE municipality = {town} AND resident = ?",
            index,
            resident
        )
    }

    /// Two accounts of one person say once what both said, and what the address that goes said without an account.
    ///
    /// - Parameter index: of the address that goes.
    func moveSupports(from gone: ID<Resident>, _ index: [UInt8], to kept: ID<Resident>, _ keptIndex: [UInt8]) throws {
        try recountIdeas(of: gone, index)
        let said: SQL = """
            FROM report_supports WHERE municipality = {town} AND (resident = ? OR email_index = ?)
                AND (resident IS NULL OR resident <> ?)
            """
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person' AND owner IN (SELECT id \(said))",
            gone,
            index,
            kept
        )
        let rows = try query("SELECT id, report, confirmed_at \(said) ORDER BY confirmed_at, id", gone, index, kept)
        for row in rows {
            let (id, report): (ID<Supporter>, ID<Report>) = (try row.id("id"), try row.id("report"))
            let counts = try row.optionalInstant("confirmed_at") != nil
            if try !counts || hasRow(of: kept, report) {
                try execute("DELETE FROM report_supports WHERE municipality = {town} AND id = ?", id)
            } else {
                try execute(
                    """
                    UPDATE report_supports SET resident = ?, email = NULL, email_index = ?, language = NULL
                    WHERE municipality = {town} AND id = ?
                    """,
                    kept,
                    keptIndex,
                    id
                )
            }
        }
    }

    private func hasRow(of resident: ID<Resident>, _ report: ID<Report>) throws -> Bool {
        try query(
            "SELECT 1 FROM report_supports WHERE municipality = {town} AND resident = ? AND report = ?",
            resident,
            report
        ).first != nil
    }
}
