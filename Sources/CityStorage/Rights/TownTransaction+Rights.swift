import CityDomain
import CityKit

extension TownTransaction {
    func insert(_ sealed: SealedRequest) throws {
        let request = sealed.request
        try execute(
            """
            INSERT INTO rights_requests
                (municipality, id, resident, kind, ground, words, received_at, due, extended_on, identity)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            request.id,
            request.resident,
            request.right.words.kind,
            request.right.words.ground,
            sealed.words?.ciphertext,
            request.receivedAt,
            request.due,
            request.extendedOn,
            request.identity.rawValue
        )
    }

    func rightsRequest(_ id: ID<RightsRequest>) throws -> SealedRequest? {
        try query(
            "SELECT \(SealedRequest.columns) FROM rights_requests WHERE municipality = {town} AND id = ?",
            id
        ).first.map(SealedRequest.init)
    }

    /// - Parameter answer: nil leaves what was said before.
    func update(_ request: RightsRequest, answer: Sealed<PersonalText>?) throws {
        try execute(
            """
            UPDATE rights_requests SET due = ?, extended_on = ?, identity = ?, outcome = ?, closed_at = ?
            WHERE municipality = {town} AND id = ?
            """,
            request.due,
            request.extendedOn,
            request.identity.rawValue,
            request.closing?.outcome.rawValue,
            request.closing?.at,
            request.id
        )
        guard let answer else { return }
        try execute(
            "UPDATE rights_requests SET answer = ? WHERE municipality = {town} AND id = ?",
            answer.ciphertext,
            request.id
        )
    }

    func restrict(_ resident: ID<Resident>, since now: Instant) throws {
        try recounting(reports(of: resident)) {
            try execute(
                "UPDATE residents SET restricted_at = ? WHERE municipality = {town} AND id = ? AND restricted_at IS NULL",
                now,
                resident
            )
        }
    }

    /// - Returns: whether there was a restriction.
    func endRestriction(of resident: ID<Resident>) throws -> Bool {
        try recounting(reports(of: resident)) {
            try change(
                """
                UPDATE residents SET restricted_at = NULL
                WHERE municipality = {town} AND id = ? AND restricted_at IS NOT NULL
                """,
                resident
            ) > 0
        }
    }

    /// Ends a restriction unless another request still asks for it.
    func endRefusedRestriction(of resident: ID<Resident>) throws {
        try recounting(reports(of: resident)) {
            try execute(
                """
                UPDATE residents SET restricted_at = NULL
                WHERE municipality = {town} AND id = ? AND NOT EXISTS (
                    SELECT 1 FROM rights_requests q WHERE q.municipality = {town} AND q.resident = residents.id
                        AND q.kind = 'restriction' AND (q.outcome IS NULL OR q.outcome <> 'refused')
                )
                """,
                resident
            )
        }
    }

    /// Keeps the profile that is about to be replaced.
    func keepProfile(of resident: ID<Resident>, at now: Instant) throws {
        try execute(
            """
            INSERT INTO profile_changes (municipality, resident, at, profile)
            SELECT municipality, id, CAST(? AS {int}), profile FROM residents WHERE municipality = {town} AND id = ?
            ON CONFLICT (municipality, resident, at) DO NOTHING
            """,
            now,
            resident
        )
    }

    /// Leaves of a person's requests what is about nobody: that there was one, when, and how it ended.
    func leaveRequests(of resident: ID<Resident>) throws {
        try execute(
            """
            UPDATE rights_requests SET resident = NULL, words = NULL, answer = NULL
            WHERE municipality = {town} AND resident = ?
            """,
            resident
        )
    }
}

extension SealedRequest {
    static let columns: SQL = """
        id, resident, kind, ground, words, received_at, due, extended_on, identity, outcome, answer, closed_at
        """

    init(_ row: Row) throws {
        let outcome: RightsRequest.Outcome? = try row.optionalText("outcome").flatMap(RightsRequest.Outcome.init)
        let closedAt = try row.optionalInstant("closed_at")
        self.init(
            request: RightsRequest(
                id: try row.id("id"),
                resident: try row.optionalID("resident"),
                right: try RightsRequest.Right(kind: row.text("kind"), ground: row.optionalText("ground")),
                receivedAt: try row.instant("received_at"),
                due: try row.date("due"),
                extendedOn: try row.optionalDate("extended_on"),
                identity: try row.value("identity"),
                closing: outcome.flatMap { outcome in closedAt.map { .init(outcome: outcome, at: $0) } }
            ),
            words: try row.optionalBlob("words").map(Sealed.init(ciphertext:)),
            answer: try row.optionalBlob("answer").map(Sealed.init(ciphertext:))
        )
    }
}

extension RightsRequest.Identity: Storable {}

extension RightsRequest.Right {
    /// The words the database keeps.
    fileprivate var words: (kind: String, ground: String?) {
        switch self {
        case .rectification: ("rectification", nil)
        case .restriction(let ground): ("restriction", ground.rawValue)
        case .erasure(let ground): ("erasure", ground.rawValue)
        case .objection: ("objection", nil)
        }
    }

    /// - Throws: `RowFault` for words nobody wrote: a damaged database, or one of a newer program.
    fileprivate init(kind: String, ground: String?) throws {
        let restriction = ground.flatMap(RestrictionGround.init)
        switch (kind, restriction, ground.flatMap(ErasureGround.init)) {
        case ("rectification", _, _): self = .rectification
        case ("restriction", let ground?, _): self = .restriction(ground)
        case ("erasure", _, let ground?): self = .erasure(ground)
        case ("objection", _, _): self = .objection
        default: throw RowFault.type(column: "kind", wanted: "a right", found: "text")
        }
    }
}
