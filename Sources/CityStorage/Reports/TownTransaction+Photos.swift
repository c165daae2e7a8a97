import CityDomain
import CityKit

extension TownTransaction {
    /// Gives waiting photos to the report that is being stored.
    ///
    /// - Throws: `ReportPhotoFailure.gone` when one of them does not wait any more.
    func claimPhotos(of report: NewReport) throws {
        guard let photos = report.photos else { return }
        for (position, id) in photos.ids.enumerated() {
            let claimed = try change(
                """
                UPDATE report_photos SET report = ?, position = ?, expires_at = NULL
                WHERE municipality = {town} AND id = ? AND owner = ? AND report IS NULL AND expires_at > ?
                """,
                report.id,
                position,
                id,
                photos.owner.rawValue,
                report.receivedAt
            )
            guard claimed == 1 else { throw ReportPhotoFailure.gone }
        }
    }

    func insert(_ photo: ReportPhoto, of owner: PhotoOwner, until expiry: Instant) throws {
        try insert(photo.key, of: photo.id.rawValue, for: "photo")
        try execute(
            """
            INSERT INTO report_photos
                (municipality, id, owner, report, position, file, file_size, thumbnail, thumbnail_size, width, height,
                 state, uploaded_at, regulation, licence, declarations, expires_at)
            VALUES ({town}, ?, ?, NULL, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            photo.id,
            owner.rawValue,
            photo.large.name,
            photo.large.size,
            photo.thumbnail.name,
            photo.thumbnail.size,
            photo.width,
            photo.height,
            photo.state.rawValue,
            photo.uploadedAt,
            photo.consent?.regulation,
            photo.consent?.licence.rawValue,
            photo.consent.map { $0.declarations.map(\.rawValue).joined(separator: " ") },
            expiry
        )
    }

    /// How many photos of `owner` wait for a report.
    func waitingPhotos(of owner: PhotoOwner) throws -> Int {
        try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS photos FROM report_photos
            WHERE municipality = {town} AND owner = ? AND report IS NULL AND complaint IS NULL AND commission IS NULL
                AND message IS NULL
            """,
            owner.rawValue
        ).first?.int("photos") ?? 0
    }

    /// - Parameter condition: on the columns of `p`, a row of `report_photos`, and the order.
    func photos(where condition: SQL, _ values: any Storable...) throws -> [ReportPhoto] {
        try query("\(Self.photoRows) \(condition)", values: values.map(\.databaseValue)).map(ReportPhoto.init)
    }

    func releasedPhotos(of reports: [ID<Report>]) throws -> [ID<Report>: [ReportPhoto]] {
        let rows = try query(
            "\(Self.photoRows) p.state = 'published' AND p.report IN",
            of: reports,
            ending: "ORDER BY p.report, p.position"
        )
        return try Dictionary(grouping: rows) { try $0.id("report") }.mapValues { try $0.map(ReportPhoto.init) }
    }

    private static let photoRows: SQL = """
        SELECT p.id, p.report, p.file, p.file_size, p.thumbnail, p.thumbnail_size, p.width, p.height, p.state,
            p.uploaded_at, p.regulation, p.licence, p.declarations, p.areas, p.covered_file, p.covered_size,
            p.covered_thumbnail, p.covered_thumbnail_size, p.caption, p.version, k.wrapped_key
        FROM report_photos p
        JOIN data_keys k ON k.municipality = p.municipality AND k.owner = p.id AND k.purpose = 'photo'
        WHERE p.municipality = {town} AND
        """

    func removePhoto(_ id: ID<ReportPhoto>) throws {
        try execute("DELETE FROM report_photos WHERE municipality = {town} AND id = ?", id)
        try execute("DELETE FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = 'photo'", id)
    }

    /// - Parameter state: of the photo after the line.
    func log(_ event: PhotoEvent, of report: ID<Report>, state: ReportPhoto.State) throws {
        let columns = event.change.columns
        try execute(
            """
            INSERT INTO report_photo_events
                (municipality, report, sequence, photo, change, state, areas, caption, at, officer)
            SELECT {town}, ?, COALESCE(MAX(sequence), 0) + 1, ?, ?, ?, ?, ?, ?, ?
            FROM report_photo_events WHERE municipality = {town} AND report = ?
            """,
            report,
            event.photo,
            columns.kind,
            state.rawValue,
            columns.areas,
            columns.caption,
            event.at,
            event.officer,
            report
        )
    }
}

extension ReportPhoto {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            report: try row.optionalID("report"),
            large: StoredFile(name: try row.id("file"), size: try row.int("file_size")),
            thumbnail: StoredFile(name: try row.id("thumbnail"), size: try row.int("thumbnail_size")),
            width: try row.int("width"),
            height: try row.int("height"),
            state: try row.value("state"),
            uploadedAt: try row.instant("uploaded_at"),
            consent: try PhotoConsent(row),
            key: WrappedKey(bytes: try row.blob("wrapped_key")),
            covering: try PhotoCovering(row),
            caption: try row.optionalBlob("caption").map { Sealed(ciphertext: $0) },
            version: try row.int("version")
        )
    }
}

extension PhotoConsent {
    /// Nil when none was asked for.
    fileprivate init?(_ row: Row) throws {
        guard let regulation = try row.optionalText("regulation") else { return nil }
        self.init(
            regulation: regulation,
            licence: try row.value("licence"),
            declarations: (try row.optionalText("declarations") ?? "").split(separator: " ")
                .compactMap { PhotoDeclaration(rawValue: String($0)) }
        )
    }
}

extension ReportPhoto.State: Storable {}
extension PhotoConsent.Licence: Storable {}
