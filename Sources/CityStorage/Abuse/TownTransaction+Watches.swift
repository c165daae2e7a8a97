import CityDomain
import CityKit

extension TownTransaction {
    /// - Throws: `AbuseFailure.nothingToWatch`, `.watchedAlready`.
    func insert(_ watch: NewWatch, of report: ID<Report>) throws {
        guard let source = try source(of: report, watch.subject) else { throw AbuseFailure.nothingToWatch }
        let known = try query(
            """
            SELECT id FROM abuse_watches
            WHERE municipality = {town} AND until > ? AND (resident = ? OR network = ?)
            """,
            watch.since,
            source.resident,
            source.network
        )
        guard known.isEmpty else { throw AbuseFailure.watchedAlready }
        try execute(
            """
            INSERT INTO abuse_watches (municipality, id, report, resident, network, day, since, until, officer, reason)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            watch.id,
            report,
            source.resident,
            source.network,
            source.day,
            watch.since,
            watch.until,
            watch.officer,
            watch.reason.ciphertext
        )
    }

    /// The account that sent the report, or the hash of its network on that day; nil where there is none.
    private func source(of report: ID<Report>, _ subject: AbuseWatch.Subject) throws
        -> (resident: ID<Resident>?, network: [UInt8]?, day: CivilDate?)?
    {
        switch subject {
        case .account:
            try query("SELECT resident FROM resident_reports WHERE municipality = {town} AND report = ?", report).first
                .map { (try $0.id("resident"), nil, nil) }
        case .network:
            try query(
                """
                SELECT network, day FROM abuse_traces
                WHERE municipality = {town} AND report = ? AND network IS NOT NULL
                """,
                report
            ).first.map { (nil, try $0.blob("network"), try $0.date("day")) }
        }
    }
}
