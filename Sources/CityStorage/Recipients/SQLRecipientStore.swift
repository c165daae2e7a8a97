public import CityDomain
public import CityKit

/// The register of recipients in the database.
public struct SQLRecipientStore: RecipientStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(
        _ recipient: NewRecipient,
        unlessKnownBy contacts: [[UInt8]],
        code: RecipientCode,
        limit: CodeLimit?,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws -> AddedRecipient {
        try await database.town(town).write { transaction in
            if let known = try transaction.recipient(named: recipient.sealed.namesIndex, at: contacts) {
                if let limit {
                    try transaction.check(limit, of: code.contact)
                    try transaction.send(code.to(known))
                }
                return .known(known)
            }
            if let limit { try transaction.check(limit, of: code.contact) }
            let number = RecipientNumber(sequence: try transaction.next(1, in: "recipients"))
            try transaction.insert(recipient, as: number)
            try transaction.send(code)
            if let entry { try transaction.note(entry) }
            return .added(number)
        }
    }

    public func recipient(_ id: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws
        -> RegisteredRecipient?
    {
        try await database.town(town).read { try $0.recipients(where: "r.id = ?", id).first }
    }

    public func recipient(number: RecipientNumber, in town: ID<Municipality>) async throws -> RegisteredRecipient? {
        try await database.town(town).read { try $0.recipients(where: "r.sequence = ?", number.sequence).first }
    }

    public func recipients(contact index: [UInt8], in town: ID<Municipality>) async throws -> [RegisteredRecipient] {
        try await database.town(town).read { transaction in
            try transaction.recipients(
                where: """
                    r.id IN (SELECT recipient FROM recipient_contacts WHERE municipality = {town} AND contact_index = ?)
                    ORDER BY r.sequence
                    """,
                index
            )
        }
    }

    public func recipients(surname index: [UInt8], limit: Int, in town: ID<Municipality>) async throws
        -> [RegisteredRecipient]
    {
        try await database.town(town).read { transaction in
            try transaction.recipients(where: "r.surname_index = ? ORDER BY r.sequence LIMIT ?", index, limit)
        }
    }

    public func recipients(
        _ which: RecipientSelection,
        on day: CivilDate,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<RegisteredRecipient> {
        let before = try Page<RegisteredRecipient>.place(position) { Int($0) } ?? .max
        return try await database.town(town).read { transaction in
            let found = try transaction.recipients(
                where: "\(which.condition) AND r.sequence < ? ORDER BY r.sequence DESC LIMIT ?",
                values: which.values(on: day) + [before.databaseValue, (limit + 1).databaseValue]
            )
            let shown = Array(found.prefix(limit))
            let next = found.count > limit ? shown.last.map { String($0.number.sequence) } : nil
            return Page(elements: shown, next: next)
        }
    }

    public func counts(on day: CivilDate, in town: ID<Municipality>) async throws -> [RecipientSelection: Int] {
        try await database.town(town).read { transaction in
            try RecipientSelection.allCases.reduce(into: [:]) { counts, which in
                counts[which] = try transaction.query(
                    """
                    SELECT CAST(COUNT(*) AS {int}) AS recipients FROM recipients r
                    WHERE r.municipality = {town} AND \(which.condition)
                    """,
                    values: which.values(on: day)
                ).first?.int("recipients")
            }
        }
    }

    public func change(
        _ id: ID<RegisteredRecipient>,
        _ change: RecipientChange,
        noting entry: AuditEntry?,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.make(change, of: id, at: now)
            if let entry { try transaction.note(entry) }
        }
    }

    public func erase(
        _ id: ID<RegisteredRecipient>,
        noting entry: AuditEntry?,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.erase(id, at: now)
            if let entry { try transaction.note(entry) }
        }
    }
}

extension RecipientSelection {
    /// What the condition asks for.
    fileprivate func values(on day: CivilDate) -> [Value] {
        self == .suspended ? [day.databaseValue, day.databaseValue] : []
    }

    fileprivate var condition: SQL {
        switch self {
        case .all: "r.sequence > 0"
        case .unsigned: "r.document = 'missing'"
        case .held: "r.held_at IS NOT NULL"
        case .suspended:
            "r.suspended_from <= ? AND (r.suspended_until IS NULL OR r.suspended_until >= ?)"
        case .unconfirmed:
            """
            NOT EXISTS (
                SELECT 1 FROM recipient_contacts c
                WHERE c.municipality = r.municipality AND c.recipient = r.id AND c.confirmed_at IS NOT NULL
            )
            """
        }
    }
}
