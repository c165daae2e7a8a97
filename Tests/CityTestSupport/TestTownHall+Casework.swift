public import CityKit
public import CityStorage

@testable public import CityDomain

extension TestTownHall {
    public var cases: SQLCaseworkStore { SQLCaseworkStore(database: database) }

    public var inbox: ReportInbox {
        ReportInbox(
            cases: cases,
            substitutions: substitutions,
            staff: staff,
            persons: countPersons,
            vault: vault,
            audit: audit
        )
    }

    public var substitutions: SQLSubstitutionStore { SQLSubstitutionStore(database: database) }

    public var arrangeSubstitution: ArrangeSubstitution {
        ArrangeSubstitution(
            substitutions: substitutions,
            staff: staff,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var searchCases: SearchCases {
        SearchCases(cases: cases, reports: reports, entries: entries, vault: vault, audit: audit)
    }

    public var workOnCase: WorkOnCase {
        WorkOnCase(
            cases: cases,
            substitutions: substitutions,
            reports: reports,
            staff: staff,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var keepNotes: KeepNotes {
        KeepNotes(
            cases: cases,
            reports: reports,
            files: files,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    /// Writes a note with a file, and returns the file.
    public func noteWithFile(
        _ name: String = "umowa.pdf",
        on number: ReportNumber,
        by staff: ID<Staff>,
        in town: Municipality
    ) async throws -> ID<NoteFile> {
        let received = try await keepNotes.receive(name, FileChunks(Array("%PDF-1".utf8)))
        let caller = Caller(staff, StaffRights([StaffGrant(.operator)]), request: "test")
        let work = work(on: number, by: caller, in: town)
        try await keepNotes.write(work, "Z plikiem.", with: [received])
        return try await workOnCase.read(work).lines.flatMap(\.files).last.map(\.id) ?? ID("")
    }

    public var fileCase: FileCase {
        FileCase(
            read: readReport,
            work: workOnCase,
            notes: keepNotes,
            photos: readPhotos,
            ratings: rateHandling,
            thread: readThread,
            vault: vault
        )
    }

    public var askUnits: AskUnits {
        AskUnits(cases: cases, reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    public var returnCase: ReturnCase {
        ReturnCase(cases: cases, staff: staff, reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// Somebody new stands in for somebody on the first of July 2026.
    public func substitution(of absent: ID<Staff>, in town: Municipality) async throws -> Substitution {
        let day = CivilDate(2026, 7, 1)
        let substitution = Substitution(
            id: randomness.id(at: now),
            absent: absent,
            substitute: try await hire("ola@urzad.example", [StaffGrant(.operator)], in: town),
            firstDay: day,
            lastDay: day
        )
        try await substitutions.add(substitution, noting: .sample(in: town.id), in: town.id)
        return substitution
    }

    public var inboxViews: KeepInboxViews { KeepInboxViews(cases: cases, vault: vault, randomness: randomness) }

    public func work(on number: ReportNumber, by caller: Caller, in town: Municipality) -> WorkOnCase.Work {
        WorkOnCase.Work(number, by: caller, in: town, at: now)
    }
}

extension InboxQuery {
    /// A page of everything, or of what `change` asks for.
    public static func page(
        after: String? = nil,
        limit: Int = 1_000,
        _ change: (inout InboxFilter) -> Void = { _ in }
    ) -> Self {
        var filter = InboxFilter()
        change(&filter)
        return Self(filter, after: after, limit: limit)
    }
}

extension SQLCaseworkStore {
    /// For somebody who sees every report.
    public func inbox(_ query: InboxQuery, in town: ID<Municipality>) async throws -> Page<InboxEntry> {
        try await inbox(query, within: .everything, in: town)
    }

    /// For a program that sees every report.
    public func inboxCounts(on today: CivilDate, in town: ID<Municipality>) async throws -> InboxCounts {
        try await inboxCounts(of: InboxReader(staff: nil, unit: nil), on: today, within: .everything, in: town)
    }
}

extension ReportInbox {
    /// For somebody who sees every report.
    public func counts(on today: CivilDate, in town: Municipality) async throws -> InboxCounts {
        try await counts(on: today, for: .officer, in: town)
    }

    /// All of a view.
    public func callAsFunction(
        _ view: InboxView = InboxView(),
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Page<Line> {
        try await self(view, after: nil, limit: 1_000, by: caller, in: town, at: now)
    }
}
