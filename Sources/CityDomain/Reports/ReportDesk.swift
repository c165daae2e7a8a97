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
    ///   - prepare: seals what the change says; its result is handed to `act`.
    ///   - act: pure; changes the report or throws.
    /// - Throws: `ReportFailure.notFound`, `.movedMeanwhile`, what `act` throws; `AccountFailure.rightMissing`,
    ///   `.outOfReach` where the caller may not do this to this report.
    @discardableResult
    func change<Words: Sendable>(
        _ number: ReportNumber,
        seen: Seen,
        _ note: Note,
        in town: Municipality,
        prepare: (Case) throws -> Words,
        act: @escaping @Sendable (inout Report, Words) throws -> ReportChange
    ) async throws -> Report {
        var attempts = 0
        while true {
            guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.notFound }
            if case .lines(let count) = seen, count != file.report.history.count { throw ReportFailure.movedMeanwhile }
            let slots = ReportSlots(town: town.id, report: file.report.id)
            let entry = try entry(note, about: file.report, in: town)
            let opened = Case(file: file, key: try vault.key(file.caseKey, in: slots.caseKey), slots: slots)
            let words = try prepare(opened)
            do {
                return try await store(number, after: file.report.history.count, entry, in: town) {
                    try act(&$0, words)
                }
            } catch ReportFailure.movedMeanwhile where seen.isAny && attempts < Self.mostAttempts {
                // The words are sealed for one line of the history; another line has taken its place.
                attempts += 1
            }
        }
    }

    private static let mostAttempts = 5

    /// - Throws: `ReportFailure.earlierReportUnknown` when a duplicate names a number that the town never gave.
    func checkEarlier(_ number: ReportNumber?, in town: Municipality) async throws {
        guard let number else { return }
        guard try await reports.file(number, in: town.id) != nil else { throw ReportFailure.earlierReportUnknown }
    }

    private func entry(_ note: Note, about report: Report, in town: Municipality) throws -> AuditEntry? {
        guard case .act(let kind, let right, let caller, let now) = note else { return nil }
        let act = RecordAudit.Act(kind, .report(report.id))
        return try audit.entry(act, by: try caller.using(right, on: report), in: town.id, at: now)
    }

    private func store(
        _ number: ReportNumber,
        after lines: Int,
        _ entry: AuditEntry?,
        in town: Municipality,
        _ act: @escaping @Sendable (inout Report) throws -> ReportChange
    ) async throws -> Report {
        let changed = try await reports.change(number, in: town.id, by: town.clock) { report in
            guard report.history.count == lines else { throw ReportFailure.movedMeanwhile }
            var change = try act(&report)
            change.noted = entry?.about(linesAfter: lines, upTo: report.history.count)
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
