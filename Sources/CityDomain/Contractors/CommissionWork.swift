public import CityKit

/// Gives work on a case to a contractor and handles what the contractor says, on the side of the office. What the contractor
/// is told is what somebody of the office wrote: nothing of the reporter goes along.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `ContractorFailure`.
public struct CommissionWork: Sendable {
    private let commissions: any CommissionStore
    private let contractors: any ContractorStore
    private let photos: ReadPhotos
    private let colleagues: Colleagues
    private let desk: CaseDesk

    public init(
        commissions: any CommissionStore,
        contractors: any ContractorStore,
        photos: ReadPhotos,
        reports: any ReportStore,
        staff: any StaffStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.commissions = commissions
        self.contractors = contractors
        self.photos = photos
        colleagues = Colleagues(staff: staff, vault: vault)
        desk = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// What was given away of a case. Whoever reads it has opened the report, and that is in the audit log.
    public func all(_ work: WorkOnCase.Work) async throws -> [OpenCommission] {
        let file = try await desk.file(work, using: .viewReports)
        let sealed = try await commissions.commissions(of: file.report.id, in: work.town.id)
        let people = sealed.flatMap(\.lines).compactMap { if case .staff(let id)? = $0.officer { id } else { nil } }
        let names = try await colleagues.names(of: Set(people), in: work.town.id)
        return try sealed.map { try $0.opened(desk.vault, naming: names, in: work.town.id) }
    }

    /// What the form for new work begins with.
    public struct Draft: Personal {
        public let report: OpenReport
        public let contractors: [OpenContractor]
        /// Released photos of the case.
        public let photos: [PublicPhoto]
        /// The public text of the case; empty while it has none.
        public let order: String
        public let due: CivilDate
    }

    /// The look at the case is in the audit log first.
    public func draft(_ work: WorkOnCase.Work) async throws -> Draft {
        let (file, rules) = try await open(work)
        let look = RecordAudit.Act(.reportViewed, .report(file.report.id), reason: work.caller.reason)
        let viewer = try work.caller.using(.commissionWork, on: file.report)
        try await desk.audit(look, by: viewer, in: work.town.id, at: work.now)
        let report = try OpenReport(file, vault: desk.vault, in: work.town.id, for: .office)
        let all = try await contractors.contractors(in: work.town.id).filter { $0.contractor.takes(file.report) }
        let lines = [
            work.town.category(file.report.category)?.name[work.town.profile.languages[0]],
            file.published?.address, file.published?.point.map { "\($0.latitude), \($0.longitude)" },
            file.published?.description,
        ]
        return Draft(
            report: report,
            contractors: try all.map { try $0.opened(desk.vault, in: work.town.id) }.byName,
            photos: try await photos.released(of: file.report.id, in: work.town),
            order: lines.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n"),
            due: rules.due(from: work.town.clock.date(of: work.now), in: work.town.calendar)
        )
    }

    /// What somebody typed.
    public struct Typed: Sendable {
        let contractor: String
        let order: String
        /// Empty for the day of the rule.
        let due: String
        let photos: [String]

        public init(contractor: String, order: String, due: String, photos: [String]) {
            self.contractor = contractor
            self.order = order
            self.due = due
            self.photos = photos
        }
    }

    /// Gives the work away; the contractor gets a letter with a link.
    ///
    /// - Throws: also `Failures` with all that is wrong.
    public func order(_ work: WorkOnCase.Work, _ typed: Typed) async throws {
        let (file, rules) = try await open(work)
        guard !file.report.status.isFinished else { throw ContractorFailure.caseFinished }
        let report = try OpenReport(file, vault: desk.vault, in: work.town.id, for: .office)
        let due = try check(typed, report, rules, work)
        let id: ID<Commission> = desk.randomness.id(at: work.now)
        let contractor = ID<Contractor>(typed.contractor)
        guard let chosen = try await contractors.contractor(contractor, in: work.town.id),
            chosen.contractor.takes(file.report)
        else { throw Failures([ContractorFailure.contractorGone]) }
        let released = try await photos.released(of: file.report.id, in: work.town).map(\.id)
        let chosenPhotos = typed.photos.map { ID<ReportPhoto>($0) }
        guard Set(chosenPhotos).isSubset(of: released) else { throw Failures([ContractorFailure.photoGone]) }
        let commission = Commission(
            id: id,
            report: file.report.id,
            contractor: contractor,
            state: .ordered,
            due: due,
            opensUntil: rules.link.end(from: due, in: work.town.calendar),
            orderedAt: work.now,
            isCut: false,
            hasNews: false
        )
        let order = NewCommission(
            commission: commission,
            unit: file.report.unit,
            line: try line(.ordered, typed.order, caseKey: file.caseKey, of: file.report.id, work),
            remindedUntil: rules.remind?.end(from: work.town.clock.date(of: work.now), in: work.town.calendar),
            photos: Array(Set(chosenPhotos)),
            noted: try desk.entry(
                .commissionGiven,
                .commission(id, on: file.report.id),
                .commissionWork,
                file,
                work
            )
        )
        try await commissions.add(order, in: work.town.id)
    }

    /// - Parameter words: to the contractor; nobody reads those that come with a look.
    public func take(_ work: WorkOnCase.Work, _ step: Commission.Step, _ id: ID<Commission>, words: String) async throws
    {
        let file = try await desk.file(work, using: .commissionWork)
        guard let sealed = try await commissions.commission(id, in: work.town.id),
            sealed.commission.report == file.report.id
        else { throw ContractorFailure.unknown }
        let said = words.trimmingSpaces()
        let needsWords = step == .reply || step == .sendBack
        if needsWords {
            guard !said.isEmpty else { throw ContractorFailure.wordsMissing }
            let report = try OpenReport(file, vault: desk.vault, in: work.town.id, for: .office)
            guard !report.contact.isNamed(in: said) else { throw ContractorFailure.namesReporter }
        }
        let line = try line(step.act, step == .see ? "" : said, caseKey: file.caseKey, of: file.report.id, work)
        let today = work.town.clock.date(of: work.now)
        try await commissions.change(
            id,
            storing: CommissionChange(
                unit: file.report.unit,
                line: line,
                noted: try desk.entry(
                    step.kind,
                    .commission(id, on: file.report.id),
                    .commissionWork,
                    file,
                    work
                ),
                letter: step.letter(line.id)
            ),
            in: work.town.id
        ) { try $0.take(step, on: today) }
    }

    private func open(_ work: WorkOnCase.Work) async throws -> (ReportFile, ContractorRules) {
        let file = try await desk.file(work, using: .commissionWork)
        guard let rules = work.town.reports.contractors else { throw ContractorFailure.notOffered }
        return (file, rules)
    }

    /// - Returns: by when the work is to be done.
    /// - Throws: `Failures` with all that is wrong.
    private func check(_ typed: Typed, _ report: OpenReport, _ rules: ContractorRules, _ work: WorkOnCase.Work) throws
        -> CivilDate
    {
        var failures: [ContractorFailure] = []
        let words = typed.order.trimmingSpaces()
        let length = words.unicodeScalars.count
        if typed.contractor.isEmpty { failures.append(ContractorFailure.contractorGone) }
        if words.isEmpty { failures.append(ContractorFailure.orderMissing) }
        if length > CommissionLine.longestWords {
            failures.append(ContractorFailure.tooLong(field: "order", length: length))
        }
        if report.contact.isNamed(in: words) { failures.append(ContractorFailure.namesReporter) }
        let today = work.town.clock.date(of: work.now)
        let (first, last) = (today, today + 366)
        let typedDue = typed.due.trimmingSpaces()
        let due = typedDue.isEmpty ? rules.due(from: today, in: work.town.calendar) : CivilDate(typedDue)
        if due == nil { failures.append(ContractorFailure.dueMissing) }
        if let due, due < first || due > last { failures.append(ContractorFailure.dueOutOfRange(first, last)) }
        guard failures.isEmpty, let due else { throw Failures(failures) }
        return due
    }

    private func line(
        _ act: CommissionLine.Act,
        _ words: String,
        caseKey: WrappedKey,
        of report: ID<Report>,
        _ work: WorkOnCase.Work
    ) throws -> CommissionLine {
        try CommissionLine(
            act,
            words,
            by: work.caller.officer,
            under: desk.vault.key(caseKey, in: ReportSlots(town: work.town.id, report: report).caseKey),
            id: desk.randomness.id(at: work.now),
            in: work.town.id,
            at: work.now
        )
    }
}

extension CommissionLine {
    /// - Parameter words: none where they are empty.
    /// - Throws: `ContractorFailure.tooLong`.
    init(
        _ act: Act,
        _ words: String,
        by officer: Officer?,
        under key: any DataKey,
        id: ID<CommissionLine>,
        in town: ID<Municipality>,
        at now: Instant
    ) throws {
        let said = words.trimmingSpaces()
        let length = said.unicodeScalars.count
        guard length <= Self.longestWords else { throw ContractorFailure.tooLong(field: "words", length: length) }
        self.init(
            id: id,
            at: now,
            act: act,
            officer: officer,
            words: said.isEmpty ? nil : try key.seal(PersonalText(said), in: Self.slot(id, in: town))
        )
    }
}

extension Commission.Step {
    fileprivate var kind: AuditKind {
        switch self {
        case .reply, .sendBack: .commissionReplied
        case .withdraw: .commissionWithdrawn
        case .see: .commissionSeen
        }
    }

    fileprivate func letter(_ line: ID<CommissionLine>) -> DeliveryMessage? {
        switch self {
        case .reply, .sendBack: .commissionReplied(line)
        case .withdraw: .commissionOver
        case .see: nil
        }
    }
}

extension Contact {
    /// Whether a text names the person, or an address or a number of the person.
    func isNamed(in text: String) -> Bool {
        let words = text.lowercased()
        let digits = words.filter(\.isNumber)
        let number = phone.map { String($0.e164.filter(\.isNumber).suffix(9)) }
        return name.map { words.contains($0.text.lowercased()) } == true
            || email.map { words.contains($0.text.lowercased()) || words.contains($0.ascii.lowercased()) } == true
            || number.map { digits.contains($0) } == true
    }
}
