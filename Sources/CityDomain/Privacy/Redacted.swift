/// A value that no log, crash report or failed test may show. Printing, dumping and mirroring it give `standIn`.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    static var standIn: String { get }
}

extension Redacted {
    public var description: String { Self.standIn }
    public var debugDescription: String { Self.standIn }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// A value about a person. Pages and messages take what they show from its members.
public protocol Personal: Redacted, Sendable {}

extension Personal {
    public static var standIn: String { "‹personal›" }
}
