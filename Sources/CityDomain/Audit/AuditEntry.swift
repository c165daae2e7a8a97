public import CityKit

/// One line of the audit log: who did or saw what, when, why and in which request. Lines are only added.
///
/// The members are the words that the log keeps, so that an entry that somebody changed can still be read and named.
public struct AuditEntry: Sendable, Hashable {
    public let id: ID<AuditEntry>
    /// Empty for what concerns the installation as a whole.
    public let town: ID<Municipality>
    public let at: Instant
    public let kind: String
    public let actor: String
    /// Of the actor at that time.
    public let role: String?
    public private(set) var object: String
    public private(set) var part: String?
    public let reason: String?
    /// As the log of the server names it; nil for a command.
    public let request: String?
    /// Words that may be personal.
    public let values: Sealed<AuditValues>?

    public init(
        id: ID<AuditEntry>,
        town: ID<Municipality>,
        at: Instant,
        kind: String,
        actor: String,
        role: String?,
        object: String,
        part: String?,
        reason: String?,
        request: String?,
        values: Sealed<AuditValues>?
    ) {
        self.id = id
        self.town = town
        self.at = at
        self.kind = kind
        self.actor = actor
        self.role = role
        self.object = object
        self.part = part
        self.reason = reason
        self.request = request
        self.values = values
    }

    /// An entry without words that may be personal.
    ///
    /// - Parameter town: nil for what concerns the installation as a whole.
    public init(
        _ kind: AuditKind,
        about object: AuditObject,
        by actor: AuditActor,
        id: ID<AuditEntry>,
        in town: ID<Municipality>?,
        at now: Instant
    ) {
        self.init(
            id: id,
            town: town ?? ID(""),
            at: now,
            kind: kind.rawValue,
            actor: actor.text,
            role: actor.role,
            object: object.text,
            part: object.part,
            reason: nil,
            request: nil,
            values: nil
        )
    }

    /// The same entry, about a part that is known only inside the transaction, such as a number that is given there.
    public func about(_ part: String) -> Self {
        var entry = self
        entry.part = part
        return entry
    }

    /// The same entry, about another object, whose id is known only inside the transaction.
    func about(_ other: AuditObject) -> Self {
        var entry = self
        entry.object = other.text
        entry.part = other.part
        return entry
    }

    /// The same entry, about lines of a history: those after the first `before`, up to `count`.
    func about(linesAfter before: Int, upTo count: Int) -> Self {
        about(count > before + 1 ? "lines \(before + 1)–\(count)" : "line \(count)")
    }
}

/// Words of an entry that may be personal, by their names.
public struct AuditValues: Personal, Hashable, Codable, Sealable {
    public let words: [String: String]

    public init(_ words: [String: String]) { self.words = words }
}

extension AuditEntry {
    /// The place in the database where the values of an entry are sealed.
    static func slot(_ id: ID<AuditEntry>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "audit_log", row: id, column: "sealed")
    }
}
