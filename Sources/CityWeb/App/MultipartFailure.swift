public import CityKit

/// Why a body is no `multipart/form-data` that can be read.
public enum MultipartFailure: Failure, Equatable {
    /// The type of the body names no boundary, or one that RFC 2046 does not allow: 1 to 70 of its characters.
    case boundaryMalformed
    /// The body ends before its last boundary: cut on the way.
    case cut
    /// A line after a boundary, or a header of a part, is not as the standards write it.
    case malformed(MultipartPlace)
    /// The headers of a part are longer than `limit` octets.
    case headersTooLong(limit: Int)
    case tooManyParts(limit: Int)
    /// The fields without a file are longer than `limit` octets in all.
    case fieldsTooLong(limit: Int)
    /// A part that consists of parts itself, which RFC 7578 no longer allows.
    case nested
    /// A part in another transfer encoding than its plain octets.
    case encoded

    public var kind: FailureKind {
        switch self {
        case .fieldsTooLong: .tooLarge
        default: .invalid(field: "")
        }
    }

    public var text: Text {
        switch self {
        case .boundaryMalformed: Text("multipart.failure.boundaryMalformed")
        case .cut: Text("multipart.failure.cut")
        case .malformed(let place): Text("multipart.failure.\(place.rawValue)")
        case .headersTooLong(let limit): Text("multipart.failure.headersTooLong", ["limit": .number(limit)])
        case .tooManyParts(let limit): Text("multipart.failure.tooManyParts", ["limit": .number(limit)])
        case .fieldsTooLong(let limit):
            Text("multipart.failure.fieldsTooLong", ["kilobytes": .number(limit / 1_024)])
        case .nested: Text("multipart.failure.nested")
        case .encoded: Text("multipart.failure.encoded")
        }
    }
}

/// Where the reading of a multipart body stopped.
public enum MultipartPlace: String, Sendable, CaseIterable {
    case boundaryLine, headerLine, disposition
}
