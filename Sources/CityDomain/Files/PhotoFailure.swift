public import CityKit

/// Why a file was not taken as a photo.
public enum PhotoFailure: Failure, Hashable {
    case empty
    /// By its content it is none of the formats that are taken, whatever its name says.
    case notAPhoto
    /// A photo as some phones keep it, in a format whose decoders are not safe enough.
    case heic
    /// More than `limit` octets.
    case tooLarge(limit: Int)
    /// More than `limit` pixels, width times height.
    case tooManyPixels(limit: Int)
    /// A picture that moves.
    case moving
    /// It cannot be decoded to its end, or not to something without metadata.
    case broken
    /// Decoding took longer than any photo needs.
    case tooSlow
    /// Too many photos are waiting to be decoded.
    case busy
    /// The program that decodes photos cannot be started.
    case away

    public var kind: FailureKind {
        switch self {
        case .busy, .away: .unavailable
        case .tooLarge: .tooLarge
        default: .invalid(field: "photos")
        }
    }

    public var text: Text {
        switch self {
        case .empty: Text("photo.failure.empty")
        case .notAPhoto: Text("photo.failure.notAPhoto")
        case .heic: Text("photo.failure.heic")
        case .tooLarge(let limit): Text("photo.failure.tooLarge", ["megabytes": .number(limit / 1_000_000)])
        case .tooManyPixels(let limit): Text("photo.failure.tooManyPixels", ["megapixels": .number(limit / 1_000_000)])
        case .moving: Text("photo.failure.moving")
        case .broken: Text("photo.failure.broken")
        case .tooSlow: Text("photo.failure.tooSlow")
        case .busy: Text("photo.failure.busy")
        case .away: Text("photo.failure.away")
        }
    }
}
