public import CityDomain
public import CityKit

/// Named requests in the database.
public struct SQLRequestStore: RequestStore {
    /// Of keys in `data_keys`.
    fileprivate static let purpose = "request"

    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func claim(_ claim: RequestClaim, in town: ID<Municipality>) async throws -> ClaimedRequest {
        try await database.town(town).write { transaction in
            let outcome = claim.outcome(after: try transaction.request(claim.name))
            switch outcome {
            case .known: break
            case .taken(let ticket) where ticket.attempt == .first: try transaction.insert(claim)
            case .taken: try transaction.takeOver(claim)
            }
            return outcome
        }
    }

    public func keep(_ answer: StoredAnswer, _ claim: RequestClaim, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let kept = try transaction.change(
                "UPDATE requests SET answer = ? WHERE municipality = {town} AND name = ? AND answer IS NULL",
                answer.answer.ciphertext,
                claim.name
            )
            guard kept == 1 else { return }
            try transaction.insert(answer.key, of: answer.request.rawValue, for: Self.purpose)
        }
    }

    public func release(_ claim: RequestClaim, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                DELETE FROM requests
                WHERE municipality = {town} AND name = ? AND working_until = ? AND answer IS NULL
                """,
                claim.name,
                claim.workingUntil
            )
        }
    }

    public func releaseAll() async throws {
        try await database.acrossTowns.write { transaction in
            try transaction.execute("UPDATE requests SET working_until = taken_at WHERE answer IS NULL")
        }
    }

    public func sweep(limit: Int, before moment: Instant) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let old = try transaction.query(
                "SELECT municipality, name, id FROM requests WHERE taken_at < ? ORDER BY taken_at LIMIT ?",
                moment,
                limit
            )
            for row in old {
                let town = try row.text("municipality")
                try transaction.execute(
                    "DELETE FROM data_keys WHERE municipality = ? AND owner = ? AND purpose = ?",
                    town,
                    try row.text("id"),
                    Self.purpose
                )
                try transaction.execute(
                    "DELETE FROM requests WHERE municipality = ? AND name = ?",
                    town,
                    try row.blob("name")
                )
            }
            return old.count
        }
    }
}

extension TownTransaction {
    fileprivate func request(_ name: [UInt8]) throws -> StoredRequest? {
        try query(
            "SELECT id, fingerprint, working_until, answer FROM requests WHERE municipality = {town} AND name = ?",
            name
        ).first.map { row in
            let id: ID<NamedRequest> = try row.id("id")
            return StoredRequest(
                id: id,
                fingerprint: try row.blob("fingerprint"),
                workingUntil: try row.instant("working_until"),
                answer: try row.optionalBlob("answer").flatMap { try answer(Sealed(ciphertext: $0), of: id) }
            )
        }
    }

    private func answer(_ answer: Sealed<RequestAnswer>, of request: ID<NamedRequest>) throws -> StoredAnswer? {
        try key(of: request.rawValue, for: SQLRequestStore.purpose).map {
            StoredAnswer(request: request, answer: answer, key: $0)
        }
    }

    fileprivate func insert(_ claim: RequestClaim) throws {
        try execute(
            """
            INSERT INTO requests (municipality, name, id, fingerprint, taken_at, working_until)
            VALUES ({town}, ?, ?, ?, ?, ?)
            """,
            claim.name,
            claim.id,
            claim.fingerprint,
            claim.takenAt,
            claim.workingUntil
        )
    }

    fileprivate func takeOver(_ claim: RequestClaim) throws {
        try execute(
            "UPDATE requests SET working_until = ? WHERE municipality = {town} AND name = ?",
            claim.workingUntil,
            claim.name
        )
    }
}
