import CityKit

/// Opens a case for somebody of the office and makes the lines and entries of what is done with it.
struct CaseDesk: Sendable {
    let reports: any ReportStore
    let vault: any Vault
    let randomness: any Randomness
    let audit: RecordAudit

    /// - Throws: `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`.
    func file(_ work: WorkOnCase.Work, using right: OfficeRight) async throws -> ReportFile {
        guard let file = try await reports.file(work.number, in: work.town.id) else { throw ReportFailure.notFound }
        _ = try work.caller.using(right, on: file.report)
        return file
    }

    func key(of file: ReportFile, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(file.caseKey, in: ReportSlots(town: town, report: file.report.id).caseKey)
    }

    /// - Throws: `CaseworkFailure.noteTooLong`.
    func line(_ act: CaseLine.Act, _ words: String?, on file: ReportFile, _ work: WorkOnCase.Work) throws -> CaseLine {
        let id: ID<CaseLine> = randomness.id(at: work.now)
        return CaseLine(
            id: id,
            report: file.report.id,
            author: work.caller.officer,
            at: work.now,
            act: act,
            words: try words.map { words in
                let length = words.unicodeScalars.count
                guard length <= CaseLine.longestWords else { throw CaseworkFailure.noteTooLong(length: length) }
                let key = try key(of: file, in: work.town.id)
                return try key.seal(PersonalText(words.trimmingSpaces()), in: CaseLine.slot(id, in: work.town.id))
            }
        )
    }

    func entry(
        _ kind: AuditKind,
        _ object: AuditObject,
        _ right: OfficeRight,
        _ file: ReportFile,
        _ work: WorkOnCase.Work,
        values: [String: String] = [:]
    ) throws -> AuditEntry {
        let officer = try work.caller.using(right, on: file.report)
        let act = RecordAudit.Act(kind, object, values: values)
        return try audit.entry(act, by: officer, in: work.town.id, at: work.now)
    }
}

extension String {
    /// Words that must be there.
    ///
    /// - Throws: `CaseworkFailure.noteMissing`.
    func said() throws(CaseworkFailure) -> String {
        guard !trimmingSpaces().isEmpty else { throw .noteMissing }
        return self
    }

    /// Words that may be left out; nil without any.
    var saidIfAny: String? { trimmingSpaces().isEmpty ? nil : self }
}
