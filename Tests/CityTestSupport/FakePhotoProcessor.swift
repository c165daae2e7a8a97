public import CityDomain

/// Gives the sample photo back for everything that looks like a photo, without decoding anything.
public struct FakePhotoProcessor: PhotoProcessor {
    /// What it throws instead.
    private let failure: PhotoFailure?

    public init(failure: PhotoFailure? = nil) { self.failure = failure }

    public func process(_ photo: FileChunks) async throws -> ProcessedPhoto {
        let bytes = try await photo.bytes(limit: PhotoLimits.largestFile)
        _ = try PhotoFormat(startingWith: Array(bytes.prefix(PhotoFormat.tellingLength)))
        if let failure { throw failure }
        guard let picture = PlainJPEG(SamplePhoto.jpeg) else { throw PhotoFailure.broken }
        return ProcessedPhoto(large: picture, thumbnail: picture)
    }
}
