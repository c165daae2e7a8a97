public import CityKit

/// Which reports somebody has to do with.
public struct ReportScope: Sendable, Hashable {
    /// All reports of a unit and of some categories.
    public struct Part: Sendable, Hashable {
        /// Nil for every unit.
        public let unit: ID<Unit>?
        /// Empty for every category.
        public let categories: Set<ID<Category>>

        public init(unit: ID<Unit>? = nil, categories: Set<ID<Category>> = []) {
            self.unit = unit
            self.categories = categories
        }

        public var isEverything: Bool { unit == nil && categories.isEmpty }

        fileprivate func covers(_ other: Self) -> Bool {
            (unit == nil || unit == other.unit)
                && (categories.isEmpty || !other.categories.isEmpty && other.categories.isSubset(of: categories))
        }

        func has(_ report: some UnitsCase) -> Bool {
            (unit == nil || unit == report.unit) && (categories.isEmpty || categories.contains(report.category))
        }

        /// Whether its unit takes part in a report that another unit leads.
        func takesPart(in report: some UnitsCase) -> Bool {
            unit.map(report.furtherUnits.contains) == true
                && (categories.isEmpty || categories.contains(report.category))
        }
    }

    /// A report belongs to the scope when one of them has it. None: no report at all.
    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts.contains(where: \.isEverything) ? [Part()] : parts }

    public static let everything = Self([Part()])

    public var isEmpty: Bool { parts.isEmpty }

    /// Never one that waits for a moderator: it is in nobody's hands yet.
    func has(_ report: some UnitsCase) -> Bool { !report.isPutAside && reaches(report) }

    /// The same, whether it waits for a moderator or not.
    func reaches(_ report: some UnitsCase) -> Bool { parts.contains { $0.has(report) } }

    /// Whether a right is there for the report: as the unit that leads it, or as one that takes part where that is enough.
    func has(_ report: some UnitsCase, using right: OfficeRight) -> Bool {
        has(report) || !report.isPutAside && right.isForFurtherUnits && parts.contains { $0.takesPart(in: report) }
    }

    /// Whether each part of the other lies within one of its own.
    func covers(_ other: Self) -> Bool { other.parts.allSatisfy { part in parts.contains { $0.covers(part) } } }
}

/// What tells in whose hands a report is.
protocol UnitsCase {
    var unit: ID<Unit> { get }
    var category: ID<Category> { get }
    /// Units that take part besides.
    var furtherUnits: Set<ID<Unit>> { get }
    /// Whether it waits for a moderator.
    var isPutAside: Bool { get }
}

extension UnitsCase {
    var furtherUnits: Set<ID<Unit>> { [] }
    var isPutAside: Bool { false }
}

extension Report: UnitsCase {}
extension SealedReport: UnitsCase {}
