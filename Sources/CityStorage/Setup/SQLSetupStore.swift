public import CityDomain
public import CityKit

/// Links of the wizard in the database. They belong to no town.
public struct SQLSetupStore: SetupStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ link: SetupLink) async throws {
        try await database.write { transaction in
            try transaction.execute(
                "INSERT INTO town_setups (token_hash, purpose, ends_at, draft) VALUES (?, ?, ?, ?)",
                link.tokenHash,
                link.purpose.rawValue,
                link.endsAt,
                link.draft.ciphertext
            )
        }
    }

    public func link(_ tokenHash: [UInt8], at now: Instant) async throws -> SetupLink? {
        try await database.read { transaction in
            try transaction.query(
                """
                SELECT token_hash, purpose, ends_at, draft, made_town, administrator FROM town_setups
                WHERE token_hash = ? AND ends_at > ?
                """,
                tokenHash,
                now
            ).first.map(SetupLink.init)
        }
    }

    public func hasLinks(at now: Instant) async throws -> Bool {
        try await database.read { transaction in
            try !transaction.query("SELECT purpose FROM town_setups WHERE ends_at > ? LIMIT 1", now).isEmpty
        }
    }

    public func save(
        _ draft: Sealed<SetupDraft>,
        over read: Sealed<SetupDraft>,
        of tokenHash: [UInt8],
        at now: Instant
    ) async throws -> Bool {
        try await database.write { transaction in
            try transaction.change(
                """
                UPDATE town_setups SET draft = ?
                WHERE token_hash = ? AND draft = ? AND ends_at > ? AND made_town IS NULL
                """,
                draft.ciphertext,
                tokenHash,
                read.ciphertext,
                now
            ) == 1
        }
    }

    public func make(_ town: TownToMake, by tokenHash: [UInt8], at now: Instant) async throws {
        let files = town.files.canonical
        try await database.town(town.files.town).write { transaction in
            try transaction.useUp(tokenHash, for: town, at: now)
            let stored = try transaction.change(
                """
                INSERT INTO municipality_revisions (municipality, revision, files, author, created_at)
                VALUES ({town}, ?, ?, ?, ?) ON CONFLICT (municipality, revision) DO NOTHING
                """,
                1,
                files,
                town.author,
                now
            )
            guard stored == 1 else { throw SetupFailure.idTaken(town.files.town.rawValue) }
            try transaction.note(town.entries.town.about("revision 1"))
            try transaction.insert(town.account)
            try transaction.note(town.entries.account)
            try transaction.insert(town.invitation, tokenHash: town.invitationHash)
            try transaction.note(town.entries.invitation)
            transaction.notify(.revision)
        }
    }

    public func sweep(at now: Instant) async throws {
        try await database.write { transaction in
            try transaction.execute("DELETE FROM town_setups WHERE ends_at <= ?", now)
        }
    }
}

extension TownTransaction {
    /// Notes by the link what it made, and forgets what was typed. Links for a first town are of no more use.
    fileprivate func useUp(_ tokenHash: [UInt8], for town: TownToMake, at now: Instant) throws {
        let used = try change(
            """
            UPDATE town_setups SET draft = ?, made_town = ?, administrator = ?, ends_at = ?
            WHERE token_hash = ? AND ends_at > ? AND made_town IS NULL
            """,
            town.emptied.ciphertext,
            town.files.town,
            town.account.staff.id,
            now + SetupLink.farewell,
            tokenHash,
            now
        )
        guard used == 1 else { throw SetupFailure.linkGone }
        try checkFirst(tokenHash)
        try execute(
            "DELETE FROM town_setups WHERE purpose = ? AND made_town IS NULL",
            SetupLink.Purpose.first.rawValue
        )
    }
}

extension TownTransaction {
    /// A link for a first town makes none where there is one, however it came.
    fileprivate func checkFirst(_ tokenHash: [UInt8]) throws {
        let isFirst = try query(
            "SELECT purpose FROM town_setups WHERE token_hash = ? AND purpose = ?",
            tokenHash,
            SetupLink.Purpose.first.rawValue
        )
        guard !isFirst.isEmpty else { return }
        let others = try query("SELECT revision FROM municipality_revisions WHERE municipality <> {town} LIMIT 1")
        guard others.isEmpty else { throw SetupFailure.linkGone }
    }
}

extension SetupLink {
    /// - Parameter row: of all columns.
    fileprivate init(_ row: Row) throws {
        let town: ID<Municipality>? = try row.optionalID("made_town")
        let administrator: ID<Staff>? = try row.optionalID("administrator")
        // Its last page is there for so long after both were made.
        let at = try row.instant("ends_at") - Self.farewell
        self.init(
            tokenHash: try row.blob("token_hash"),
            purpose: try row.value("purpose"),
            endsAt: try row.instant("ends_at"),
            draft: Sealed(ciphertext: try row.blob("draft")),
            made: town.flatMap { town in administrator.map { Made(town: town, administrator: $0, at: at) } }
        )
    }
}

extension SetupLink.Purpose: Storable {}
