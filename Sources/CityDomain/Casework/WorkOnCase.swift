public import CityKit

/// What the office does with a case for itself: says who leads it, notes what others of the office should know, watches it
/// (I-01, I-03, I-04). Neither the public nor the reporter learns of it.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `CaseworkFailure`.
public struct WorkOnCase: Sendable {
    private let cases: any CaseworkStore
    private let substitutions: any SubstitutionStore
    private let reports: any ReportStore
    private let colleagues: Colleagues
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        cases: any CaseworkStore,
        substitutions: any SubstitutionStore,
        reports: any ReportStore,
        staff: any StaffStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.cases = cases
        self.substitutions = substitutions
        self.reports = reports
        colleagues = Colleagues(staff: staff, vault: vault)
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Who acts, on which case, when.
    public struct Work: Sendable {
        let number: ReportNumber
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(_ number: ReportNumber, by caller: Caller, in town: Municipality, at now: Instant) {
            self.number = number
            self.caller = caller
            self.town = town
            self.now = now
        }

        /// - Throws: `CaseworkFailure.personsOnly`.
        var person: ID<Staff> {
            get throws(CaseworkFailure) {
                guard case .staff(let id) = caller.officer else { throw .personsOnly }
                return id
            }
        }
    }

    /// What the office keeps of a case besides the report. Whoever reads it has opened the report, and that is in the audit
    /// log.
    public func read(_ work: Work) async throws -> OpenCasework {
        let file = try await file(work, using: .viewReports)
        let report = file.report
        let sealed = try await cases.casework(on: report.id, in: work.town.id)
        let mayAssign = work.caller.may(.assignReports, on: report) && !report.status.isFinished
        let standIns = try await substitutions.standIns(on: work.town.clock.date(of: work.now), in: work.town.id)
        let people = Set(
            sealed.lines.flatMap(\.people) + [sealed.lead, sealed.lead.map(standIns.worker)].compactMap(\.self)
        )
        let names = try await colleagues.names(of: people, in: work.town.id)
        let (reader, key) = (work.caller.reader(standIns, in: work.town).staff, try key(of: file, in: work.town.id))
        return OpenCasework(
            lead: sealed.lead.flatMap { id in names[id].map { Colleague(id: id, name: $0) } },
            standIn: sealed.lead.flatMap { standIns.isAway($0) ? names[standIns.worker(for: $0)] : nil },
            isWatched: reader.map(sealed.watchers.contains) == true,
            lines: try sealed.lines.map { line in
                let words = try line.words.map { try key.open($0, in: CaseLine.slot(line.id, in: work.town.id)).words }
                return OpenCasework.Line(line, words: words, names: names)
            },
            candidates: mayAssign ? try await colleagues.whoMayLead(report, in: work.town.id) : []
        )
    }

    /// Says who leads the case.
    ///
    /// - Parameters:
    ///   - lead: nil for nobody.
    ///   - seen: who led it on the page.
    ///   - note: for the one who leads it from now on; may be empty.
    public func assign(_ work: Work, to lead: ID<Staff>?, seeing seen: ID<Staff>?, note: String) async throws {
        let file = try await file(work, using: .assignReports)
        if let lead, try await !colleagues.mayLead(lead, file.report, in: work.town.id) {
            throw CaseworkFailure.assigneeUnknown
        }
        guard lead != seen else { return }
        let words = note.trimmingSpaces().isEmpty ? nil : note
        try await cases.assign(
            to: lead,
            seeing: seen,
            logging: try line(.assigned(lead), words, on: file, work),
            noting: try entry(.reportAssigned, .report(file.report.id, ledBy: lead), .assignReports, file, work),
            in: work.town.id
        )
    }

    /// Writes a note that the office alone reads.
    public func note(_ work: Work, _ words: String) async throws {
        let file = try await file(work, using: .noteReports)
        guard !words.trimmingSpaces().isEmpty else { throw CaseworkFailure.noteMissing }
        try await cases.add(
            try line(.noted, words, on: file, work),
            noting: try entry(.caseNoted, .report(file.report.id), .noteReports, file, work),
            in: work.town.id
        )
    }

    public func watch(_ work: Work) async throws {
        let (file, person) = (try await file(work, using: .viewReports), try work.person)
        try await cases.watch(file.report.id, by: person, since: work.now, in: work.town.id)
    }

    public func unwatch(_ work: Work) async throws {
        let (file, person) = (try await file(work, using: .viewReports), try work.person)
        try await cases.unwatch(file.report.id, by: person, in: work.town.id)
    }
}

extension WorkOnCase {
    private func file(_ work: Work, using right: OfficeRight) async throws -> ReportFile {
        guard let file = try await reports.file(work.number, in: work.town.id) else { throw ReportFailure.notFound }
        _ = try work.caller.using(right, on: file.report)
        return file
    }

    private func key(of file: ReportFile, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(file.caseKey, in: ReportSlots(town: town, report: file.report.id).caseKey)
    }

    private func line(_ act: CaseLine.Act, _ words: String?, on file: ReportFile, _ work: Work) throws -> CaseLine {
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

    private func entry(
        _ kind: AuditKind,
        _ object: AuditObject,
        _ right: OfficeRight,
        _ file: ReportFile,
        _ work: Work
    ) throws -> AuditEntry {
        let officer = try work.caller.using(right, on: file.report)
        return try audit.entry(RecordAudit.Act(kind, object), by: officer, in: work.town.id, at: work.now)
    }
}

extension CaseLine {
    /// Whom it names.
    fileprivate var people: [ID<Staff>] {
        var people: [ID<Staff>] = []
        if case .staff(let author) = author { people.append(author) }
        if case .assigned(let lead?) = act { people.append(lead) }
        return people
    }
}
