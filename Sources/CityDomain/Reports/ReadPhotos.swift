public import CityKit

/// Shows photos to those who may see them.
public struct ReadPhotos: Sendable {
    private let photos: any ReportPhotoStore
    private let files: any FileStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(photos: any ReportPhotoStore, files: any FileStore, vault: any Vault, audit: RecordAudit) {
        self.photos = photos
        self.files = files
        self.vault = vault
        self.audit = audit
    }

    /// The photos that wait for the uploader's report, first added first.
    public func waiting(for uploader: PhotoUploader, in town: ID<Municipality>) async throws -> [ReportPhoto] {
        try await photos.photos(of: uploader.owner(vault), in: town)
    }

    /// All photos of a report, for the office and the reporter.
    public func all(of report: ID<Report>, in town: ID<Municipality>) async throws -> [ReportPhoto] {
        try await photos.photos(of: report, in: town)
    }

    /// One photo of a report, for the office. The look is in the audit log first.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`, `AccountFailure.rightMissing`, `.outOfReach`.
    public func forOffice(
        _ photo: ID<ReportPhoto>,
        of report: Report,
        by caller: Caller,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> ReportPhoto {
        let viewer = try caller.using(.viewReports, on: report)
        guard let found = try await all(of: report.id, in: town).first(where: { $0.id == photo }) else {
            throw ReportPhotoFailure.notFound
        }
        let look = RecordAudit.Act(.photoViewed, .photo(photo, of: report.id), reason: caller.reason)
        try await audit(look, by: viewer, in: town, at: now)
        return found
    }

    /// Notes that somebody of the office looks at a picture that belongs to a report without being one of its photos.
    ///
    /// - Throws: `AccountFailure.rightMissing`, `.outOfReach`.
    public func note(
        _ photo: ID<ReportPhoto>,
        of report: Report,
        by caller: Caller,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let viewer = try caller.using(.viewReports, on: report)
        let look = RecordAudit.Act(.photoViewed, .photo(photo, of: report.id), reason: caller.reason)
        try await audit(look, by: viewer, in: town, at: now)
    }

    /// The photos of a public report that the office has released.
    public func released(of report: ID<Report>, in town: Municipality) async throws -> [PublicPhoto] {
        guard town.photos.publish == .afterReview else { return [] }
        return try await photos.photos(of: report, in: town.id).filter { $0.state == .published }
            .map(shown(in: town.id).photo)
    }

    /// The released photos of public reports.
    public func released(of reports: [ID<Report>], in town: Municipality) async throws -> [ID<Report>: [PublicPhoto]] {
        guard town.photos.publish == .afterReview else { return [:] }
        return try await photos.released(of: reports, in: town.id).mapValues { try $0.map(shown(in: town.id).photo) }
    }

    /// What everybody sees of a photo, or would see once it is released.
    public func shown(_ photo: ReportPhoto, in town: ID<Municipality>) throws -> PublicPhoto {
        try shown(in: town).photo(photo)
    }

    private func shown(in town: ID<Municipality>) -> PublicPhotos { PublicPhotos(vault: vault, town: town) }

    /// Who decided what about the photos of a report, oldest line first.
    public func log(of report: ID<Report>, in town: ID<Municipality>) async throws -> [PhotoEvent] {
        try await photos.events(of: report, in: town)
    }

    /// A photo of the public part.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`, also when there is one that is not public;
    ///   `ReportFailure.registeredOnly` when its report is kept from the audience.
    public func released(_ photo: ID<ReportPhoto>, for audience: Audience, in town: Municipality) async throws
        -> PublicPhoto
    {
        guard town.photos.publish == .afterReview,
            let found = try await photos.published(photo, in: town.id)
        else { throw ReportPhotoFailure.notFound }
        guard town.lists(found.category, for: audience) else { throw ReportFailure.registeredOnly }
        return try shown(found.photo, in: town.id)
    }

    /// The picture, an encrypted file opened piece by piece.
    ///
    /// - Throws: `FileStoreFailure`.
    public func picture(_ photo: some StoredPicture, _ size: ReportPhoto.Size, in town: ID<Municipality>) async throws
        -> FileChunks
    {
        let key = try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: town))
        return try await files.read(photo.file(size).name, under: key)
    }
}

/// Lets the office decide about each photo of a report whether everybody may see it.
public struct ReleasePhoto: Sendable {
    private let photos: any ReportPhotoStore
    private let audit: RecordAudit

    public init(photos: any ReportPhotoStore, audit: RecordAudit) {
        self.photos = photos
        self.audit = audit
    }

    /// Writes the decision into the log; the same decision again changes nothing.
    ///
    /// - Throws: `ReportPhotoFailure.notPublishable` where the town never publishes photos, `.notFound`;
    ///   `AccountFailure.rightMissing`, `.outOfReach`.
    public func callAsFunction(
        _ photo: ID<ReportPhoto>,
        of report: Report,
        _ decision: Decision,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let officer = try caller.using(.publishReports, on: report)
        guard town.photos.publish == .afterReview else { throw ReportPhotoFailure.notPublishable }
        let event = PhotoEvent(photo: photo, .state(decision.state), at: now, officer: caller.officer)
        let act = RecordAudit.Act(decision.kind, .photo(photo, of: report.id))
        let entry = try audit.entry(act, by: officer, in: town.id, at: now)
        guard try await photos.move(event, to: decision.state, of: report.id, noting: entry, in: town.id) else {
            throw ReportPhotoFailure.notFound
        }
    }

    public enum Decision: String, Sendable, CaseIterable {
        case release, withhold

        var state: ReportPhoto.State {
            switch self {
            case .release: .published
            case .withhold: .withheld
            }
        }

        fileprivate var kind: AuditKind {
            switch self {
            case .release: .photoReleased
            case .withhold: .photoWithheld
            }
        }
    }
}

/// Removes photos that nobody sent, and files that no photo has.
public struct SweepPhotos: Sendable {
    /// Younger files are left alone: their rows may be on the way.
    static let youngest = Duration.days(1)
    private static let slice = 500

    private let photos: any ReportPhotoStore
    private let files: any FileStore

    public init(photos: any ReportPhotoStore, files: any FileStore) {
        self.photos = photos
        self.files = files
    }

    /// Photos that waited for a report longer than they may.
    public func expired(at now: Instant) async throws {
        while true {
            let gone = try await photos.expire(limit: Self.slice, at: now)
            for file in gone { try await files.delete(file) }
            if gone.count < Self.slice * ReportPhoto.Size.allCases.count { return }
        }
    }

    /// Files that a crash left between writing them and storing their row.
    /// - Returns: how many were removed.
    @discardableResult
    public func orphans(at now: Instant) async throws -> Int {
        let photos = photos
        return try await files.sweep(before: now - Self.youngest) { try await photos.known($0) }
    }
}
