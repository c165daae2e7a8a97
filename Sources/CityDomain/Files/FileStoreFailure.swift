public import CityKit

/// Why a file was not written or cannot be read.
public enum FileStoreFailure: Failure, Hashable {
    /// More than `limit` octets.
    case tooLarge(limit: Int)
    case notFound
    /// No space is left, or a quota or the largest size of a file is reached.
    case full
    /// The content does not match its seal: changed, cut, or under another key.
    case damaged
    /// The file system refused or failed; `code` is the system's error number, for the log.
    case broken(code: Int32)

    public var kind: FailureKind {
        switch self {
        case .tooLarge: .tooLarge
        case .notFound: .notFound
        case .full, .damaged, .broken: .unavailable
        }
    }

    public var text: Text {
        switch self {
        case .tooLarge(let limit): Text("file.tooLarge", ["megabytes": .number(limit / 1_000_000)])
        case .notFound: Text("file.notFound")
        case .damaged: Text("file.damaged")
        case .full, .broken: Text("file.unavailable")
        }
    }
}
