public import CityKit

/// A role that somebody was given, for all reports or for some.
public struct StaffGrant: Sendable, Hashable {
    public let role: StaffRole
    public let reach: ReportScope.Part

    public init(_ role: StaffRole, unit: ID<Unit>? = nil, categories: Set<ID<Category>> = []) {
        self.role = role
        reach = ReportScope.Part(unit: unit, categories: categories)
    }

    /// Whether it gives the right for at least some reports. A right that is about no report asks for a role without limits.
    func gives(_ right: OfficeRight) -> Bool {
        role.rights.contains(right) && (right.isAboutReports || reach.isEverything)
    }

    /// `operator`, `operator/roads`, with the categories in brackets where it is limited to some.
    public var text: String {
        let post = StaffPost(role: role, unit: reach.unit).text
        let categories = reach.categories.map(\.rawValue).sorted().joined(separator: ",")
        return categories.isEmpty ? post : "\(post)[\(categories)]"
    }
}
