public import CityDomain
public import CityKit

/// The reports of residents' accounts in the database.
public struct SQLResidentReportStore: ResidentReportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func reports(
        of resident: ID<Resident>,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<StoredResidentReport> {
        let start = ReceivedCursor(position)
        return try await database.town(town).read { transaction in
            let rows = try transaction.query(
                """
                SELECT r.id, r.year, r.sequence, r.category, r.status, r.received_at, r.next_due, r.client_key, r.content,
                    k.wrapped_key, CASE WHEN a.represented THEN r.contact END AS acting_contact,
                    p.wrapped_key AS person_key
                FROM resident_reports a
                JOIN reports r ON r.municipality = {town} AND r.id = a.report
                LEFT JOIN data_keys k ON k.municipality = {town} AND k.owner = a.report AND k.purpose = 'case'
                LEFT JOIN data_keys p ON a.represented AND p.municipality = {town} AND p.owner = a.report
                    AND p.purpose = 'person'
                WHERE a.municipality = {town} AND a.resident = ? AND (a.received_at, a.report) < (?, ?)
                ORDER BY a.received_at DESC, a.report DESC LIMIT ?
                """,
                resident,
                start.at,
                start.report,
                limit + 1
            )
            let elements = try rows.prefix(limit).map(StoredResidentReport.init)
            let last = rows.count > limit ? elements.last : nil
            return Page(elements: elements, next: last.map { "\($0.receivedAt.milliseconds)_\($0.id)" })
        }
    }
}

/// Where a page of the list ends.
private struct ReceivedCursor {
    let at: Int64
    let report: String

    init(_ text: String?) {
        let parts = (text ?? "").split(separator: "_", maxSplits: 1).map(String.init)
        if parts.count == 2, let at = Int64(parts[0]) {
            (self.at, report) = (at, parts[1])
        } else {
            (at, report) = (.max, "")
        }
    }
}

extension StoredResidentReport {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            status: try row.value("status"),
            receivedAt: try row.instant("received_at"),
            due: try row.optionalDate("next_due"),
            clientKey: try ClientKey(row.text("client_key")),
            content: Sealed(ciphertext: try row.blob("content")),
            caseKey: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:)),
            actingContact: try row.optionalBlob("acting_contact").map(Sealed.init(ciphertext:)),
            personKey: try row.optionalBlob("person_key").map(WrappedKey.init(bytes:))
        )
    }
}
