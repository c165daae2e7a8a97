public import CityDomain
public import CityKit

/// Registers of addresses in the database.
public struct SQLAddressStore: AddressStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func register(in town: ID<Municipality>) async throws -> AddressRegister {
        try await database.town(town).read { transaction in
            AddressRegister(
                settlements: try transaction.settlements(),
                streets: try transaction.streets(),
                points: try transaction.addressPoints()
            )
        }
    }

    public func revisions() async throws -> [ID<Municipality>: Int] {
        try await database.acrossTowns.read { transaction in
            let rows = try transaction.query(
                """
                SELECT municipality, MAX(revision) AS revision FROM address_imports WHERE finished GROUP BY municipality
                """
            )
            return try rows.reduce(into: [:]) { $0[try $1.id("municipality")] = try $1.int("revision") }
        }
    }

    public func state(in town: ID<Municipality>) async throws -> AddressState {
        try await database.town(town).read { try $0.addressState() }
    }

    public func begin(_ change: AddressImport, after state: AddressState, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let last = try transaction.addressState()
            guard !last.isRunning(at: change.at) else { throw AddressFailure.running }
            guard last == state else { throw AddressFailure.changedMeanwhile }
            try transaction.execute(
                """
                INSERT INTO address_imports (municipality, revision, at, written_at, source, counts, finished)
                VALUES ({town}, ?, ?, ?, ?, ?, FALSE)
                """,
                state.revision + 1,
                change.at,
                change.at,
                change.source,
                change.counts.text
            )
        }
    }

    public func take(_ part: AddressPart, of revision: Int, at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.isOpen(revision) else { throw AddressFailure.changedMeanwhile }
            try transaction.execute(
                "UPDATE address_imports SET written_at = ? WHERE municipality = {town} AND revision = ?",
                now,
                revision
            )
            try transaction.keep(part.settlements)
            try transaction.keep(part.streets)
            try transaction.keep(part.houses)
            try transaction.end(part.ended, at: part.now)
        }
    }

    public func finish(
        _ change: AddressImport,
        after state: AddressState,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let own = state.revision + 1
            guard try transaction.isOpen(own) else { throw AddressFailure.changedMeanwhile }
            try transaction.execute(
                "UPDATE address_imports SET finished = TRUE WHERE municipality = {town} AND revision = ?",
                own
            )
            try transaction.note(entry)
        }
    }

    public func imports(limit: Int, in town: ID<Municipality>) async throws -> [AddressImport] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT at, source, counts FROM address_imports
                WHERE municipality = {town} AND finished ORDER BY revision DESC LIMIT ?
                """,
                limit
            ).map { row in
                AddressImport(
                    at: try row.instant("at"),
                    source: try row.text("source"),
                    counts: AddressCounts(text: try row.text("counts"))
                )
            }
        }
    }
}

extension AddressCounts {
    private static let fields: [any WritableKeyPath<Self, Int> & Sendable] = [
        \.read, \.added, \.changed, \.ended, \.unchanged, \.repeated, \.rejected, \.settlements, \.streets, \.spelt,
    ]

    /// As a row has it: numbers with spaces between.
    fileprivate var text: String { Self.fields.map { "\(self[keyPath: $0])" }.joined(separator: " ") }

    fileprivate init(text: String) {
        self.init()
        for (field, number) in zip(Self.fields, text.split(separator: " ")) { self[keyPath: field] = Int(number) ?? 0 }
    }
}
