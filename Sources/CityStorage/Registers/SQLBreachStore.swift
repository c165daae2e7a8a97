public import CityDomain
public import CityKit

/// The register of breaches in the database.
public struct SQLBreachStore: BreachStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ breach: SealedBreach, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO breaches (municipality, id, \(SealedBreach.changing))
                VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                values: [breach.breach.id.databaseValue] + breach.values
            )
            try transaction.note(entry)
        }
    }

    public func breaches(limit: Int, in town: ID<Municipality>) async throws -> [SealedBreach] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, \(SealedBreach.changing) FROM breaches WHERE municipality = {town}
                ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, learned_at DESC, id DESC LIMIT ?
                """,
                limit
            ).map(SealedBreach.init)
        }
    }

    public func breach(_ id: ID<Breach>, in town: ID<Municipality>) async throws -> SealedBreach? {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT id, \(SealedBreach.changing) FROM breaches WHERE municipality = {town} AND id = ?",
                id
            ).first.map(SealedBreach.init)
        }
    }

    public func replace(
        _ before: SealedBreach,
        with after: SealedBreach,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            // Each ciphertext is made once, so it tells one state from every other.
            let changed = try transaction.change(
                """
                UPDATE breaches SET learned_at = ?, natures = ?, persons = ?, notice = ?, notified_at = ?, telling = ?,
                    told_at = ?, closed_at = ?, words = ?
                WHERE municipality = {town} AND id = ? AND words = ?
                """,
                values: after.values + [before.breach.id.databaseValue, before.words.ciphertext.databaseValue]
            )
            guard changed == 1 else { return false }
            try transaction.note(entry)
            return true
        }
    }

    public func add(_ person: TouchedPerson, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "INSERT INTO breach_persons (municipality, breach, id, subject) VALUES ({town}, ?, ?, ?)",
                person.breach,
                person.id,
                person.subject.ciphertext
            )
            try transaction.note(entry)
        }
    }

    public func persons(of breach: ID<Breach>, in town: ID<Municipality>) async throws -> [TouchedPerson] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT id, subject FROM breach_persons WHERE municipality = {town} AND breach = ? ORDER BY id",
                breach
            ).map { row in
                TouchedPerson(
                    id: try row.id("id"),
                    breach: breach,
                    subject: Sealed(ciphertext: try row.blob("subject"))
                )
            }
        }
    }
}

extension SealedBreach {
    /// All columns but the id, in the order of `values`.
    fileprivate static let changing: SQL = """
        learned_at, natures, persons, notice, notified_at, telling, told_at, closed_at, words
        """

    fileprivate var values: [Value] {
        let natures = breach.natures.map(\.rawValue).sorted().joined(separator: " ")
        let columns: [any Storable] = [
            breach.learnedAt, natures, breach.persons, breach.notice.word, breach.notice.moment, breach.telling.word,
            breach.telling.moment, breach.closedAt, words.ciphertext,
        ]
        return columns.map(\.databaseValue)
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            breach: Breach(
                id: try row.id("id"),
                learnedAt: try row.instant("learned_at"),
                natures: Set(try row.text("natures").split(separator: " ").compactMap { .init(rawValue: String($0)) }),
                persons: try row.optionalInt("persons"),
                notice: Breach.Notice(word: try row.text("notice"), try row.optionalInstant("notified_at")),
                telling: Breach.Telling(word: try row.text("telling"), try row.optionalInstant("told_at")),
                closedAt: try row.optionalInstant("closed_at")
            ),
            words: Sealed(ciphertext: try row.blob("words"))
        )
    }
}

extension Breach.Notice {
    fileprivate var word: String {
        switch self {
        case .undecided: "undecided"
        case .given: "given"
        case .unneeded: "unneeded"
        }
    }

    fileprivate var moment: Instant? { if case .given(let moment) = self { moment } else { nil } }

    fileprivate init(word: String, _ moment: Instant?) {
        self = moment.map { .given($0) } ?? (word == "unneeded" ? .unneeded : .undecided)
    }
}

extension Breach.Telling {
    fileprivate var word: String {
        switch self {
        case .undecided: "undecided"
        case .done: "done"
        case .unneeded: "unneeded"
        }
    }

    fileprivate var moment: Instant? { if case .done(let moment) = self { moment } else { nil } }

    fileprivate init(word: String, _ moment: Instant?) {
        self = moment.map { .done($0) } ?? (word == "unneeded" ? .unneeded : .undecided)
    }
}
