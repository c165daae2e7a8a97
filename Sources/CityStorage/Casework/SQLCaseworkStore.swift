public import CityDomain
public import CityKit

/// How the office works on reports, in the database.
public struct SQLCaseworkStore: CaseworkStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func inbox(_ query: InboxQuery, within scope: ReportScope, in town: ID<Municipality>) async throws
        -> Page<InboxEntry>
    {
        try await database.town(town).read { try $0.inbox(query, within: scope) }
    }

    public func searchable(
        after place: String?,
        limit: Int,
        within scope: ReportScope,
        in town: ID<Municipality>
    ) async throws -> Page<SearchableCase> {
        try await database.town(town).read { try $0.searchable(after: place, limit: limit, within: scope) }
    }

    public func inboxCounts(
        of reader: InboxReader,
        on today: CivilDate,
        within scope: ReportScope,
        in town: ID<Municipality>
    ) async throws -> InboxCounts {
        try await database.town(town).read { try $0.inboxCounts(of: reader, on: today, within: scope) }
    }

    public func casework(on report: ID<Report>, in town: ID<Municipality>) async throws -> SealedCasework {
        try await database.town(town).read { transaction in
            let lead = try transaction.lead(of: report)
            return SealedCasework(
                lead: lead?.staff,
                lines: try transaction.caseLines(of: report),
                files: try transaction.noteFiles(of: report),
                watchers: try transaction.watchers(of: report),
                units: try transaction.furtherUnits(of: report),
                isReturned: try transaction.isReturned(report)
            )
        }
    }

    public func assign(
        to lead: ID<Staff>?,
        seeing seen: ID<Staff>?,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard let now = try transaction.lead(of: line.report) else { throw ReportFailure.notFound }
            guard !now.isFinished else { throw CaseworkFailure.finished }
            guard now.staff == seen else { throw CaseworkFailure.assignedMeanwhile }
            if let lead, try !transaction.isAtWork(lead) { throw CaseworkFailure.assigneeUnknown }
            try transaction.execute(
                "UPDATE reports SET led_by = ? WHERE municipality = {town} AND id = ?",
                lead,
                line.report
            )
            try transaction.insert(line)
            try transaction.note(entry)
        }
    }

    public func add(_ line: CaseLine, with files: [NoteFile], noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            guard try transaction.lead(of: line.report) != nil else { throw ReportFailure.notFound }
            try transaction.insert(line)
            for (position, file) in files.enumerated() {
                try transaction.insert(file, at: position, of: line.report)
            }
            try transaction.note(entry)
        }
    }

    public func remove(_ file: NoteFile, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.remove(file) else { throw NoteFileFailure.gone }
            try transaction.note(entry)
        }
    }

    public func watch(_ report: ID<Report>, by staff: ID<Staff>, since now: Instant, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            guard try transaction.lead(of: report) != nil else { throw ReportFailure.notFound }
            try transaction.execute(
                """
                INSERT INTO case_watchers (municipality, staff, report, since) VALUES ({town}, ?, ?, ?)
                ON CONFLICT (municipality, staff, report) DO NOTHING
                """,
                staff,
                report,
                now
            )
        }
    }

    public func unwatch(_ report: ID<Report>, by staff: ID<Staff>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM case_watchers WHERE municipality = {town} AND staff = ? AND report = ?",
                staff,
                report
            )
        }
    }
}

// MARK: - Views of the inbox

extension SQLCaseworkStore {
    public func views(of staff: ID<Staff>, in town: ID<Municipality>) async throws -> [SealedInboxView] {
        try await database.town(town).read { try $0.inboxViews(of: staff) }
    }

    public func add(_ view: SealedInboxView, most: Int, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.inboxViews(of: view.staff).count < most else {
                throw CaseworkFailure.tooManyViews(most)
            }
            try transaction.insert(view)
        }
    }

    public func remove(_ view: ID<SavedInboxView>, of staff: ID<Staff>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM inbox_views WHERE municipality = {town} AND id = ? AND staff = ?",
                view,
                staff
            )
        }
    }
}
