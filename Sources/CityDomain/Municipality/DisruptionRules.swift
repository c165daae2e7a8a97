public import CityKit

/// What the regulation says of disturbances of the service: `disruptions` in `rules.json5`. Every town can announce them,
/// also one without rules.
public struct DisruptionRules: Sendable, Equatable, Decodable {
    /// Nil where the regulation does not ask for it.
    public let advance: Advance?
    /// Nil where nothing is said of working hours.
    public let workingHours: WorkingHours?

    /// How long before a planned break people are to be told, as far as that is possible (M-01, M-10, M-13).
    public struct Advance: Sendable, Equatable, Decodable {
        public let atLeast: Period
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// When the office works, on working days, and whether breaks may lie in that time (M-16).
    public struct WorkingHours: Sendable, Equatable, Decodable {
        public let from: TimeOfDay
        public let until: TimeOfDay
        public let breaks: Breaks
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum Breaks: String, Sendable, Codable, CaseIterable {
            case allowed
            /// Whoever plans one in that time is asked whether it must be.
            case avoided
        }
    }
}
