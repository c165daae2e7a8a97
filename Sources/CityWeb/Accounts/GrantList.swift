import CityDomain
import CityKit

/// Roles with what each is limited to.
struct GrantList: Component {
    let grants: [StaffGrant]
    let visit: Visit

    var html: HTML {
        guard !grants.isEmpty else { return HTML(text: visit.words("staff.noRole")) }
        return "<ul>\n\(grants.html { "<li>\(visit.words(of: $0))</li>\n" })</ul>"
    }
}

extension Visit {
    /// A role, and behind it the unit and the categories it is limited to.
    func words(of grant: StaffGrant) -> String {
        let unit = grant.reach.unit.map { id in town.unit(id).map { words($0.name) } ?? id.rawValue }
        let categories = town.categories.filter { grant.reach.categories.contains($0.id) }.map { words($0.name) }
        let limits = [unit].compactMap(\.self) + categories
        let role = words(grant.role.text)
        return limits.isEmpty ? role : "\(role): \(limits.joined(separator: ", "))"
    }
}
