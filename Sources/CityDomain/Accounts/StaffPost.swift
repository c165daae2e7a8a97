public import CityKit

/// In which role and for which unit somebody did something: what the audit log keeps and residents are told.
public struct StaffPost: Sendable, Hashable {
    public let role: StaffRole
    /// Nil for the office itself.
    public let unit: ID<Unit>?

    public init(role: StaffRole, unit: ID<Unit>? = nil) {
        self.role = role
        self.unit = unit
    }

    /// `operator`, or `operator/roads` in a unit.
    var text: String { unit.map { "\(role.rawValue)/\($0)" } ?? role.rawValue }

    /// Nil for words of a newer program.
    public init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let role = parts.first.flatMap({ StaffRole(rawValue: String($0)) }) else { return nil }
        self.init(role: role, unit: parts.count > 1 ? ID(String(parts[1])) : nil)
    }
}
