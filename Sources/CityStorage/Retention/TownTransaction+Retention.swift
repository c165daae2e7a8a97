import CityDomain
import CityKit

extension TownTransaction {
    /// Discards what a row of `RetainedPlace` stands for.
    func discard(_ data: RetainedData, _ row: Row, at now: Instant) throws {
        switch data {
        // Erased by `EraseResident`, which writes its ledger first.
        case .accounts: break
        case .reports:
            let number = ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
            let id: ID<Report> = try row.id("id")
            try recounting([id]) { try discardReport(id, number) }
        case .contacts: try discardContact(of: try row.id("id"), at: now)
        case .followers:
            try removeFollower(try row.id("id"))
            try forgetSupporter(try row.id("id"))
        case .requests:
            try execute("DELETE FROM rights_requests WHERE municipality = {town} AND id = ?", try row.text("id"))
        case .representations:
            try execute("DELETE FROM representations WHERE municipality = {town} AND id = ?", try row.text("id"))
        case .complaints: try discardComplaint(try row.id("id"))
        case .comments: try discardComment(try row.id("id"))
        case .letters, .calls: try discardDelivery(try row.id("id"))
        case .attempts:
            try execute(
                "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery = ? AND number = ?",
                try row.text("delivery"),
                try row.int("number")
            )
        }
    }

    /// Destroys contact data with their key. What the hash of the submission was made from held them too.
    private func discardContact(of report: ID<Report>, at now: Instant) throws {
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = 'person'",
            report
        )
        try execute("DELETE FROM report_addresses WHERE municipality = {town} AND report = ?", report)
        try forgetSatisfactionWords(of: "SELECT CAST(? AS TEXT)", report)
        try forgetTraces(of: "SELECT CAST(? AS TEXT)", report)
        try execute(
            """
            UPDATE reports SET contact = NULL, has_email = FALSE, email_confirmed_at = NULL, body_hash = ?,
                reporter_erased_at = COALESCE(reporter_erased_at, ?)
            WHERE municipality = {town} AND id = ?
            """,
            [UInt8](),
            now,
            report
        )
    }

    private func discardDelivery(_ id: ID<Delivery>) throws {
        try execute("DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery = ?", id)
        try execute("DELETE FROM deliveries WHERE municipality = {town} AND id = ?", id)
    }

    /// Takes a report out of every table, and destroys its keys. The files of its photos are nobody's then: the sweep of
    /// files removes them. Its number is not given again.
    private func discardReport(_ report: ID<Report>, _ number: ReportNumber) throws {
        try unpublish(report)
        try refreshPublicEntry(number)
        try discardAnswer(to: report, number)
        for owners: SQL in [
            "SELECT CAST(? AS TEXT)", "SELECT id FROM report_photos WHERE municipality = {town} AND report = ?",
            "SELECT id FROM report_followers WHERE municipality = {town} AND report = ?",
            "SELECT id FROM report_supports WHERE municipality = {town} AND report = ?",
        ] {
            try execute("DELETE FROM data_keys WHERE municipality = {town} AND owner IN (\(owners))", report)
        }
        for row in try query("SELECT id FROM comments WHERE municipality = {town} AND report = ?", report) {
            try discardComment(try row.id("id"))
        }
        try discardCommissions(of: report)
        try discardPhotosOfThread(of: report)
        let deliveries: SQL = "SELECT id FROM deliveries WHERE municipality = {town} AND subject = ?"
        try execute(
            "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery IN (\(deliveries))",
            report
        )
        try execute("DELETE FROM deliveries WHERE municipality = {town} AND subject = ?", report)
        for table in Self.reportTables {
            try execute("DELETE FROM \(table) WHERE municipality = {town} AND report = ?", report)
        }
        // What it led is on its own from then on; the history still names it.
        try execute("DELETE FROM joined_reports WHERE municipality = {town} AND leader = ?", report)
        // So are its parts, until the term of each of them.
        try execute("DELETE FROM split_reports WHERE municipality = {town} AND origin = ?", report)
        try execute("DELETE FROM reports WHERE municipality = {town} AND id = ?", report)
    }

    /// Tables whose rows belong to one report and go with it.
    private static let reportTables: [SQL] = [
        "report_events", "report_deadlines", "report_photos", "report_photo_events", "report_followers",
        "report_supports", "joined_reports", "ideas", "split_reports",
        "put_aside", "put_aside_reasons", "abuse_traces", "abuse_watches",
        "report_addresses", "case_lines", "note_files", "case_watchers",
        "case_units", "report_messages", "taken_mails",
        "resident_reports", "foreign_numbers", "satisfaction_answers", "program_updates", "outbox",
    ]
}
