public import CityKit

/// Finds what somebody of the office is reminded of.
public struct ComposeDigest: Sendable {
    private let digests: any DigestStore
    private let substitutions: any SubstitutionStore
    private let staff: any StaffStore

    public init(digests: any DigestStore, substitutions: any SubstitutionStore, staff: any StaffStore) {
        self.digests = digests
        self.substitutions = substitutions
        self.staff = staff
    }

    /// What is the same for everybody of a town on one morning.
    public struct Morning: Sendable {
        let town: Municipality
        let rule: ReportRules.Digest
        let day: CivilDate
        let standIns: StandIns
        /// Of those who are away.
        let absent: [ID<Staff>: StaffRights]
        let declined: Set<ID<Staff>>
    }

    /// - Returns: nil where the town reminds nobody.
    public func morning(of day: CivilDate, in town: Municipality) async throws -> Morning? {
        guard let rule = town.reports.digest else { return nil }
        let standIns = try await substitutions.standIns(on: day, in: town.id)
        var absent: [ID<Staff>: StaffRights] = [:]
        for id in standIns.absent { absent[id] = try await staff.person(id, in: town.id)?.staff.rights }
        return Morning(
            town: town,
            rule: rule,
            day: day,
            standIns: standIns,
            absent: absent,
            declined: try await digests.declined(in: town.id)
        )
    }

    /// Empty for somebody who is away: the substitute has it.
    public func callAsFunction(for staff: Staff, on morning: Morning) async throws -> Digest {
        var sections: [Digest.Part: Digest.Section] = [:]
        for (part, query) in morning.queries(for: staff) {
            sections[part] = try await digests.due(query, limit: Digest.mostLines, in: morning.town.id)
        }
        return Digest(sections)
    }
}

extension ComposeDigest.Morning {
    func queries(for staff: Staff) -> [(Digest.Part, DueQuery)] {
        guard !standIns.isAway(staff.id) else { return [] }
        let absentees = standIns.absentees(of: staff.id)
        let grants =
            staff.rights.grants
            + absentees.sorted { $0.rawValue < $1.rawValue }.flatMap {
                absent[$0]?.grants ?? []
            }
        let leads = absentees.union([staff.id])
        let headed = escalated(grants, leads)
        return declined.contains(staff.id) ? headed : own(grants, leads) + headed + supported(grants, leads)
    }

    /// - Parameter grants: of the person and of those whose work the person does.
    private func own(_ grants: [StaffGrant], _ leads: Set<ID<Staff>>) -> [(Digest.Part, DueQuery)] {
        let soon = rule.remind.end(from: day, in: town.calendar)
        func scope(of right: OfficeRight) -> ReportScope { ReportScope(grants.filter { $0.gives(right) }.map(\.reach)) }
        let (seen, assigned) = (scope(of: .viewReports), scope(of: .assignReports))
        return [
            (.overdue, DueQuery(lead: .oneOf(leads), through: day - 1, scope: seen)),
            (.soon, DueQuery(lead: .oneOf(leads), from: day, through: soon, scope: seen)),
            (.unassigned, DueQuery(lead: .nobody, through: soon, scope: assigned)),
        ].filter { !$0.1.scope.isEmpty }
    }

    /// Ideas that got the support they need since the letter before, which only working days have.
    private func supported(_ grants: [StaffGrant], _ leads: Set<ID<Staff>>) -> [(Digest.Part, DueQuery)] {
        let seen = ReportScope(grants.filter { $0.gives(.decideReports) }.map(\.reach))
        guard town.ideas?.support != nil, !seen.isEmpty else { return [] }
        var before = day - 1
        while town.calendar.dayOff(on: before) != nil { before = before - 1 }
        let time = town.clock.instant(of: before, at: rule.at)..<town.clock.instant(of: day, at: rule.at)
        let query = DueQuery(lead: .nobodyOrOneOf(leads), through: nil, scope: seen, supported: time)
        return [(.supported, query)]
    }

    private func escalated(_ grants: [StaffGrant], _ leads: Set<ID<Staff>>) -> [(Digest.Part, DueQuery)] {
        let headed = ReportScope(grants.filter { $0.role == .unitHead }.map(\.reach))
        guard let last = lastEscalated, !headed.isEmpty else { return [] }
        return [(.escalated, DueQuery(lead: .notOneOf(leads), through: last, scope: headed))]
    }

    /// The latest last day of a term that has been over for so long that the head of the unit is told.
    private var lastEscalated: CivilDate? {
        guard let wait = rule.escalate else { return nil }
        var due = day - 1
        while wait.end(from: due, in: town.calendar) > day { due = due - 1 }
        return due
    }
}
