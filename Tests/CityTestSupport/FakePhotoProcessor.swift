public import CityDomain

/// Gives the sample photo back for everything that looks like a photo, without decoding anything; with one mark more for
/// each area that it covers.
public struct FakePhotoProcessor: PhotoProcessor {
    /// What it throws instead.
    private let failure: PhotoFailure?
    private let fails: Work

    public enum Work: Sendable { case always, whenCovering }

    public init(failure: PhotoFailure? = nil, _ fails: Work = .always) { (self.failure, self.fails) = (failure, fails) }

    /// What it makes of a photo when it covers so many areas.
    public static func picture(covered areas: Int) -> [UInt8] {
        let mark: [UInt8] = [0xFF, 0xDD, 0, 4, 0, 0]
        let marks = (0..<areas).flatMap { _ in mark }
        return SamplePhoto.jpeg.prefix(2) + marks + SamplePhoto.jpeg.dropFirst(2)
    }

    public func process(_ photo: FileChunks, covering areas: [PhotoArea]) async throws -> ProcessedPhoto {
        let bytes = try await photo.bytes(limit: PhotoLimits.largestFile)
        _ = try PhotoFormat(startingWith: Array(bytes.prefix(PhotoFormat.tellingLength)))
        if let failure, fails == .always || !areas.isEmpty { throw failure }
        guard let picture = PlainJPEG(Self.picture(covered: areas.count)) else { throw PhotoFailure.broken }
        return ProcessedPhoto(large: picture, thumbnail: picture)
    }
}
