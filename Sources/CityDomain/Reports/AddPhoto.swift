public import CityKit

/// Takes a photo that somebody adds to a report before sending it.
public struct AddPhoto: Sendable {
    /// How long a photo waits for its report; longer than a half-filled form that nobody touches.
    public static let waitingTime = Duration.days(2)

    private let photos: any ReportPhotoStore
    private let files: any FileStore
    private let receiveFile: ReceiveFile
    private let processor: any PhotoProcessor
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        photos: any ReportPhotoStore,
        files: any FileStore,
        processor: any PhotoProcessor,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.photos = photos
        self.files = files
        receiveFile = ReceiveFile(files: files, vault: vault)
        self.processor = processor
        self.vault = vault
        self.randomness = randomness
    }

    /// Keeps what is sent until all of it is there, so that a slow line holds up nobody else.
    ///
    /// - Throws: `PhotoFailure.empty`, `.tooLarge`, `FileStoreFailure`, what `chunks` throws.
    public func receive(_ chunks: FileChunks) async throws -> ReceivedFile {
        do {
            let received = try await receiveFile(chunks, limit: PhotoLimits.largestFile)
            guard received.size > 0 else {
                await discard(received)
                throw PhotoFailure.empty
            }
            return received
        } catch FileStoreFailure.tooLarge(let limit) {
            throw PhotoFailure.tooLarge(limit: limit)
        }
    }

    /// Forgets what was received.
    public func discard(_ received: ReceivedFile) async { await receiveFile.discard(received) }

    /// Makes a photo of what was received, which is gone afterwards in any case.
    ///
    /// - Parameter accepted: the version of the regulation whose terms for photos the sender accepted; empty when none.
    /// - Throws: `PhotoFailure`, `ReportPhotoFailure`, `FileStoreFailure`.
    public func callAsFunction(
        _ received: ReceivedFile,
        by uploader: PhotoUploader,
        accepted: String,
        in town: Municipality,
        at now: Instant
    ) async throws -> ReportPhoto {
        do {
            let current = town.regulation(on: town.clock.date(of: now))?.version ?? ""
            let consent = try uploader.consent(accepted: accepted, current: current, by: town.photos)
            let processed = try await processor.process(receiveFile.read(received))
            await discard(received)
            return try await keep(processed, consent, by: uploader, in: town, at: now)
        } catch {
            await discard(received)
            throw error
        }
    }

    private func keep(
        _ processed: ProcessedPhoto,
        _ consent: PhotoConsent?,
        by uploader: PhotoUploader,
        in town: Municipality,
        at now: Instant
    ) async throws -> ReportPhoto {
        let id: ID<ReportPhoto> = randomness.id(at: now)
        let key = try vault.newKey(in: ReportPhoto.keySlot(id, in: town.id))
        let large = try await files.write(processed.large.bytes, under: key.key)
        let thumbnail = try await files.write(processed.thumbnail.bytes, under: key.key)
        let photo = ReportPhoto(
            id: id,
            report: nil,
            large: large,
            thumbnail: thumbnail,
            width: processed.large.width,
            height: processed.large.height,
            state: .private,
            uploadedAt: now,
            consent: consent,
            key: key.wrapped
        )
        let isKept = try await photos.add(
            photo,
            of: uploader.owner(vault),
            limit: uploader.limit(by: town.photos),
            until: now + Self.waitingTime,
            in: town.id
        )
        guard !isKept else { return photo }
        for file in [large, thumbnail] { try? await files.delete(file.name) }
        switch uploader {
        case .draft, .complaint, .commission, .reply:
            throw ReportPhotoFailure.tooMany(limit: uploader.limit(by: town.photos))
        case .program: throw ReportPhotoFailure.tooManyWaiting
        }
    }
}

/// Takes back a photo before its report is sent.
public struct RemovePhoto: Sendable {
    private let photos: any ReportPhotoStore
    private let files: any FileStore
    private let vault: any Vault

    public init(photos: any ReportPhotoStore, files: any FileStore, vault: any Vault) {
        self.photos = photos
        self.files = files
        self.vault = vault
    }

    /// Nothing happens when there is no such photo: it may have been removed by the same button before.
    public func callAsFunction(_ photo: ID<ReportPhoto>, by uploader: PhotoUploader, in town: ID<Municipality>)
        async throws
    {
        guard let removed = try await photos.remove(photo, of: uploader.owner(vault), in: town) else { return }
        for size in ReportPhoto.Size.allCases { try await files.delete(removed.file(size).name) }
    }
}
