public import CityKit

/// The roles of a member of staff, and where in the office they work.
public struct StaffRights: Sendable, Hashable {
    /// One of a role and a unit; in the order of roles and units.
    public private(set) var grants: [StaffGrant] = []
    /// The unit the person belongs to; it limits nothing. Nil for the office itself.
    public var unit: ID<Unit>?

    public init(_ grants: [StaffGrant] = [], unit: ID<Unit>? = nil) {
        self.unit = unit
        for grant in grants { add(grant) }
    }

    /// Adds a role. The same role for the same unit is replaced: it has other categories now.
    mutating func add(_ grant: StaffGrant) {
        remove(grant)
        grants.append(grant)
        grants.sort { ($0.role, $0.reach.unit?.rawValue ?? "") < ($1.role, $1.reach.unit?.rawValue ?? "") }
    }

    /// Takes away the role for that unit, whatever its categories.
    mutating func remove(_ grant: StaffGrant) {
        grants.removeAll { $0.role == grant.role && $0.reach.unit == grant.reach.unit }
    }

    /// The unit the person belongs to, else the only one whose reports the person has to do with.
    var homeUnit: ID<Unit>? {
        if let unit { return unit }
        let units = Set(grants.compactMap(\.reach.unit))
        return units.count == 1 ? units.first : nil
    }

    /// Whether it can be done at all, to whatever report.
    public func have(_ right: OfficeRight) -> Bool { grants.contains { $0.gives(right) } }

    /// For which reports the right is there.
    func scope(of right: OfficeRight) -> ReportScope {
        ReportScope(grants.filter { $0.gives(right) }.map(\.reach))
    }

    /// What the person is where no right is asked for, such as in signing in.
    var post: StaffPost? { grants.first.map(post) }

    /// What the person is in using a right.
    func post(using right: OfficeRight, on report: (some UnitsCase)?) -> StaffPost? {
        grants.first { grant in grant.gives(right) && (report.map { grant.reach.has($0) } ?? true) }.map(post)
            ?? grants.first { grant in
                right.isForFurtherUnits && grant.gives(right) && report.map { grant.reach.takesPart(in: $0) } == true
            }.map(post)
    }

    private func post(_ grant: StaffGrant) -> StaffPost { StaffPost(role: grant.role, unit: grant.reach.unit ?? unit) }
}

extension StaffRights {
    /// Whether the person answers for a unit that was asked: one of its people, or somebody of no unit who decides about the
    /// reports of all.
    func answers(for unit: ID<Unit>, on category: ID<Category>? = nil) -> Bool {
        grants.contains { grant in
            guard grant.gives(.noteReports) else { return false }
            let reach = grant.reach
            let isOfUnit =
                reach.unit == nil
                ? grant.gives(.decideReports) && (homeUnit == nil || homeUnit == unit) : reach.unit == unit
            return isOfUnit && (reach.categories.isEmpty || category.map(reach.categories.contains) == true)
        }
    }
}
