public import CityDomain
public import CityKit

/// Revisions of municipalities in the database.
public struct SQLMunicipalityStore: MunicipalityStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func latest() async throws -> [MunicipalityRevision] {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT r.municipality, r.revision, r.files, r.author, r.created_at, r.reason FROM municipality_revisions r
                WHERE r.revision =
                    (SELECT MAX(l.revision) FROM municipality_revisions l WHERE l.municipality = r.municipality)
                ORDER BY r.municipality
                """
            ).map(MunicipalityRevision.init)
        }
    }

    public func revision(_ number: Int?, of town: ID<Municipality>) async throws -> MunicipalityRevision? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT municipality, revision, files, author, created_at, reason FROM municipality_revisions
                WHERE municipality = {town} AND (CAST(? AS {int}) IS NULL OR revision = ?)
                ORDER BY revision DESC LIMIT 1
                """,
                number,
                number
            ).first.map(MunicipalityRevision.init)
        }
    }

    public func add(
        _ files: MunicipalityFiles,
        author: String,
        noting entry: AuditEntry?,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        let text = files.canonical
        return try await database.town(town).write { transaction in
            let newest = try transaction.query(
                """
                SELECT revision, files FROM municipality_revisions
                WHERE municipality = {town} ORDER BY revision DESC LIMIT 1
                """
            ).first
            if let newest, try newest.text("files") == text { return try newest.int("revision") }
            let revision = (try newest?.int("revision") ?? 0) + 1
            try transaction.execute(
                """
                INSERT INTO municipality_revisions (municipality, revision, files, author, created_at)
                VALUES ({town}, ?, ?, ?, ?)
                """,
                revision,
                text,
                author,
                now
            )
            if let entry { try transaction.note(entry.about("revision \(revision)")) }
            transaction.notify(.revision)
            return revision
        }
    }
}

extension Topic {
    /// A municipality got a new revision.
    public static let revision: Topic = "revision"
}

extension MunicipalityRevision {
    /// - Parameter row: of all columns.
    init(_ row: Row) throws {
        let town: ID<Municipality> = try row.id("municipality")
        guard let files = MunicipalityFiles(town: town, canonical: try row.text("files")) else {
            throw RowFault.type(column: "files", wanted: "a municipality's files", found: "text")
        }
        self.init(
            municipality: town,
            revision: try row.int("revision"),
            files: files,
            author: try row.text("author"),
            createdAt: try row.instant("created_at"),
            reason: try row.text("reason")
        )
    }
}
