/// Makes of a photo, as somebody sent it, pictures that can be kept and shown.
public protocol PhotoProcessor: Sendable {
    /// Decodes the photo and encodes it anew, upright, in sRGB. What cannot be decoded to its end is refused: no octet of
    /// what was sent gets into the result.
    ///
    /// - Parameters:
    ///   - photo: at most `PhotoLimits.largestFile` octets.
    ///   - areas: nothing of what they show is left in either picture.
    /// - Throws: `PhotoFailure`, what `photo` throws.
    func process(_ photo: FileChunks, covering areas: [PhotoArea]) async throws -> ProcessedPhoto
}

extension PhotoProcessor {
    public func process(_ photo: FileChunks) async throws -> ProcessedPhoto { try await process(photo, covering: []) }
}

/// The same photo in two sizes.
public struct ProcessedPhoto: Sendable, Equatable {
    /// At most `PhotoLimits.longEdge` pixels on the long side.
    public let large: PlainJPEG
    /// For lists: at most `PhotoLimits.thumbnailEdge` pixels on the long side.
    public let thumbnail: PlainJPEG

    public init(large: PlainJPEG, thumbnail: PlainJPEG) {
        self.large = large
        self.thumbnail = thumbnail
    }
}

public enum PhotoLimits {
    /// Octets of a file as it is sent.
    public static let largestFile = 20_000_000
    /// Width times height of a photo as it is sent.
    public static let mostPixels = 50_000_000
    /// Half of what most phones take, so that a decoder has a fourth of the work.
    public static let longEdge = 2_000
    public static let thumbnailEdge = 640
}
