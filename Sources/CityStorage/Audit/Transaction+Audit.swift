import CityDomain
import CityKit

extension Transaction {
    /// Puts an entry of the audit log into this transaction: it is there when, and only when, the change is.
    func note(_ entry: AuditEntry) throws {
        try execute(
            """
            INSERT INTO audit_queue
                (municipality, id, at, kind, actor, role, object, part, reason, request, sealed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            values: entry.row
        )
    }
}

extension TownTransaction {
    /// The same, of the town of this transaction.
    func note(_ entry: AuditEntry) throws {
        try execute(
            """
            INSERT INTO audit_queue
                (municipality, id, at, kind, actor, role, object, part, reason, request, sealed)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            values: Array(entry.row.dropFirst())
        )
    }
}

extension AuditEntry {
    /// In the order of the columns of `audit_queue`.
    var row: [Value] {
        let columns: [any Storable] = [
            town, id, at, kind, actor, role, object, part, reason, request, values?.ciphertext,
        ]
        return columns.map(\.databaseValue)
    }

    /// - Parameter start: the position of `municipality` in the order of the statement; the other columns follow.
    init(_ row: Row, from start: Int = 0) throws(RowFault) {
        self.init(
            id: try row.value(at: start + 1),
            town: try row.value(at: start),
            at: try row.value(at: start + 2),
            kind: try row.value(at: start + 3),
            actor: try row.value(at: start + 4),
            role: try row.value(at: start + 5),
            object: try row.value(at: start + 6),
            part: try row.value(at: start + 7),
            reason: try row.value(at: start + 8),
            request: try row.value(at: start + 9),
            values: try row.value(at: start + 10, as: [UInt8]?.self).map(Sealed.init(ciphertext:))
        )
    }
}
