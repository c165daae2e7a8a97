public import CityDomain
public import CityKit

/// Complaints about the system in the database.
public struct SQLComplaintStore: ComplaintStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ complaint: NewComplaint, noting entry: AuditEntry?, in town: ID<Municipality>) async throws
        -> StoredComplaint
    {
        try await database.town(town).write { transaction in
            if let earlier = try transaction.complaint(under: complaint.formKey) { return earlier }
            if let photos = complaint.photos {
                try transaction.claim(photos, for: complaint.complaint.id, at: complaint.complaint.storedAt)
            }
            let stored = try transaction.insert(complaint)
            if complaint.complaint.hasEmail {
                try transaction.send(.complaintReceived, about: stored.id, at: complaint.complaint.storedAt)
            }
            if let entry { try transaction.note(entry) }
            return stored
        }
    }

    public func stored(under formKey: [UInt8], in town: ID<Municipality>) async throws -> StoredComplaint? {
        try await database.town(town).read { try $0.complaint(under: formKey) }
    }

    public func complaint(_ id: ID<Complaint>, in town: ID<Municipality>) async throws -> SealedComplaint? {
        try await database.town(town).read { transaction in
            try transaction.complaints(where: "c.id = ?", id).first.map(transaction.withLines)
        }
    }

    public func complaints(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedComplaint] {
        try await database.town(town).read { transaction in
            try transaction.complaints(where: "c.resident = ? ORDER BY c.stored_at DESC, c.id DESC", resident)
                .map(transaction.withLines)
        }
    }

    public func register(limit: Int, in town: ID<Municipality>) async throws -> [Complaint] {
        try await database.town(town).read { transaction in
            let open = try transaction.query(
                """
                SELECT \(Complaint.columns) FROM complaints c WHERE c.municipality = {town} AND c.ended_at IS NULL
                ORDER BY COALESCE(c.due, 9999999), c.received_on, c.id LIMIT ?
                """,
                limit
            )
            let ended = try transaction.query(
                """
                SELECT \(Complaint.columns) FROM complaints c WHERE c.municipality = {town} AND c.ended_at IS NOT NULL
                ORDER BY c.ended_at DESC, c.id DESC LIMIT ?
                """,
                limit - open.count
            )
            return try (open + ended).map(Complaint.init)
        }
    }

    public func photos(of complaint: ID<Complaint>, in town: ID<Municipality>) async throws -> [ReportPhoto] {
        try await database.town(town).read { transaction in
            try transaction.photos(where: "p.complaint = ? ORDER BY p.position", complaint)
        }
    }

    public func change(
        _ id: ID<Complaint>,
        by officer: Officer,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        words: @escaping @Sendable (_ sequence: Int) throws -> Sealed<PersonalText>,
        _ change: @escaping @Sendable (inout Complaint, _ lines: Int) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard var complaint = try transaction.complaints(where: "c.id = ?", id).first?.complaint else {
                throw ComplaintFailure.unknown
            }
            let lines = try transaction.lines(of: id).count
            try change(&complaint, lines)
            try transaction.update(complaint)
            let line = ComplaintLine(sequence: lines + 1, at: now, officer: officer)
            try transaction.insert(SealedComplaint.Line(line: line, words: try words(line.sequence)), of: id)
            if complaint.hasEmail {
                let letter: DeliveryMessage =
                    line.isAnswer ? .complaintAnswered : .complaintAdded(sequence: line.sequence)
                try transaction.send(letter, about: id, at: now)
            }
            try transaction.note(entry)
        }
    }
}
