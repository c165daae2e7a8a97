public import CityKit

/// What the office does with a case for itself: says who leads it, watches it
/// (I-01, I-03). Neither the public nor the reporter learns of it.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `CaseworkFailure`.
public struct WorkOnCase: Sendable {
    private let cases: any CaseworkStore
    private let substitutions: any SubstitutionStore
    private let colleagues: Colleagues
    private let desk: CaseDesk

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
        colleagues = Colleagues(staff: staff, vault: vault)
        desk = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
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
        let file = try await desk.file(work, using: .viewReports)
        let report = file.report
        let sealed = try await cases.casework(on: report.id, in: work.town.id)
        let mayAssign = work.caller.may(.assignReports, on: report) && !report.status.isFinished
        let standIns = try await substitutions.standIns(on: work.town.clock.date(of: work.now), in: work.town.id)
        let people = Set(
            sealed.lines.flatMap(\.people) + [sealed.lead, sealed.lead.map(standIns.worker)].compactMap(\.self)
        )
        let names = try await colleagues.names(of: people, in: work.town.id)
        let reader = work.caller.reader(standIns, in: work.town).staff
        let key = try desk.key(of: file, in: work.town.id)
        return OpenCasework(
            lead: sealed.lead.flatMap { id in names[id].map { Colleague(id: id, name: $0) } },
            standIn: sealed.lead.flatMap { standIns.isAway($0) ? names[standIns.worker(for: $0)] : nil },
            isWatched: reader.map(sealed.watchers.contains) == true,
            lines: try sealed.lines.map { line in
                let words = try line.words.map { try key.open($0, in: CaseLine.slot(line.id, in: work.town.id)).words }
                let files = try sealed.files.filter { $0.line == line.id }
                    .map { try OpenNoteFile($0, under: key, in: work.town.id) }
                return OpenCasework.Line(line, words: words, files: files, names: names)
            },
            candidates: mayAssign ? try await colleagues.whoMayLead(report, in: work.town.id) : [],
            units: sealed.units,
            answersFor: report.status.isFinished
                ? []
                : sealed.units.filter { $0.state == .asked }.map(\.unit).filter { unit in
                    work.caller.answers(for: unit, on: report.category)
                },
            isReturned: sealed.isReturned,
            mayBeReturned: try await mayBeReturned(report, sealed, work)
        )
    }

    /// Whether the rules let the report be given on from where it stands, and somebody is there who would do it.
    private func mayBeReturned(_ report: Report, _ sealed: SealedCasework, _ work: Work) async throws -> Bool {
        guard !sealed.isReturned, work.caller.may(.decideReports, on: report),
            work.town.reports.handOver?.from.contains(report.status) == true
        else { return false }
        return try await colleagues.dispatch(report, in: work.town.id)
    }

    /// Says who leads the case.
    ///
    /// - Parameters:
    ///   - lead: nil for nobody.
    ///   - seen: who led it on the page.
    ///   - note: for the one who leads it from now on; may be empty.
    public func assign(_ work: Work, to lead: ID<Staff>?, seeing seen: ID<Staff>?, note: String) async throws {
        let file = try await desk.file(work, using: .assignReports)
        if let lead, try await !colleagues.mayLead(lead, file.report, in: work.town.id) {
            throw CaseworkFailure.assigneeUnknown
        }
        guard lead != seen else { return }
        let words = note.trimmingSpaces().isEmpty ? nil : note
        try await cases.assign(
            to: lead,
            seeing: seen,
            logging: try desk.line(.assigned(lead), words, on: file, work),
            noting: try desk.entry(.reportAssigned, .report(file.report.id, ledBy: lead), .assignReports, file, work),
            in: work.town.id
        )
    }

    /// Notes that the file of the case goes to the records system.
    ///
    /// - Parameter words: under what it stands there.
    func file(_ work: Work, as words: String) async throws {
        let file = try await desk.file(work, using: .decideReports)
        let entry = try desk.entry(
            .caseFiled,
            .report(file.report.id),
            .decideReports,
            file,
            work,
            values: ["sign": words]
        )
        try await cases.add(try desk.line(.filed, words, on: file, work), with: [], noting: entry, in: work.town.id)
    }

    public func watch(_ work: Work) async throws {
        let (file, person) = (try await desk.file(work, using: .viewReports), try work.person)
        try await cases.watch(file.report.id, by: person, since: work.now, in: work.town.id)
    }

    public func unwatch(_ work: Work) async throws {
        let (file, person) = (try await desk.file(work, using: .viewReports), try work.person)
        try await cases.unwatch(file.report.id, by: person, in: work.town.id)
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
