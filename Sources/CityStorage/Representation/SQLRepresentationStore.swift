public import CityDomain
public import CityKit

/// Authority of accounts to act for others, in the database.
public struct SQLRepresentationStore: RepresentationStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ request: SealedRepresentation, most: Int, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let resident = request.representation.resident
            guard try transaction.waiting(of: resident) < most else { throw RepresentationFailure.tooMany(most) }
            guard try transaction.insert(request) else { throw AccountFailure.residentSignedOut }
            try transaction.note(entry)
        }
    }

    public func representations(of resident: ID<Resident>, in town: ID<Municipality>) async throws
        -> [SealedRepresentation]
    {
        try await database.town(town).read { try $0.representations(of: resident) }
    }

    public func representation(_ id: ID<Representation>, in town: ID<Municipality>) async throws
        -> SealedRepresentation?
    {
        try await database.town(town).read { try $0.representation(id) }
    }

    public func waiting(limit: Int, in town: ID<Municipality>) async throws -> [SealedRepresentation] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(SealedRepresentation.columns) FROM representations
                WHERE municipality = {town} AND state = 'asked' ORDER BY asked_at, id LIMIT ?
                """,
                limit
            ).map(SealedRepresentation.init)
        }
    }

    public func change(
        _ id: ID<Representation>,
        of resident: ID<Resident>,
        reason: Sealed<PersonalText>?,
        telling letter: AccountLink?,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout Representation, VerificationLevel) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard var representation = try transaction.representation(id)?.representation,
                // The reason is sealed for the account that was read: it may have gone into another one.
                representation.resident == resident,
                let account = try transaction.residentAccount(representation.resident, in: "residents")
            else { throw RepresentationFailure.unknown }
            try change(&representation, account.resident.verification)
            try transaction.update(representation, because: reason)
            if let letter { try transaction.send(letter, to: account.loginIndex) }
            try transaction.note(entry)
        }
    }
}

extension TownTransaction {
    /// The last one asked for first.
    func representations(of resident: ID<Resident>) throws -> [SealedRepresentation] {
        try query(
            """
            SELECT \(SealedRepresentation.columns) FROM representations
            WHERE municipality = {town} AND resident = ? ORDER BY asked_at DESC, id DESC
            """,
            resident
        ).map(SealedRepresentation.init)
    }

    fileprivate func representation(_ id: ID<Representation>) throws -> SealedRepresentation? {
        try query(
            "SELECT \(SealedRepresentation.columns) FROM representations WHERE municipality = {town} AND id = ?",
            id
        ).first.map(SealedRepresentation.init)
    }

    fileprivate func waiting(of resident: ID<Resident>) throws -> Int {
        try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS waiting FROM representations
            WHERE municipality = {town} AND resident = ? AND state = 'asked'
            """,
            resident
        ).first?.int("waiting") ?? 0
    }

    /// - Returns: false when the account was closed or erased meanwhile; nothing is stored then.
    fileprivate func insert(_ sealed: SealedRepresentation) throws -> Bool {
        let representation = sealed.representation
        let inserted = try change(
            """
            INSERT INTO representations
                (municipality, id, kind, details, valid_from, valid_to, state, asked_at, changed_at, resident)
            SELECT {town}, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS {blob}), CAST(? AS {int}), CAST(? AS {int}),
                CAST(? AS TEXT), CAST(? AS {int}), CAST(? AS {int}), id
            FROM residents WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
            """,
            representation.id,
            representation.kind,
            sealed.details.ciphertext,
            representation.validFrom,
            representation.validTo,
            representation.state,
            representation.askedAt,
            representation.changedAt,
            representation.resident
        )
        return inserted == 1
    }

    fileprivate func update(_ representation: Representation, because reason: Sealed<PersonalText>?) throws {
        try execute(
            """
            UPDATE representations SET state = ?, changed_at = ?, ends_at = ?, reason = ?
            WHERE municipality = {town} AND id = ?
            """,
            representation.state,
            representation.changedAt,
            representation.endsAt,
            reason?.ciphertext,
            representation.id
        )
    }

    /// Whether the account may act by it on this day and at this moment, whatever was read before.
    func mayAct(by id: ID<Representation>, _ resident: ID<Resident>, on today: CivilDate, at now: Instant) throws
        -> Bool
    {
        let row = try query(
            """
            SELECT p.verification FROM representations v
            JOIN residents p ON p.municipality = v.municipality AND p.id = v.resident
            WHERE v.municipality = {town} AND v.id = ? AND v.resident = ? AND v.state = 'granted' AND v.valid_from <= ?
                AND (v.ends_at IS NULL OR v.ends_at > ?)
            """,
            id,
            resident,
            today,
            now
        ).first
        guard let level: VerificationLevel = try row?.value("verification") else { return false }
        return level.letsAct
    }

    /// Lets the office look again at what it granted: the document was seen with a person of other names, or with another
    /// account.
    func askAgain(for resident: ID<Resident>, at now: Instant) throws {
        try execute(
            """
            UPDATE representations SET state = 'asked', changed_at = ?, ends_at = NULL
            WHERE municipality = {town} AND resident = ? AND state = 'granted' AND (ends_at IS NULL OR ends_at > ?)
            """,
            now,
            resident,
            now
        )
    }

    /// Gives what was sealed anew to another account.
    func take(_ moved: SealedRepresentation, to kept: ID<Resident>) throws {
        try execute(
            "UPDATE representations SET resident = ?, details = ?, reason = ? WHERE municipality = {town} AND id = ?",
            kept,
            moved.details.ciphertext,
            moved.reason?.ciphertext,
            moved.representation.id
        )
    }
}

extension SealedRepresentation {
    static let columns: SQL = """
        id, resident, kind, details, valid_from, valid_to, state, reason, asked_at, changed_at, ends_at
        """

    init(_ row: Row) throws {
        self.init(
            representation: Representation(
                id: try row.id("id"),
                resident: try row.id("resident"),
                kind: try row.value("kind"),
                validFrom: try row.date("valid_from"),
                validTo: try row.optionalDate("valid_to"),
                askedAt: try row.instant("asked_at"),
                state: try row.value("state"),
                changedAt: try row.instant("changed_at"),
                endsAt: try row.optionalInstant("ends_at")
            ),
            details: Sealed(ciphertext: try row.blob("details")),
            reason: try row.optionalBlob("reason").map(Sealed.init(ciphertext:))
        )
    }
}

extension Representation.Kind: Storable {}
extension Representation.State: Storable {}
