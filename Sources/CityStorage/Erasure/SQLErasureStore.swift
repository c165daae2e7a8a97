public import CityDomain
public import CityKit

/// Erasures in the database, and the addresses for last letters.
public struct SQLErasureStore: ErasureStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func erase(_ erasure: Erasure, noting entry: AuditEntry, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard try transaction.residentAccount(erasure.resident, in: "residents") != nil else { return false }
            try transaction.erase(erasure)
            try transaction.note(entry)
            return true
        }
    }

    public func merged(into resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ID<Resident>] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT gone FROM merged_accounts WHERE municipality = {town} AND resident = ? ORDER BY gone",
                resident
            ).map { try $0.id("gone") }
        }
    }

    public func farewell(_ resident: ID<Resident>, in town: ID<Municipality>) async throws -> Farewell? {
        try await database.town(town).read { transaction in
            guard let key = try transaction.key(of: resident.rawValue, for: "farewell") else { return nil }
            return try transaction.query(
                "SELECT email, reason, language FROM farewells WHERE municipality = {town} AND id = ?",
                resident
            ).first.map { row in
                Farewell(
                    email: Sealed(ciphertext: try row.blob("email")),
                    reason: try row.optionalBlob("reason").map(Sealed.init(ciphertext:)),
                    key: key,
                    language: try row.value("language")
                )
            }
        }
    }

    public func sweepFarewells(before moment: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let over = try transaction.query(
                """
                SELECT f.municipality, f.id FROM farewells f
                WHERE f.created_at < ? OR NOT EXISTS (
                    SELECT 1 FROM deliveries d
                    WHERE d.municipality = f.municipality AND d.subject = f.id AND d.message = ?
                        AND d.state IN ('queued', 'leased', 'sending')
                ) LIMIT ?
                """,
                moment,
                DeliveryMessage.accountErased.rawValue,
                limit
            )
            for row in over {
                try transaction.forgetFarewell(try row.text("id"), in: ID(try row.text("municipality")))
            }
            return over.count
        }
    }
}

extension Transaction {
    /// Forgets the address of a last letter, with its key.
    fileprivate func forgetFarewell(_ resident: String, in town: ID<Municipality>) throws {
        try execute(
            "DELETE FROM data_keys WHERE municipality = ? AND owner = ? AND purpose = 'farewell'",
            town,
            resident
        )
        try execute("DELETE FROM farewells WHERE municipality = ? AND id = ?", town, resident)
    }

    /// Forgets the address once its letter is over, whichever way.
    func forgetFarewell(of delivery: ID<Delivery>, in town: ID<Municipality>) throws {
        guard let resident = delivery.farewell else { return }
        try forgetFarewell(resident, in: town)
    }
}

extension ID<Delivery> {
    private static var farewellMark: String { "farewell-" }

    init(farewellTo resident: ID<Resident>) { self.init(Self.farewellMark + resident.rawValue) }

    /// The account that the letter says farewell to; nil for any other.
    fileprivate var farewell: String? {
        rawValue.hasPrefix(Self.farewellMark) ? String(rawValue.dropFirst(Self.farewellMark.count)) : nil
    }
}
