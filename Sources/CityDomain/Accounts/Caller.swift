public import CityKit

/// Who acts for the office, or looks at something for it, in which request and with which rights.
public struct Caller: Sendable, Hashable {
    public let officer: Officer
    public private(set) var actor: AuditActor
    /// As the log of the server names it.
    public let request: String?
    private let powers: Powers

    private enum Powers: Sendable, Hashable {
        case staff(ID<Staff>, StaffRights)
        case program(Set<OfficeRight>)
    }

    public init(_ staff: ID<Staff>, _ rights: StaffRights, request: String?) {
        officer = .staff(staff)
        actor = .staff(staff, rights.post)
        powers = .staff(staff, rights)
        self.request = request
    }

    public init(_ key: APIKey, request: String?) {
        officer = .program(key.id)
        actor = .program(key.id, key.role)
        powers = .program(key.rights)
        self.request = request
    }

    /// Nil for a program, and for somebody of no unit or of several.
    public var homeUnit: ID<Unit>? {
        switch powers {
        case .staff(_, let rights): rights.homeUnit
        case .program: nil
        }
    }

    /// Why this caller looks at a report.
    var reason: AuditReason {
        switch officer {
        case .staff: .handling
        case .program: .interface
        }
    }

    /// The caller in the role that gives the right, which the audit log then names.
    ///
    /// - Throws: `AccountFailure.rightMissing`.
    public func using(_ right: OfficeRight) throws(AccountFailure) -> Self {
        guard let caller = named(using: right, on: nil as Report?) else { throw AccountFailure.rightMissing(right) }
        return caller
    }

    /// The same, for one report.
    ///
    /// - Throws: `AccountFailure.rightMissing`, `AccountFailure.outOfReach` where the right is there for other reports,
    ///   `AccountFailure.putAside` for a report that waits for a moderator.
    func using(_ right: OfficeRight, on report: some UnitsCase) throws(AccountFailure) -> Self {
        if opens(report, using: right), let caller = named(using: right, on: report) { return caller }
        guard !scope(of: right).isEmpty else { throw AccountFailure.rightMissing(right) }
        if report.isPutAside, right != .judgeAside, scope(of: right).reaches(report) { throw AccountFailure.putAside }
        throw AccountFailure.outOfReach
    }

    /// For which reports the right is there; every one for a program that has it.
    func scope(of right: OfficeRight) -> ReportScope {
        switch powers {
        case .staff(_, let rights): rights.scope(of: right)
        case .program(let rights): rights.contains(right) ? .everything : ReportScope([])
        }
    }

    /// Whether no report is kept from this caller.
    public var seesAllReports: Bool { scope(of: .viewReports) == .everything }

    /// Whether figures tell this caller of every report.
    public var seesAllStatistics: Bool { scope(of: .viewStatistics) == .everything }

    /// Whether the right is there for this report.
    public func may(_ right: OfficeRight, on report: Report) -> Bool {
        report.isPutAside
            ? opens(report, using: right) && scope(of: right).reaches(report)
            : scope(of: right).has(report, using: right)
    }

    /// Whether a report may be worked on at all: one that waits for a moderator is looked at and judged by moderators alone.
    private func opens(_ report: some UnitsCase, using right: OfficeRight) -> Bool {
        guard report.isPutAside else { return true }
        return right == .judgeAside || right == .viewReports && scope(of: .judgeAside).reaches(report)
    }

    /// Whether this caller speaks for a unit that is asked to take part in a case; nobody does for a program.
    func answers(for unit: ID<Unit>, on category: ID<Category>? = nil) -> Bool {
        switch powers {
        case .staff(_, let rights): rights.answers(for: unit, on: category)
        case .program: false
        }
    }

    /// Nil without the right.
    private func named(using right: OfficeRight, on report: (some UnitsCase)?) -> Self? {
        switch powers {
        case .program(let rights): return rights.contains(right) ? self : nil
        case .staff(let id, let rights):
            return rights.post(using: right, on: report).map { post in
                var caller = self
                caller.actor = .staff(id, post)
                return caller
            }
        }
    }
}
