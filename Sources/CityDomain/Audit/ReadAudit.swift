public import CityKit

/// Shows the log of a town to those who check the office (I-42). The look is an entry first.
public struct ReadAudit: Sendable {
    private let store: any AuditStore
    private let staff: any StaffStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(store: any AuditStore, staff: any StaffStore, vault: any Vault, audit: RecordAudit) {
        self.store = store
        self.staff = staff
        self.vault = vault
        self.audit = audit
    }

    /// An entry, open.
    public struct Line: Personal {
        public let found: FoundEntry
        /// Nil for a word of a newer program.
        public let kind: AuditKind?
        public let actor: Actor
        /// Somebody of the office, where the entry is about one.
        public let subject: PersonName?
        /// Words that may be personal, by name and in the order of the names.
        public let words: [(name: String, words: String)]
    }

    /// Who did what an entry tells of.
    public enum Actor: Personal, Equatable {
        case person(PersonName)
        /// Somebody of the office who is no longer there.
        case gone(String)
        case program, resident, stranger
        /// At the command line.
        case command(String)
    }

    /// What a page of the log needs: entries, the newest first, and whom one can look for.
    public struct Opened: Personal {
        public let lines: Page<Line>
        public let people: [(id: ID<Staff>, name: PersonName)]
    }

    /// - Parameter position: where the page begins; nil for the newest entries.
    /// - Throws: `AccountFailure.rightMissing`, `PageFailure.unknownPlace`.
    public func callAsFunction(
        _ search: AuditSearch,
        after position: String?,
        limit: Int,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Opened {
        let caller = try caller.using(.viewAudit)
        try await audit(
            RecordAudit.Act(.auditViewed, .auditLog, values: search.words),
            by: caller,
            in: town.id,
            at: now
        )
        let query = AuditQuery(search, in: town)
        let found = try await store.entries(query, after: position, limit: limit, in: town.id)
        let people = try await staff.openNames(vault, in: town.id)
        return Opened(lines: try found.map { try line($0, people) }, people: people)
    }

    private func line(_ found: FoundEntry, _ people: [(id: ID<Staff>, name: PersonName)]) throws -> Line {
        let entry = found.entry
        return Line(
            found: found,
            kind: AuditKind(rawValue: entry.kind),
            actor: Actor(entry.actor, people),
            subject: people.first { AuditObject.staff($0.id).text == entry.object }?.name,
            words: try audit.values(of: entry).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        )
    }
}

extension StaffStore {
    /// Everybody of the office by name.
    func openNames(_ vault: any Vault, in town: ID<Municipality>) async throws -> [(id: ID<Staff>, name: PersonName)] {
        try await people(in: town).map { record in
            let slots = StaffSlots(town: town, staff: record.staff.id)
            let key = try vault.key(record.staff.personKey, in: slots.personKey)
            return (record.staff.id, try key.open(record.staff.name, in: slots.name))
        }
    }
}

extension ReadAudit.Actor {
    init(_ text: String, _ people: [(id: ID<Staff>, name: PersonName)]) {
        let id = text.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        switch text.prefix(while: { $0 != "/" }) {
        case "staff": self = people.first { $0.id.rawValue == id }.map { .person($0.name) } ?? .gone(id)
        case "program": self = .program
        case "resident": self = .resident
        case "command": self = .command(id)
        default: self = .stranger
        }
    }
}
