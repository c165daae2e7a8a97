import CityDomain
import CityKit

extension TownTransaction {
    /// Who leads a report; nil when there is no such report.
    func lead(of report: ID<Report>) throws -> (staff: ID<Staff>?, isFinished: Bool)? {
        try query("SELECT led_by, finished FROM reports WHERE municipality = {town} AND id = ?", report).first.map {
            (staff: try $0.optionalID("led_by"), isFinished: try $0.bool("finished"))
        }
    }

    /// Whether the person has an account that is open.
    func isAtWork(_ staff: ID<Staff>) throws -> Bool {
        try !query("SELECT id FROM staff WHERE municipality = {town} AND id = ? AND closed_at IS NULL", staff).isEmpty
    }

    /// Somebody who works here no more leads no open report, watches none, keeps no views, stands in for nobody and gets no
    /// letters.
    func leaveCases(of staff: ID<Staff>) throws {
        try execute(
            "UPDATE reports SET led_by = NULL WHERE municipality = {town} AND led_by = ? AND NOT finished",
            staff
        )
        try execute("DELETE FROM case_watchers WHERE municipality = {town} AND staff = ?", staff)
        try execute("DELETE FROM inbox_views WHERE municipality = {town} AND staff = ?", staff)
        try execute(
            "DELETE FROM substitutions WHERE municipality = {town} AND (absent = ? OR substitute = ?)",
            staff,
            staff
        )
        try execute("DELETE FROM digests_declined WHERE municipality = {town} AND staff = ?", staff)
    }

    /// The oldest first.
    func caseLines(of report: ID<Report>) throws -> [CaseLine] {
        try query(
            """
            SELECT id, report, act, lead, unit, at, officer, words FROM case_lines
            WHERE municipality = {town} AND report = ? ORDER BY at, id
            """,
            report
        ).map(CaseLine.init)
    }

    func insert(_ line: CaseLine) throws {
        let (act, lead, unit) = line.act.columns
        try execute(
            """
            INSERT INTO case_lines (municipality, id, report, act, lead, unit, at, officer, words)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            line.id,
            line.report,
            act,
            lead,
            unit,
            line.at,
            line.author,
            line.words?.ciphertext
        )
    }

    func watchers(of report: ID<Report>) throws -> Set<ID<Staff>> {
        Set(
            try query("SELECT staff FROM case_watchers WHERE municipality = {town} AND report = ?", report).map {
                try $0.id("staff")
            }
        )
    }

    func inboxViews(of staff: ID<Staff>) throws -> [SealedInboxView] {
        try query(
            """
            SELECT id, staff, name, queue, status, category, unit FROM inbox_views
            WHERE municipality = {town} AND staff = ? ORDER BY id
            """,
            staff
        ).map(SealedInboxView.init)
    }

    func insert(_ view: SealedInboxView) throws {
        try execute(
            """
            INSERT INTO inbox_views (municipality, id, staff, name, queue, status, category, unit)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
            """,
            view.id,
            view.staff,
            view.name.ciphertext,
            view.view.queue,
            view.view.status,
            view.view.category,
            view.view.unit
        )
    }
}

extension CaseLine {
    /// - Parameter row: with the columns of `case_lines`.
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            report: try row.id("report"),
            author: try row.value("officer"),
            at: try row.instant("at"),
            act: try Act(name: row.text("act"), lead: row.optionalID("lead"), unit: row.optionalID("unit")),
            words: try row.optionalBlob("words").map(Sealed.init(ciphertext:))
        )
    }
}

extension CaseLine.Act {
    fileprivate var columns: (act: String, lead: ID<Staff>?, unit: ID<Unit>?) {
        switch self {
        case .noted: ("noted", nil, nil)
        case .filed: ("filed", nil, nil)
        case .assigned(let lead): ("assigned", lead, nil)
        case .unitAsked(let unit): ("unitAsked", nil, unit)
        case .unitReleased(let unit): ("unitReleased", nil, unit)
        case .unitAnswered(let unit): ("unitAnswered", nil, unit)
        case .unitDeclined(let unit): ("unitDeclined", nil, unit)
        case .returned: ("returned", nil, nil)
        case .kept: ("kept", nil, nil)
        }
    }

    /// - Throws: `RowFault` for a word nobody wrote: a damaged database, or one of a newer program.
    fileprivate init(name: String, lead: ID<Staff>?, unit: ID<Unit>?) throws {
        switch (name, unit) {
        case ("noted", _): self = .noted
        case ("filed", _): self = .filed
        case ("assigned", _): self = .assigned(lead)
        case ("unitAsked", let unit?): self = .unitAsked(unit)
        case ("unitReleased", let unit?): self = .unitReleased(unit)
        case ("unitAnswered", let unit?): self = .unitAnswered(unit)
        case ("unitDeclined", let unit?): self = .unitDeclined(unit)
        case ("returned", _): self = .returned
        case ("kept", _): self = .kept
        default: throw RowFault.type(column: "act", wanted: "an act", found: "text")
        }
    }
}

extension SealedInboxView {
    /// - Parameter row: with the columns of `inbox_views`.
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            staff: try row.id("staff"),
            name: Sealed(ciphertext: try row.blob("name")),
            view: InboxView(
                queue: try row.value("queue"),
                status: try row.optionalText("status").flatMap(ReportStatus.init),
                category: try row.optionalID("category"),
                unit: try row.optionalID("unit")
            )
        )
    }
}

extension InboxQueue: Storable {}
