public import CityKit

/// Which entries of a town's log somebody wants to see; without anything all of them.
public struct AuditSearch: Sendable, Equatable {
    public var group: AuditGroup?
    /// Somebody of the office.
    public var person: ID<Staff>?
    /// Entries about this report.
    public var report: ReportNumber?
    /// The first and the last day, on the town's clock.
    public var from: CivilDate?
    public var to: CivilDate?

    public init() {}

    /// What was asked for, by name, as the log keeps it of a look at the log.
    var words: [String: String] {
        let all = [
            "group": group?.rawValue, "person": person?.rawValue, "report": report?.description,
            "from": from?.description, "to": to?.description,
        ]
        return all.compactMapValues(\.self)
    }
}

/// The same for a store, which knows moments and the words of the log.
public struct AuditQuery: Sendable, Equatable {
    /// Empty for every kind.
    public let kinds: [AuditKind]
    /// As entries name it; nil for everybody.
    public let actor: String?
    public let report: ReportNumber?
    public let from: Instant?
    /// Entries before this moment.
    public let until: Instant?

    package init(_ search: AuditSearch, in town: Municipality) {
        kinds = search.group?.kinds ?? []
        actor = search.person.map { AuditActor.staff($0, nil).text }
        report = search.report
        from = search.from.map { town.clock.instant(of: $0, at: .midnight) }
        until = search.to.map { town.clock.instant(of: $0 + 1, at: .midnight) }
    }
}

/// An entry with the number of the report it is about, as long as that is there.
public struct FoundEntry: Sendable, Equatable {
    public let sequence: Int
    public let entry: AuditEntry
    public let report: ReportNumber?

    public init(sequence: Int, entry: AuditEntry, report: ReportNumber?) {
        self.sequence = sequence
        self.entry = entry
        self.report = report
    }
}
