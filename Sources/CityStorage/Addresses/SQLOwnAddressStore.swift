public import CityDomain
public import CityKit

/// Addresses of accounts in the database.
public struct SQLOwnAddressStore: OwnAddressStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func addresses(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedOwnAddress] {
        try await database.town(town).read { try $0.ownAddresses(of: resident) }
    }

    public func add(_ address: SealedOwnAddress, most: Int, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let kept = try transaction.ownAddresses(of: address.resident)
            guard kept.count < most else { throw OwnAddressFailure.tooMany(most) }
            let inserted = try transaction.change(
                """
                INSERT INTO resident_addresses (municipality, id, position, address, created_at, resident)
                SELECT {town}, CAST(? AS TEXT), CAST(? AS {int}), CAST(? AS {blob}), CAST(? AS {int}), id
                FROM residents WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
                """,
                address.id,
                try transaction.nextPlace(of: address.resident),
                address.content.ciphertext,
                address.createdAt,
                address.resident
            )
            guard inserted == 1 else { throw AccountFailure.residentSignedOut }
        }
    }

    public func change(_ address: SealedOwnAddress, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                "UPDATE resident_addresses SET address = ? WHERE municipality = {town} AND id = ? AND resident = ?",
                address.content.ciphertext,
                address.id,
                address.resident
            )
            guard changed == 1 else { throw OwnAddressFailure.unknown }
        }
    }

    public func remove(_ id: ID<OwnAddress>, of resident: ID<Resident>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let removed = try transaction.change(
                "DELETE FROM resident_addresses WHERE municipality = {town} AND id = ? AND resident = ?",
                id,
                resident
            )
            guard removed == 1 else { throw OwnAddressFailure.unknown }
        }
    }
}

extension TownTransaction {
    /// In the order in which they were added.
    func ownAddresses(of resident: ID<Resident>) throws -> [SealedOwnAddress] {
        try query(
            """
            SELECT id, resident, address, created_at FROM resident_addresses
            WHERE municipality = {town} AND resident = ? ORDER BY position, id
            """,
            resident
        ).map { row in
            SealedOwnAddress(
                id: try row.id("id"),
                resident: try row.id("resident"),
                content: Sealed(ciphertext: try row.blob("address")),
                createdAt: try row.instant("created_at")
            )
        }
    }

    /// Behind all that the account has.
    fileprivate func nextPlace(of resident: ID<Resident>) throws -> Int {
        let last = try query(
            "SELECT MAX(position) AS last FROM resident_addresses WHERE municipality = {town} AND resident = ?",
            resident
        ).first?.optionalInt("last")
        return (last ?? -1) + 1
    }

    /// Gives what was sealed anew to another account, behind what that has.
    func take(_ moved: SealedOwnAddress, to kept: ID<Resident>) throws {
        try execute(
            "UPDATE resident_addresses SET resident = ?, position = ?, address = ? WHERE municipality = {town} AND id = ?",
            kept,
            try nextPlace(of: kept),
            moved.content.ciphertext,
            moved.id
        )
    }
}
