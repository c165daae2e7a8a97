public import CityDomain
public import CityKit

/// Photos of reports in the database.
public struct SQLReportPhotoStore: ReportPhotoStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(
        _ photo: ReportPhoto,
        of owner: PhotoOwner,
        limit: Int,
        until expiry: Instant,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard try transaction.waitingPhotos(of: owner) < limit else { return false }
            try transaction.insert(photo, of: owner, until: expiry)
            return true
        }
    }

    public func photos(of owner: PhotoOwner, in town: ID<Municipality>) async throws -> [ReportPhoto] {
        try await database.town(town).read { transaction in
            try transaction.photos(where: "p.owner = ? ORDER BY p.id", owner.rawValue)
        }
    }

    public func photos(of report: ID<Report>, in town: ID<Municipality>) async throws -> [ReportPhoto] {
        try await database.town(town).read { transaction in
            try transaction.photos(where: "p.report = ? ORDER BY p.position", report)
        }
    }

    public func released(of reports: [ID<Report>], in town: ID<Municipality>) async throws
        -> [ID<Report>: [ReportPhoto]]
    {
        try await database.town(town).read { try $0.releasedPhotos(of: reports) }
    }

    public func published(_ photo: ID<ReportPhoto>, in town: ID<Municipality>) async throws
        -> (photo: ReportPhoto, category: ID<CityDomain.Category>)?
    {
        try await database.town(town).read { transaction in
            let found = try transaction.photos(where: "p.id = ? AND p.state = 'published'", photo).first
            guard let found, let report = found.report else { return nil }
            return try transaction.query(
                """
                SELECT r.category FROM reports r JOIN publications s ON s.municipality = r.municipality AND s.report = r.id
                WHERE r.municipality = {town} AND r.id = ?
                """,
                report
            ).first.map { (found, try $0.id("category")) }
        }
    }

    public func remove(_ photo: ID<ReportPhoto>, of owner: PhotoOwner, in town: ID<Municipality>) async throws
        -> ReportPhoto?
    {
        try await database.town(town).write { transaction in
            let found = try transaction.photos(
                where:
                    "p.id = ? AND p.owner = ? AND p.report IS NULL AND p.complaint IS NULL AND p.commission IS NULL AND p.message IS NULL",
                photo,
                owner.rawValue
            ).first
            if let found { try transaction.removePhoto(found.id) }
            return found
        }
    }

    public func move(
        _ event: PhotoEvent,
        to state: ReportPhoto.State,
        of report: ID<Report>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard
                let photo = try transaction.photos(where: "p.id = ? AND p.report = ?", event.photo, report).first
            else { return false }
            guard photo.state != state else { return true }
            try transaction.note(entry)
            try transaction.execute(
                "UPDATE report_photos SET state = ? WHERE municipality = {town} AND id = ?",
                state.rawValue,
                event.photo
            )
            try transaction.log(event, of: report, state: state)
            return true
        }
    }

    public func events(of report: ID<Report>, in town: ID<Municipality>) async throws -> [PhotoEvent] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT photo, change, state, areas, caption, at, officer FROM report_photo_events
                WHERE municipality = {town} AND report = ? ORDER BY sequence
                """,
                report
            ).map { row in
                PhotoEvent(
                    photo: try row.id("photo"),
                    try PhotoEvent.Change(row),
                    at: try row.instant("at"),
                    officer: try row.value("officer")
                )
            }
        }
    }

    public func expire(limit: Int, at now: Instant) async throws -> [ID<StoredFile>] {
        try await database.acrossTowns.write { transaction in
            let rows = try transaction.query(
                """
                SELECT municipality, id, file, thumbnail FROM report_photos WHERE expires_at <= ?
                ORDER BY expires_at LIMIT ?
                """,
                now,
                limit
            )
            for row in rows {
                let (town, id) = (try row.text("municipality"), try row.text("id"))
                try transaction.execute("DELETE FROM report_photos WHERE municipality = ? AND id = ?", town, id)
                try transaction.execute(
                    "DELETE FROM data_keys WHERE municipality = ? AND owner = ? AND purpose = 'photo'",
                    town,
                    id
                )
            }
            return try rows.flatMap { [try $0.id("file"), try $0.id("thumbnail")] }
        }
    }

    public func known(_ files: [ID<StoredFile>]) async throws -> Set<ID<StoredFile>> {
        try await database.acrossTowns.read { transaction in
            var known: Set<ID<StoredFile>> = []
            for file in files where try FileColumns.all.contains(where: { try transaction.names(file, $0) }) {
                known.insert(file)
            }
            return known
        }
    }
}

extension Transaction {
    /// Whether a row of the table names the file.
    fileprivate func names(_ file: ID<StoredFile>, _ files: FileColumns) throws -> Bool {
        let isNamed = SQL(trusted: files.columns.map { "\($0) = ?" }.joined(separator: " OR "))
        let values = files.columns.map { _ in file.databaseValue }
        return try !query(
            "SELECT 1 AS named FROM \(SQL(trusted: files.table)) WHERE \(isNamed) LIMIT 1",
            values: values
        )
        .isEmpty
    }
}
