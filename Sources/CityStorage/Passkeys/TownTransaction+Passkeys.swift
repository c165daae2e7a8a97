import CityDomain
import CityKit

extension TownTransaction {
    /// The oldest first.
    func passkeys(of holder: ID<FactorHolder>) throws -> [Passkey] {
        try query(
            "SELECT \(Passkey.columns) FROM passkeys WHERE municipality = {town} AND holder = ? ORDER BY created_at, id",
            holder
        ).map(Passkey.init)
    }

    func passkey(credentialIndex: [UInt8]) throws -> Passkey? {
        try query(
            "SELECT \(Passkey.columns) FROM passkeys WHERE municipality = {town} AND credential_index = ?",
            credentialIndex
        ).first.map(Passkey.init)
    }

    /// - Throws: `PasskeyFailure.known`.
    func insert(_ passkey: Passkey) throws {
        let known = try query(
            "SELECT id FROM passkeys WHERE municipality = {town} AND credential_index = ?",
            passkey.credentialIndex
        )
        guard known.isEmpty else { throw PasskeyFailure.known }
        try execute(
            """
            INSERT INTO passkeys
                (municipality, id, holder, credential_index, credential, name, counter, created_at, used_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            passkey.id,
            passkey.holder,
            passkey.credentialIndex,
            passkey.credential.ciphertext,
            passkey.name.ciphertext,
            Int64(passkey.counter),
            passkey.createdAt,
            passkey.usedAt
        )
    }

    /// - Returns: 0 when the passkey is gone, or answered with a later counter meanwhile.
    func note(_ use: PasskeyUse, of holder: ID<FactorHolder>) throws -> Int {
        try change(
            """
            UPDATE passkeys SET counter = ?, used_at = ?
            WHERE municipality = {town} AND holder = ? AND id = ? AND (counter < ? OR (counter = 0 AND ? = 0))
            """,
            Int64(use.counter),
            use.at,
            holder,
            use.passkey,
            Int64(use.counter),
            Int64(use.counter)
        )
    }

    /// - Throws: `PasskeyFailure.notFound`.
    func remove(_ passkey: ID<Passkey>, of holder: ID<FactorHolder>) throws {
        let removed = try change(
            "DELETE FROM passkeys WHERE municipality = {town} AND holder = ? AND id = ?",
            holder,
            passkey
        )
        guard removed == 1 else { throw PasskeyFailure.notFound }
    }
}

extension Passkey {
    fileprivate static let columns: SQL =
        "id, holder, credential_index, credential, name, counter, created_at, used_at"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            holder: try row.id("holder"),
            name: Sealed(ciphertext: try row.blob("name")),
            credential: Sealed(ciphertext: try row.blob("credential")),
            credentialIndex: try row.blob("credential_index"),
            counter: UInt32(clamping: try row.integer("counter")),
            createdAt: try row.instant("created_at"),
            usedAt: try row.optionalInstant("used_at")
        )
    }
}
