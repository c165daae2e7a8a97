import CityDomain
import CityKit
import CityStorage
import CityTestSupport

extension Database {
    var deliveries: SQLDeliveryStore { SQLDeliveryStore(database: self) }
}

/// A row of the ledger as a test sees it.
struct LedgerRow: Equatable, CustomStringConvertible {
    let message: String
    let state: String
    let attempt: Int
    var due = Instant.monday
    var leaseUntil: Instant?
    var reference: String?
    var reason: String?

    var description: String {
        "\(message) \(state) \(attempt) due \(due.rfc3339) lease \(leaseUntil?.rfc3339 ?? "–") "
            + "\(reference ?? "–") \(reason ?? "–")"
    }
}

extension Database {
    /// The whole ledger of a town, in the order in which its rows sort.
    func ledger(of town: ID<Municipality> = .north) async throws -> [LedgerRow] {
        try await self.town(town).read { transaction in
            try transaction.query(
                """
                SELECT message, state, attempt, due_at, lease_until, reference, reason FROM deliveries
                WHERE municipality = {town} ORDER BY subject, message
                """
            ).map { row in
                LedgerRow(
                    message: try row.text("message"),
                    state: try row.text("state"),
                    attempt: try row.int("attempt"),
                    due: try row.instant("due_at"),
                    leaseUntil: try row.optionalInstant("lease_until"),
                    reference: try row.optionalText("reference"),
                    reason: try row.optionalText("reason")
                )
            }
        }
    }

    /// Reports with confirmed addresses, each with one queued status mail.
    func queueDeliveries(_ count: Int, in town: ID<Municipality> = .north) async throws {
        for index in 0..<count {
            let new = try NewReport.sample("r\(index)", contact: .sample)
            _ = try await reports.submit(new, in: town)
            _ = try await reports.confirmEmail(of: new.id, emailIndex: [0, 0], at: .monday, in: town)
        }
        _ = try await deliveries.handleEvents(limit: 1_000, at: .monday) { event, _ in
            [PlannedDelivery(message: .status(sequence: event.sequence), channel: .email, state: .queued)]
        }
    }
}
