public import CityDomain
public import CityKit

/// The register of contractors in the database.
public struct SQLContractorStore: ContractorStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func contractors(in town: ID<Municipality>) async throws -> [SealedContractor] {
        try await database.town(town).read { try $0.contractors(where: "TRUE ORDER BY c.id") }
    }

    public func contractor(_ id: ID<Contractor>, in town: ID<Municipality>) async throws -> SealedContractor? {
        try await database.town(town).read { try $0.contractor(id) }
    }

    public func add(
        _ contractor: SealedContractor,
        most: Int,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let count =
                try transaction.query(
                    "SELECT CAST(COUNT(*) AS {int}) AS kept FROM contractors WHERE municipality = {town}"
                ).first?.int("kept") ?? 0
            guard count < most else { throw ContractorFailure.tooMany(most) }
            if let key = contractor.key { try transaction.insert(key, of: contractor.id.rawValue, for: "person") }
            try transaction.execute(
                """
                INSERT INTO contractors (municipality, id, details, units, categories, closed_at, revision)
                VALUES ({town}, ?, ?, ?, ?, ?, ?)
                """,
                contractor.id,
                contractor.details?.ciphertext,
                contractor.contractor.units.column(),
                contractor.contractor.categories.column(),
                contractor.contractor.closedAt,
                contractor.contractor.revision
            )
            try transaction.note(entry)
        }
    }

    public func change(_ contractor: SealedContractor, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                """
                UPDATE contractors SET details = ?, units = ?, categories = ?, closed_at = ?, revision = ?
                WHERE municipality = {town} AND id = ? AND revision = ? AND details IS NOT NULL
                """,
                contractor.details?.ciphertext,
                contractor.contractor.units.column(),
                contractor.contractor.categories.column(),
                contractor.contractor.closedAt,
                contractor.contractor.revision,
                contractor.id,
                contractor.contractor.revision - 1
            )
            guard changed == 1 else {
                throw try transaction.contractor(contractor.id)?.details == nil
                    ? ContractorFailure.unknown : ContractorFailure.changedMeanwhile
            }
            try transaction.note(entry)
        }
    }

    public func erase(
        _ contractor: ID<Contractor>,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    )
        async throws
    {
        try await database.town(town).write { transaction in
            guard try transaction.contractor(contractor)?.details != nil else { throw ContractorFailure.unknown }
            guard try !transaction.hasOpenWork(contractor) else { throw ContractorFailure.hasWork }
            try transaction.eraseKeys(of: contractor.rawValue, for: "person")
            try transaction.execute(
                """
                UPDATE contractors SET details = NULL, closed_at = COALESCE(closed_at, CAST(? AS {int})),
                    revision = revision + 1
                WHERE municipality = {town} AND id = ?
                """,
                now,
                contractor
            )
            try transaction.note(entry)
        }
    }
}

extension SealedContractor {
    fileprivate var id: ID<Contractor> { contractor.id }
}

extension TownTransaction {
    func contractor(_ id: ID<Contractor>) throws -> SealedContractor? { try contractors(where: "c.id = ?", id).first }

    /// - Parameter condition: on the columns of `c`, a row of `contractors`, and the order.
    func contractors(where condition: SQL, _ values: any Storable...) throws -> [SealedContractor] {
        try query(
            """
            SELECT c.id, c.details, c.units, c.categories, c.closed_at, c.revision, k.wrapped_key FROM contractors c
            LEFT JOIN data_keys k ON k.municipality = c.municipality AND k.owner = c.id AND k.purpose = 'person'
            WHERE c.municipality = {town} AND \(condition)
            """,
            values: values.map(\.databaseValue)
        ).map(SealedContractor.init)
    }

    fileprivate func hasOpenWork(_ contractor: ID<Contractor>) throws -> Bool {
        try !query(
            """
            SELECT id FROM commissions
            WHERE municipality = {town} AND contractor = ? AND state IN ('ordered', 'accepted') AND NOT cut LIMIT 1
            """,
            contractor
        ).isEmpty
    }
}

extension SealedContractor {
    /// - Parameter row: with the columns of `contractors` and the key.
    fileprivate init(_ row: Row) throws {
        self.init(
            contractor: Contractor(
                id: try row.id("id"),
                units: Set(column: try row.text("units")),
                categories: Set(column: try row.text("categories")),
                closedAt: try row.optionalInstant("closed_at"),
                revision: try row.int("revision")
            ),
            details: try row.optionalBlob("details").map(Sealed.init(ciphertext:)),
            key: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:))
        )
    }
}

extension Set {
    /// Ids with spaces between.
    fileprivate func column<Entity>() -> String where Element == ID<Entity> {
        map(\.rawValue).sorted().joined(separator: " ")
    }

    fileprivate init<Entity>(column: String) where Element == ID<Entity> {
        self.init(column.split(separator: " ").map { ID(String($0)) })
    }
}
