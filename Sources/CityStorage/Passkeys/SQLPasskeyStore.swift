public import CityDomain
public import CityKit

/// Challenges of passkeys in the database.
public struct SQLPasskeyStore: PasskeyStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func issue(_ challenge: PasskeyChallenge, forgettingBefore oldest: Instant, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM passkey_challenges WHERE municipality = {town} AND issued_at < ?",
                oldest
            )
            try transaction.execute(
                """
                INSERT INTO passkey_challenges (municipality, bound_to, purpose, challenge, issued_at)
                VALUES ({town}, ?, ?, ?, ?)
                ON CONFLICT (municipality, bound_to, purpose)
                DO UPDATE SET challenge = excluded.challenge, issued_at = excluded.issued_at
                """,
                challenge.boundTo,
                challenge.purpose.rawValue,
                challenge.bytes,
                challenge.issuedAt
            )
        }
    }

    public func challenge(_ purpose: PasskeyChallenge.Purpose, boundTo: [UInt8], in town: ID<Municipality>)
        async throws -> PasskeyChallenge?
    {
        try await database.town(town).read { try $0.challenge(purpose, boundTo) }
    }

    public func take(_ purpose: PasskeyChallenge.Purpose, boundTo: [UInt8], in town: ID<Municipality>) async throws
        -> PasskeyChallenge?
    {
        try await database.town(town).write { transaction in
            let waiting = try transaction.challenge(purpose, boundTo)
            try transaction.execute(
                "DELETE FROM passkey_challenges WHERE municipality = {town} AND bound_to = ? AND purpose = ?",
                boundTo,
                purpose.rawValue
            )
            return waiting
        }
    }
}

extension TownTransaction {
    fileprivate func challenge(_ purpose: PasskeyChallenge.Purpose, _ boundTo: [UInt8]) throws -> PasskeyChallenge? {
        try query(
            """
            SELECT challenge, issued_at FROM passkey_challenges
            WHERE municipality = {town} AND bound_to = ? AND purpose = ?
            """,
            boundTo,
            purpose.rawValue
        ).first.map { row in
            PasskeyChallenge(
                bytes: try row.blob("challenge"),
                purpose: purpose,
                boundTo: boundTo,
                issuedAt: try row.instant("issued_at")
            )
        }
    }
}
