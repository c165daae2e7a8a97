public import CityDomain
public import CityKit

/// Residents, their registrations, links and sessions in the database.
public struct SQLResidentStore: ResidentStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func register(
        _ account: ResidentAccount,
        link: ID<AccountLink>,
        since: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let now = account.resident.createdAt
            guard try transaction.mayBeSentLink(account.loginIndex, as: .activate, since: since) else { return }
            if let owner = try transaction.resident(with: account.loginIndex)?.resident {
                let letter = AccountLink(id: link, purpose: .taken, resident: owner.id, createdAt: now)
                try transaction.send(letter, to: account.loginIndex, as: .activate)
            } else {
                try transaction.insert(account)
                let letter = AccountLink(id: link, purpose: .activate, resident: account.resident.id, createdAt: now)
                try transaction.send(letter, to: account.loginIndex)
            }
        }
    }

    public func sendLink(
        _ link: ID<AccountLink>,
        _ purpose: AccountLink.Purpose,
        loginIndex: [UInt8],
        since: Instant,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.mayBeSentLink(loginIndex, as: purpose, since: since) else { return }
            guard let owner = try transaction.resident(with: loginIndex)?.resident else {
                return try transaction.countUnsent(link, as: purpose, to: loginIndex, at: now)
            }
            try transaction.send(
                AccountLink(id: link, purpose: purpose, resident: owner.id, createdAt: now),
                to: loginIndex
            )
        }
    }

    public func link(_ id: ID<AccountLink>, in town: ID<Municipality>) async throws -> (AccountLink, ResidentAccount)? {
        try await database.town(town).read { try $0.link(id) }
    }

    public func activate(
        _ link: ID<AccountLink>,
        telling letter: ID<AccountLink>,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard let (found, account) = try transaction.link(link), found.purpose == .activate else {
                throw AccountFailure.wrongLink
            }
            guard try transaction.resident(with: account.loginIndex) == nil else { throw AccountFailure.loginTaken }
            try transaction.use(link, at: now)
            try transaction.activate(account.resident.id, at: now)
            try transaction.tellGuardian(of: account.resident.id, by: letter, at: now)
            try transaction.forgetRegistrations(of: account.loginIndex)
        }
    }

    public func setPassword(
        _ hash: PasswordHash,
        of resident: ID<Resident>,
        by link: ID<AccountLink>?,
        keeping kept: [UInt8]?,
        logging event: AccountEvent,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            if let link { try transaction.use(link, at: event.at) }
            try transaction.setPasswordHash(hash, of: resident)
            try transaction.closeSessions(of: resident, keeping: kept)
            try transaction.insert(event)
        }
    }

    public func replacePasswordHash(_ hash: PasswordHash, of resident: ID<Resident>, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE residents SET password_hash = ? WHERE municipality = {town} AND id = ?",
                hash.phc,
                resident
            )
        }
    }

    public func account(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ResidentAccount? {
        try await database.town(town).read { try $0.resident(with: loginIndex) }
    }

    public func account(_ id: ID<Resident>, in town: ID<Municipality>) async throws -> ResidentAccount? {
        try await database.town(town).read { try $0.residentAccount(id, in: "residents") }
    }

    public func setProfile(
        _ profile: Sealed<ResidentProfile>,
        _ names: NameChange,
        of resident: ID<Resident>,
        seeing seen: Sealed<ResidentProfile>,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.residentAccount(resident, in: "residents")?.resident.profile == seen else {
                throw AccountFailure.changedMeanwhile
            }
            try transaction.keepProfile(of: resident, at: now)
            try transaction.execute(
                "UPDATE residents SET profile = ?, compared = FALSE WHERE municipality = {town} AND id = ?",
                profile.ciphertext,
                resident
            )
            guard names == .other else { return }
            try transaction.askAgain(for: resident, at: now)
            try transaction.execute(
                "UPDATE residents SET verification = ? WHERE municipality = {town} AND id = ?",
                VerificationLevel.contactConfirmed,
                resident
            )
        }
    }

    public func accept(_ version: String, by resident: ID<Resident>, at now: Instant, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE residents SET terms_version = ? WHERE municipality = {town} AND id = ?",
                version,
                resident
            )
            try transaction.noteAcceptance(of: version, by: resident, at: now)
        }
    }

    public func sweep(before moment: Instant, idle: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let registrations = try transaction.sweepRegistrations(before: moment, limit: limit)
            let links = try transaction.sweepLinks(before: moment, limit: limit)
            let changes = try transaction.sweepAddressChanges(before: moment, limit: limit)
            return registrations + links + changes + (try transaction.sweepResidentSessions(before: idle, limit: limit))
        }
    }
}

// MARK: - Sessions

extension SQLResidentStore {
    public func open(_ session: ResidentSession, logging event: AccountEvent, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard try !transaction.hasFactor(session.resident.factorHolder) else { throw AccountFailure.signedOut }
            try transaction.open(session, logging: event)
        }
    }

    public func session(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (ResidentSession, Resident)? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                "SELECT \(ResidentSession.columns) FROM resident_sessions WHERE municipality = {town} AND token_hash = ?",
                tokenHash
            ).first
            guard let session = try row.map(ResidentSession.init),
                let account = try transaction.residentAccount(session.resident, in: "residents")
            else { return nil }
            return (session, account.resident)
        }
    }

    public func sessions(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ResidentSession] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(ResidentSession.columns) FROM resident_sessions
                WHERE municipality = {town} AND resident = ? ORDER BY opened_at DESC, id DESC
                """,
                resident
            ).map(ResidentSession.init)
        }
    }

    public func touch(_ tokenHash: [UInt8], at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE resident_sessions SET seen_at = ? WHERE municipality = {town} AND token_hash = ?",
                now,
                tokenHash
            )
        }
    }

    public func close(_ session: ID<ResidentSession>, logging event: AccountEvent, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let closed = try transaction.change(
                "DELETE FROM resident_sessions WHERE municipality = {town} AND resident = ? AND id = ?",
                event.resident,
                session
            )
            if closed == 1 { try transaction.insert(event) }
        }
    }

    public func closeAll(keeping kept: [UInt8]?, logging event: AccountEvent, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.closeSessions(of: event.resident, keeping: kept)
            try transaction.insert(event)
        }
    }
}

extension ResidentSession {
    fileprivate static let columns: SQL = "token_hash, id, resident, device, opened_at, seen_at"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            tokenHash: try row.blob("token_hash"),
            resident: try row.id("resident"),
            device: Sealed(ciphertext: try row.blob("device")),
            openedAt: try row.instant("opened_at"),
            seenAt: try row.instant("seen_at")
        )
    }
}

extension TownTransaction {
    /// - Throws: `AccountFailure.signedOut` when the account was closed or erased meanwhile.
    func open(_ session: ResidentSession, logging event: AccountEvent) throws {
        let opened = try change(
            """
            INSERT INTO resident_sessions (municipality, token_hash, id, device, opened_at, seen_at, resident)
            SELECT {town}, ?, ?, ?, ?, ?, id FROM residents
            WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
            """,
            session.tokenHash,
            session.id,
            session.device.ciphertext,
            session.openedAt,
            session.seenAt,
            session.resident
        )
        guard opened == 1 else { throw AccountFailure.signedOut }
        try insert(event)
        try execute(
            "UPDATE residents SET signed_in_at = ? WHERE municipality = {town} AND id = ?",
            session.openedAt,
            session.resident
        )
        try endWarning(of: session.resident, at: session.openedAt)
    }
}
