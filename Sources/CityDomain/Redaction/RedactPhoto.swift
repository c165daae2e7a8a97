public import CityKit

/// Lets the office cover parts of a photo and write what stands beside it. The photo as it was sent stays for the office and
/// the reporter; the pictures for everybody are made anew from it and take the place of the former ones at once.
public struct RedactPhoto: Sendable {
    private let photos: any ReportPhotoStore
    private let store: any RedactionStore
    private let files: any FileStore
    private let processor: any PhotoProcessor
    private let colleagues: Colleagues
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        photos: any ReportPhotoStore,
        store: any RedactionStore,
        files: any FileStore,
        processor: any PhotoProcessor,
        staff: any StaffStore,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.photos = photos
        self.store = store
        self.files = files
        self.processor = processor
        colleagues = Colleagues(staff: staff, vault: vault)
        self.vault = vault
        self.audit = audit
    }

    /// Who decides, about which photo, when.
    public struct Work: Sendable {
        let photo: ID<ReportPhoto>
        let report: Report
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(
            _ photo: ID<ReportPhoto>,
            of report: Report,
            by caller: Caller,
            in town: Municipality,
            at now: Instant
        ) {
            self.photo = photo
            self.report = report
            self.caller = caller
            self.town = town
            self.now = now
        }
    }

    /// The look is in the audit log first.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`, `.notPublishable`; `AccountFailure.rightMissing`, `.outOfReach`.
    public func open(_ work: Work) async throws -> OpenRedaction {
        let officer = try officer(work)
        let all = try await photos.photos(of: work.report.id, in: work.town.id)
        guard let place = all.firstIndex(where: { $0.id == work.photo }) else { throw ReportPhotoFailure.notFound }
        let photo = all[place]
        let look = RecordAudit.Act(.photoViewed, .photo(photo.id, of: work.report.id), reason: work.caller.reason)
        try await audit(look, by: officer, in: work.town.id, at: work.now)
        let caption = try PublicPhotos(vault: vault, town: work.town.id).caption(of: photo)
        return OpenRedaction(
            photo: photo,
            place: place + 1,
            count: all.count,
            caption: caption?.words ?? "",
            log: try await log(of: photo, work)
        )
    }

    private func log(of photo: ReportPhoto, _ work: Work) async throws -> [OpenRedaction.Line] {
        let events = try await photos.events(of: work.report.id, in: work.town.id).filter { $0.photo == photo.id }
        let people = events.compactMap { if case .staff(let id) = $0.officer { id } else { nil } }
        let names = try await colleagues.names(of: Set(people), in: work.town.id)
        let key = try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: work.town.id))
        var version = 0
        return try events.map { event in
            if event.isVersion { version += 1 }
            let author: PersonName? = if case .staff(let id) = event.officer { names[id] } else { nil }
            guard case .captioned(let sealed?) = event.change else {
                return OpenRedaction.Line(event: event, version: version, caption: nil, author: author)
            }
            let slot = PhotoEvent.captionSlot(photo.id, version: version, in: work.town.id)
            let caption = try key.open(sealed, in: slot).words
            return OpenRedaction.Line(event: event, version: version, caption: caption, author: author)
        }
    }

    /// Does what was decided; what is so already leaves no line.
    ///
    /// - Throws: `RedactionFailure`; what `open` throws.
    public func callAsFunction(_ redaction: Redaction, _ work: Work) async throws {
        let officer = try officer(work)
        let photo = try await photo(work)
        guard redaction.seen.matches(photo) else { throw RedactionFailure.changedMeanwhile }
        let caption = try redaction.checkedCaption()
        let isUncovered = redaction.areas.isEmpty && photo.covering != nil
        guard !isUncovered || redaction.uncovering == .confirmed else { throw RedactionFailure.nothingCovered }
        let covering = try await covering(redaction.areas, of: photo, in: work.town.id)
        let plan = try plan(redaction, photo, covering, caption, officer, work)
        guard !plan.steps.isEmpty else { return }
        // Files stay when the database fails: it may have stored the plan all the same, and the sweep knows who has none.
        guard try await store.redact(plan, in: work.town.id) else {
            if covering != photo.covering { await discard(covering) }
            throw RedactionFailure.changedMeanwhile
        }
    }

    private func officer(_ work: Work) throws -> Caller {
        let officer = try work.caller.using(.publishReports, on: work.report)
        guard work.town.photos.publish == .afterReview else { throw ReportPhotoFailure.notPublishable }
        return officer
    }

    private func photo(_ work: Work) async throws -> ReportPhoto {
        let all = try await photos.photos(of: work.report.id, in: work.town.id)
        guard let photo = all.first(where: { $0.id == work.photo }) else { throw ReportPhotoFailure.notFound }
        return photo
    }

    /// The covered pictures, made and kept; those that are there already when the areas are the same.
    private func covering(_ areas: [PhotoArea], of photo: ReportPhoto, in town: ID<Municipality>) async throws
        -> PhotoCovering?
    {
        guard areas != photo.covering?.areas ?? [] else { return photo.covering }
        guard !areas.isEmpty else { return nil }
        let key = try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: town))
        do {
            let made = try await processor.process(files.read(photo.large.name, under: key), covering: areas)
            guard made.large.width == photo.width, made.large.height == photo.height else {
                throw RedactionFailure.notMade
            }
            let large = try await files.write(made.large.bytes, under: key)
            do {
                let thumbnail = try await files.write(made.thumbnail.bytes, under: key)
                return PhotoCovering(areas: areas, large: large, thumbnail: thumbnail)
            } catch {
                try? await files.delete(large.name)
                throw error
            }
        } catch is PhotoFailure, is FileStoreFailure {
            throw RedactionFailure.notMade
        }
    }

    private func discard(_ covering: PhotoCovering?) async {
        guard let covering else { return }
        for file in [covering.large, covering.thumbnail] { try? await files.delete(file.name) }
    }

    private func plan(
        _ redaction: Redaction,
        _ photo: ReportPhoto,
        _ covering: PhotoCovering?,
        _ caption: PhotoCaption?,
        _ officer: Caller,
        _ work: Work
    ) throws -> RedactionChange {
        let key = try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: work.town.id))
        var draft = RedactionDraft(photo: photo, work: work, officer: officer, audit: audit)
        if covering != photo.covering {
            try draft.add(.covered(redaction.areas), covering == nil ? .photoUncovered : .photoCovered)
        }
        var sealed = photo.caption
        if caption != (try PublicPhotos(vault: vault, town: work.town.id).caption(of: photo)) {
            sealed = try caption.map { try key.seal($0, in: ReportPhoto.captionSlot(photo.id, in: work.town.id)) }
            let slot = PhotoEvent.captionSlot(photo.id, version: draft.version + 1, in: work.town.id)
            try draft.add(.captioned(try caption.map { try key.seal($0, in: slot) }), .photoCaptioned)
        }
        if redaction.then == .release, photo.state != .published {
            try draft.add(.state(.published), .photoReleased)
        }
        return RedactionChange(
            report: work.report.id,
            before: photo,
            covering: covering,
            caption: sealed,
            version: draft.version,
            steps: draft.steps
        )
    }
}

/// Lines on their way into the log of a photo.
private struct RedactionDraft {
    let photo: ReportPhoto
    let work: RedactPhoto.Work
    let officer: Caller
    let audit: RecordAudit
    private(set) var steps: [RedactionChange.Step] = []

    init(photo: ReportPhoto, work: RedactPhoto.Work, officer: Caller, audit: RecordAudit) {
        self.photo = photo
        self.work = work
        self.officer = officer
        self.audit = audit
    }

    /// Of the photo after these lines.
    var version: Int { photo.version + steps.count(where: \.event.isVersion) }

    mutating func add(_ change: PhotoEvent.Change, _ kind: AuditKind) throws {
        let act = RecordAudit.Act(kind, .photo(photo.id, of: work.report.id))
        let entry = try audit.entry(act, by: officer, in: work.town.id, at: work.now)
        let event = PhotoEvent(photo: photo.id, change, at: work.now, officer: work.caller.officer)
        steps.append(RedactionChange.Step(event: event, entry: entry))
    }
}

extension PhotoEvent {
    /// Whether the photo has another version from then on.
    fileprivate var isVersion: Bool {
        switch change {
        case .state: false
        case .covered, .captioned: true
        }
    }
}
