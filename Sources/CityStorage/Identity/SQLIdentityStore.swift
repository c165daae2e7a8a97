public import CityDomain
public import CityKit

/// Sign-ins at services and the identities of accounts, in the database.
public struct SQLIdentityStore: IdentityStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func begin(_ flow: IdentityFlow, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO identity_flows (municipality, state_hash, browser_hash, provider, resident, started_at)
                VALUES ({town}, ?, ?, ?, ?, ?)
                """,
                flow.stateHash,
                flow.browserHash,
                flow.provider,
                flow.resident,
                flow.startedAt
            )
        }
    }

    public func take(stateHash: [UInt8], in town: ID<Municipality>) async throws -> IdentityFlow? {
        try await database.town(town).write { transaction in
            let row = try transaction.query(
                """
                SELECT state_hash, browser_hash, provider, resident, started_at FROM identity_flows
                WHERE municipality = {town} AND state_hash = ?
                """,
                stateHash
            ).first
            let taken = try transaction.change(
                "DELETE FROM identity_flows WHERE municipality = {town} AND state_hash = ?",
                stateHash
            )
            // Of two answers in the same moment one finds the row gone.
            guard let row, taken == 1 else { return nil }
            return IdentityFlow(
                stateHash: try row.blob("state_hash"),
                browserHash: try row.blob("browser_hash"),
                provider: try row.id("provider"),
                resident: try row.optionalText("resident").map(ID.init),
                startedAt: try row.instant("started_at")
            )
        }
    }

    public func keep(_ waiting: WaitingIdentity, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO waiting_identities (municipality, browser_hash, identity, wrapped_key, proved_at)
                VALUES ({town}, ?, ?, ?, ?)
                """,
                waiting.browserHash,
                waiting.identity.ciphertext,
                waiting.key.bytes,
                waiting.provedAt
            )
        }
    }

    public func waiting(browserHash: [UInt8], in town: ID<Municipality>) async throws -> WaitingIdentity? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT identity, wrapped_key, proved_at FROM waiting_identities
                WHERE municipality = {town} AND browser_hash = ?
                """,
                browserHash
            ).first.map { row in
                WaitingIdentity(
                    browserHash: browserHash,
                    identity: Sealed(ciphertext: try row.blob("identity")),
                    key: WrappedKey(bytes: try row.blob("wrapped_key")),
                    provedAt: try row.instant("proved_at")
                )
            }
        }
    }

    public func sweep(before moment: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let flows = try transaction.sweep(
                "identity_flows",
                key: "state_hash",
                age: "started_at",
                before: moment,
                limit
            )
            let waiting = try transaction.sweep(
                "waiting_identities",
                key: "browser_hash",
                age: "proved_at",
                before: moment,
                limit
            )
            return flows + waiting
        }
    }
}

// MARK: - The identities of accounts

extension SQLIdentityStore {
    public func resident(index: [UInt8], in town: ID<Municipality>) async throws -> Resident? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                "SELECT resident FROM resident_identities WHERE municipality = {town} AND subject_index = ?",
                index
            ).first
            return try row.flatMap { try transaction.residentAccount($0.id("resident"), in: "residents")?.resident }
        }
    }

    public func identities(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [LinkedIdentity] {
        try await database.town(town).read { try $0.identities(of: resident) }
    }

    public func link(_ identity: LinkedIdentity, index: [UInt8], logging event: AccountEvent, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            try transaction.insert(identity, index: index, of: event.resident)
            try transaction.insert(event)
        }
    }

    public func unlink(_ provider: ID<IdentityProvider>, logging event: AccountEvent, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let resident = event.resident
            let others = try transaction.identities(of: resident).filter { $0.provider != provider }
            let account = try transaction.residentAccount(resident, in: "residents")
            guard !others.isEmpty || account?.resident.hasPassword == true else { throw IdentityFailure.lastWay }
            let gone = try transaction.change(
                "DELETE FROM resident_identities WHERE municipality = {town} AND resident = ? AND provider = ?",
                resident,
                provider
            )
            if gone > 0 { try transaction.insert(event) }
        }
    }

    public func open(
        _ account: ResidentAccount,
        by identity: LinkedIdentity,
        index: [UInt8],
        browserHash: [UInt8],
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let waited = try transaction.change(
                "DELETE FROM waiting_identities WHERE municipality = {town} AND browser_hash = ?",
                browserHash
            )
            guard waited == 1 else { throw IdentityFailure.stale }
            guard try transaction.resident(with: account.loginIndex) == nil else { throw AccountFailure.loginTaken }
            try transaction.insert(account)
            try transaction.activate(account.resident.id, at: account.resident.createdAt)
            try transaction.forgetRegistrations(of: account.loginIndex)
            try transaction.insert(identity, index: index, of: account.resident.id)
        }
    }
}

extension TownTransaction {
    fileprivate func identities(of resident: ID<Resident>) throws -> [LinkedIdentity] {
        try query(
            """
            SELECT provider, linked_at FROM resident_identities WHERE municipality = {town} AND resident = ?
            ORDER BY linked_at, provider
            """,
            resident
        ).map { LinkedIdentity(provider: try $0.id("provider"), linkedAt: try $0.instant("linked_at")) }
    }

    /// - Throws: `IdentityFailure.taken`.
    fileprivate func insert(_ identity: LinkedIdentity, index: [UInt8], of resident: ID<Resident>) throws {
        let inserted = try change(
            """
            INSERT INTO resident_identities (municipality, subject_index, resident, provider, linked_at)
            VALUES ({town}, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            index,
            resident,
            identity.provider,
            identity.linkedAt
        )
        guard inserted == 1 else { throw IdentityFailure.taken }
    }
}

extension Transaction {
    /// Deletes the oldest rows of a table that nobody needs any more.
    fileprivate func sweep(_ table: SQL, key: SQL, age: SQL, before moment: Instant, _ limit: Int) throws -> Int {
        let old = try query("SELECT municipality, \(key) AS key FROM \(table) WHERE \(age) < ? LIMIT ?", moment, limit)
        for row in old {
            try execute(
                "DELETE FROM \(table) WHERE municipality = ? AND \(key) = ?",
                try row.text("municipality"),
                try row.blob("key")
            )
        }
        return old.count
    }
}
