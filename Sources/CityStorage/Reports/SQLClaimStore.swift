public import CityDomain
public import CityKit

/// Reports that wait for an account of their reporter, in the database.
public struct SQLClaimStore: ClaimStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func claimable(emailIndex: [UInt8], in town: ID<Municipality>) async throws -> [ClaimableReport] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.id, r.contact, k.wrapped_key FROM report_addresses a
                JOIN reports r ON r.municipality = {town} AND r.id = a.report
                JOIN data_keys k ON k.municipality = {town} AND k.owner = a.report AND k.purpose = 'person'
                WHERE a.municipality = {town} AND a.email_index = ? AND r.contact IS NOT NULL
                """,
                emailIndex
            ).map { row in
                ClaimableReport(
                    report: try row.id("id"),
                    contact: Sealed(ciphertext: try row.blob("contact")),
                    personKey: WrappedKey(bytes: try row.blob("wrapped_key"))
                )
            }
        }
    }

    public func claim(_ reports: [ID<Report>], for resident: ID<Resident>, in town: ID<Municipality>) async throws
        -> Int
    {
        guard !reports.isEmpty else { return 0 }
        return try await database.town(town).write { transaction in
            guard try transaction.residentAccount(resident, in: "residents") != nil else { return 0 }
            return try reports.reduce(into: 0) { count, report in
                let taken = try transaction.change(
                    "DELETE FROM report_addresses WHERE municipality = {town} AND report = ?",
                    report
                )
                guard taken == 1 else { return }
                try transaction.recounting([report]) {
                    try transaction.execute(
                        """
                        INSERT INTO resident_reports (municipality, resident, received_at, report)
                        SELECT municipality, ?, received_at, id FROM reports WHERE municipality = {town} AND id = ?
                        """,
                        resident,
                        report
                    )
                }
                count += 1
            }
        }
    }
}
