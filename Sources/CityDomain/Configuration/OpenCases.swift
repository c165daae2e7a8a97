public import CityKit

/// Open reports of a town that stand alike: what a change of the settings could take the ground from.
public struct OpenCases: Sendable, Hashable {
    public let category: ID<Category>
    public let kind: ReportKind
    /// That leads them.
    public let unit: ID<Unit>
    public let status: ReportStatus
    public let count: Int

    public init(category: ID<Category>, kind: ReportKind, unit: ID<Unit>, status: ReportStatus, count: Int) {
        self.category = category
        self.kind = kind
        self.unit = unit
        self.status = status
        self.count = count
    }
}

/// What a change would take away although open reports need it.
public struct BrokenCases: Sendable, Equatable {
    public enum Cause: Sendable, Equatable {
        case category(ID<Category>)
        case unit(ID<Unit>)
        /// A move out of the status in which the reports are.
        case move(from: ReportStatus, to: ReportStatus)
        /// A question whose answers the reports hold: it goes, is of another kind, or loses an option.
        case field(ID<CategoryField>, of: ID<Category>)
        /// What reports of the category are: a question must not become a report that is published as it was written.
        case kind(ID<Category>)
        /// The rule that keeps questions from being published as they were written.
        case questions
        /// Reports as a whole.
        case module
    }

    public let cause: Cause
    /// The reports that need it.
    public let cases: [OpenCases]

    public var count: Int { cases.reduce(0) { $0 + $1.count } }

    /// How many reports a message names.
    public static let named = 10
}
