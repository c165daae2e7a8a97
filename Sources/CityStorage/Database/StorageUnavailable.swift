public import CityKit

/// The database cannot be used for the moment. Nothing is known to be stored; the same call may be tried again.
public struct StorageUnavailable: Failure, Hashable {
    public enum Reason: Hashable, Sendable {
        /// The database was closed.
        case closed
        /// No connection, or it broke.
        case disconnected
        /// The connection broke while a commit was under way: the work may be stored or not.
        case outcomeUnknown
        /// Others held what was needed for too long.
        case busy
        /// A statement took longer than it may.
        case timeout
    }

    public let reason: Reason

    public init(_ reason: Reason) { self.reason = reason }

    public var kind: FailureKind { .unavailable }
    public var text: Text { Text("storage.unavailable") }
}
