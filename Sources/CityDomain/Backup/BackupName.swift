public import CityKit

/// The name of a backup's folder: the moment at which it began, `2026-11-25T192205Z`. Names sort by time.
public struct BackupName: RawRepresentable, Sendable, Hashable, Comparable {
    public let rawValue: String

    public init(at moment: Instant) { rawValue = moment.rfc3339.replacing(":", with: "") }

    /// Nil for what is no such name.
    public init?(rawValue: String) {
        guard rawValue.wholeMatch(of: /\d{4}-\d\d-\d\dT\d{6}Z/) != nil else { return nil }
        self.rawValue = rawValue
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Collection<BackupName> {
    /// Those to remove so that the newest `count` stay; the newest one stays always.
    public func outdated(keeping count: Int) -> [BackupName] { Array(sorted().dropLast(Swift.max(1, count))) }
}
