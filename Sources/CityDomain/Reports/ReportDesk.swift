import CityKit

/// Changes one report: reads it as it stands, seals the words of the change and lets the report decide inside the
/// store's transaction.
struct ReportDesk: Sendable {
    let reports: any ReportStore
    let vault: any Vault
    let audit: RecordAudit

    /// Whose act a change is: the audit log tells of those of the office.
    enum Note {
        case byReporter
        case act(AuditKind, OfficeRight, by: Caller, at: Instant)
    }

    /// What a person saw when deciding on the change.
    enum Seen {
        /// The page showed this many lines of the history; a report that moved on since is left alone.
        case lines(Int)
        /// The change is right whatever happened meanwhile, unless the report itself refuses it.
        case any
    }

    /// A report taken from the store, and the key that opens and seals its words.
    struct Case {
        let file: ReportFile
        let key: any DataKey
        let slots: ReportSlots

        /// The words for the next line of the history.
        func seal(_ answer: Answer) throws -> Sealed<Answer> {
            try key.seal(answer, in: slots.answer(file.report.history.count + 1))
        }

        func seal(_ content: ReportContent) throws -> Sealed<ReportContent> {
            try key.seal(content, in: slots.content)
        }

        var content: ReportContent { get throws { try key.open(file.content, in: slots.content) } }
    }

    /// - Parameters:
    ///   - leading: the report to which the change joins this one; nil where it joins it to none.
    ///   - prepare: seals what the change says; its result is handed to `act`.
    ///   - act: pure; changes the report or throws.
    /// - Throws: `ReportFailure.notFound`, `.movedMeanwhile`, what `act` throws; `AccountFailure.rightMissing`,
    ///   `.outOfReach` where the caller may not do this to this report.
    @discardableResult
    func change<Words: Sendable>(
        _ number: ReportNumber,
        seen: Seen,
        _ note: Note,
        joining leading: ReportNumber? = nil,
        in town: Municipality,
        prepare: (Case) throws -> Words,
        act: @escaping @Sendable (inout Report, Words) throws -> ReportChange
    ) async throws -> Report {
        var attempts = 0
        while true {
            guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.notFound }
            if case .lines(let count) = seen, count != file.report.history.count { throw ReportFailure.movedMeanwhile }
            let slots = ReportSlots(town: town.id, report: file.report.id)
            let noted = try Noted(note, self, about: file.report, led: leading, in: town)
            let opened = Case(file: file, key: try vault.key(file.caseKey, in: slots.caseKey), slots: slots)
            let words = try prepare(opened)
            do {
                return try await store(number, after: file.report.history.count, noted, leading, in: town) {
                    try act(&$0, words)
                }
            } catch ReportFailure.movedMeanwhile where seen.isAny && attempts < Self.mostAttempts {
                // The words are sealed for one line of the history; another line has taken its place.
                attempts += 1
            }
        }
    }

    private static let mostAttempts = 5

    /// What the audit log tells of a change, and who made it; nil for those of reporters.
    struct Noted: Sendable {
        let caller: Caller
        let now: Instant
        let entry: AuditEntry
        /// Of the report that leads this one from now on, or did until now.
        let ofLeading: AuditEntry?

        /// - Parameter leading: nil where the change is about no other report.
        init?(
            _ note: Note,
            _ desk: ReportDesk,
            about report: Report,
            led leading: ReportNumber?,
            in town: Municipality
        ) throws {
            guard case .act(let kind, let right, let caller, let now) = note else { return nil }
            let actor = try caller.using(right, on: report)
            func entry(_ kind: AuditKind) throws -> AuditEntry {
                try desk.audit.entry(RecordAudit.Act(kind, .report(report.id)), by: actor, in: town.id, at: now)
            }
            self.caller = caller
            self.now = now
            self.entry = try entry(kind)
            ofLeading = leading == nil ? nil : try entry(kind == .reportParted ? .reportParted : .reportJoined)
        }
    }

    private func store(
        _ number: ReportNumber,
        after lines: Int,
        _ noted: Noted?,
        _ leading: ReportNumber?,
        in town: Municipality,
        _ act: @escaping @Sendable (inout Report) throws -> ReportChange
    ) async throws -> Report {
        if let leading, let noted {
            return try await change(number, with: leading, after: lines, noted, in: town) { pair in
                // As the office, or because everybody may.
                guard noted.caller.may(.viewReports, on: pair.leading) || pair.leading.isPublished else {
                    throw JoinFailure.unknown
                }
                return try pair.join(by: noted.caller.officer, at: noted.now, act)
            }
        }
        let changed = try await reports.change(number, in: town.id, by: town.clock) { report in
            guard report.history.count == lines else { throw ReportFailure.movedMeanwhile }
            var change = try act(&report)
            change.noted = noted?.entry.about(linesAfter: lines, upTo: report.history.count)
            return change
        }
        guard let changed else { throw ReportFailure.notFound }
        return changed
    }
}

extension ReportDesk.Seen {
    fileprivate var isAny: Bool { if case .any = self { true } else { false } }
}

extension Answer {
    /// Words that somebody typed, trimmed.
    ///
    /// - Throws: `ReportFailure.fieldMissing` when there are none, `.textTooLong`.
    init(typed text: String, field: String, replyTo: String? = nil, replaced: String? = nil) throws(ReportFailure) {
        let words = text.trimmingSpaces()
        guard !words.isEmpty else { throw .fieldMissing(field) }
        let (length, limit) = (words.unicodeScalars.count, Decision.longestText)
        guard length <= limit else { throw .textTooLong(field: field, length: length, limit: limit) }
        if let gap = TemplateGap.left(in: words) { throw .gapLeft(field: field, gap) }
        self.init(justification: words, replyTo: replyTo, replaced: replaced)
    }
}
