import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Synchronization
import Testing

/// A published report with one photo.
struct RedactedHall {
    let hall: TestTownHall
    let town: Municipality
    let report: Report
    let id: ID<ReportPhoto>

    init(_ hall: TestTownHall, _ town: Municipality) async throws {
        (self.hall, self.town) = (hall, town)
        let key = ID<APIKey>("key")
        let version = town.regulation(on: town.clock.date(of: hall.now))?.version ?? ""
        let received = try await hall.addPhoto.receive(FileChunks(SamplePhoto.jpeg))
        id = try await hall.addPhoto(received, by: .program(key), accepted: version, in: town, at: hall.now).id
        let number = try await hall.submitReport(
            .sample(in: town),
            clientKey: ClientKey(random: hall.randomness),
            origin: .api(key),
            language: .polish,
            photos: PhotoClaim(uploader: .program(key), ids: [id]),
            in: town,
            at: hall.now
        ).number
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        report = try await hall.readReport.unseen(number, in: town).report
    }

    func work(on photo: ID<ReportPhoto>? = nil, by caller: Caller = .officer) -> RedactPhoto.Work {
        RedactPhoto.Work(photo ?? id, of: report, by: caller, in: town, at: hall.now)
    }

    /// - Parameter seen: the photo as it is now, where nothing else is said.
    func redact(
        _ areas: [PhotoArea],
        caption: String = "",
        then: Redaction.Then = .keep,
        uncovering: Redaction.Uncovering = .refused,
        seeing seen: Redaction.Seen? = nil,
        by redactPhoto: RedactPhoto? = nil
    ) async throws {
        let now = Redaction.Seen(try await photo())
        let redaction = Redaction(
            seeing: seen ?? now,
            areas: areas,
            caption: caption,
            then: then,
            uncovering: uncovering
        )
        try await (redactPhoto ?? hall.redactPhoto())(redaction, work())
    }

    func redactPhoto(on files: any FileStore) -> RedactPhoto {
        RedactPhoto(
            photos: hall.photos,
            store: SQLRedactionStore(database: hall.database),
            files: files,
            processor: hall.processor,
            staff: hall.staff,
            vault: hall.vault,
            audit: hall.audit
        )
    }

    func open() async throws -> OpenRedaction { try await hall.redactPhoto().open(work()) }

    func photo() async throws -> ReportPhoto {
        try #require(try await hall.readPhotos.all(of: report.id, in: town.id).first { $0.id == id })
    }

    func released() async throws -> PublicPhoto? {
        try await hall.readPhotos.released(of: report.id, in: town).first
    }

    func bytes(_ photo: (some StoredPicture)?, _ size: ReportPhoto.Size) async throws -> [UInt8] {
        try await hall.readPhotos.picture(#require(photo), size, in: town.id).bytes(limit: 100_000)
    }

    /// How many files there are, all of which stay.
    func fileCount() async throws -> Int {
        let count = Mutex(0)
        _ = try await hall.files.sweep(before: .afterAll) { names in
            count.withLock { $0 += names.count }
            return Set(names)
        }
        return count.withLock { $0 }
    }

    /// What the office did with the photo.
    func auditKinds() async throws -> [AuditKind] {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                "SELECT kind FROM audit_queue WHERE municipality = {town} AND part = ?",
                "photo \(id)"
            ).compactMap { AuditKind(rawValue: try $0.text("kind")) }
        }
    }

    /// Of photos, of lines about them, and of their keys.
    func rows() async throws -> [Int] {
        try await hall.database.acrossTowns.read { transaction in
            [
                try transaction.query("SELECT id FROM report_photos").count,
                try transaction.query("SELECT photo FROM report_photo_events").count,
                try transaction.query("SELECT owner FROM data_keys WHERE purpose = 'photo'").count,
            ]
        }
    }
}

extension Instant {
    static let afterAll = Instant(milliseconds: 9_999_999_999_999)
}
