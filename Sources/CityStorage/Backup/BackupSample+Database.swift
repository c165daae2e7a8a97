public import CityDomain
import CityKit

extension BackupSample {
    /// The first and the last reports and photos, at most `count` of each.
    public init(of database: any Database, count: Int) async throws {
        self = try await database.acrossTowns.read { transaction in
            let half = max(1, count / 2)
            let files = try transaction.photoFiles()
            return BackupSample(
                reports: try ["ASC", "DESC"].flatMap { try transaction.sampledReports($0, half) },
                photos: try ["ASC", "DESC"].flatMap { try transaction.sampledPhotos($0, half, of: files) }
            )
        }
    }
}

extension Transaction {
    fileprivate func sampledReports(_ order: SQL, _ count: Int) throws -> [BackupSample.SealedReport] {
        try query(
            """
            SELECT r.municipality, r.id, r.content, k.wrapped_key
            FROM (SELECT municipality, id, content FROM reports ORDER BY municipality \(order), id \(order) LIMIT ?) AS r
            JOIN data_keys k ON k.municipality = r.municipality AND k.owner = r.id AND k.purpose = 'case'
            """,
            count
        ).map { row in
            BackupSample.SealedReport(
                town: try row.id("municipality"),
                id: try row.id("id"),
                key: WrappedKey(bytes: try row.blob("wrapped_key")),
                content: Sealed(ciphertext: try row.blob("content"))
            )
        }
    }

    /// The columns of photos that name files. A backup of an older program lacks some.
    fileprivate func photoFiles() throws -> [String] {
        let rows = try query("SELECT c.name AS name FROM {columns} AS c WHERE c.table_name = 'report_photos'")
        let known = try rows.map { try $0.text("name") }
        return FileColumns.photos.columns.filter(known.contains)
    }

    fileprivate func sampledPhotos(_ order: SQL, _ count: Int, of files: [String]) throws -> [BackupSample.SealedPhoto]
    {
        let columns = SQL(trusted: files.joined(separator: ", "))
        return try query(
            """
            SELECT p.municipality, p.id, \(columns), k.wrapped_key
            FROM (SELECT municipality, id, \(columns) FROM report_photos
                ORDER BY municipality \(order), id \(order) LIMIT ?) AS p
            JOIN data_keys k ON k.municipality = p.municipality AND k.owner = p.id AND k.purpose = 'photo'
            """,
            count
        ).map { row in
            BackupSample.SealedPhoto(
                town: try row.id("municipality"),
                id: try row.id("id"),
                key: WrappedKey(bytes: try row.blob("wrapped_key")),
                files: try files.compactMap { try row.optionalID($0) }
            )
        }
    }
}
