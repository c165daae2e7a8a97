public import CityKit

/// What somebody of the office is reminded of on one morning (I-02). It holds numbers and days, no word that anybody wrote.
public struct Digest: Sendable, Equatable {
    /// Why a case stands in it, in the order of the letter.
    public enum Part: String, Sendable, CaseIterable {
        /// A term of a case that the person leads, or stands in for, is over.
        case overdue
        /// Such a term ends soon.
        case soon
        /// Nobody leads the case, and its term is over or ends soon.
        case unassigned
        /// A term in the unit of its head has been over for long, and somebody else leads the case.
        case escalated
        /// An idea has the support that the rules ask for since the morning before.
        case supported
    }

    public struct Section: Sendable, Equatable {
        /// How many there are.
        public let total: Int
        /// The first of them, the one that was due first before the others; at most `mostLines`.
        public let lines: [DueCase]

        public init(total: Int, lines: [DueCase]) {
            self.total = total
            self.lines = lines
        }
    }

    /// Parts with no case are left out.
    public let sections: [Part: Section]

    public init(_ sections: [Part: Section]) { self.sections = sections.filter { $0.value.total > 0 } }

    public var isEmpty: Bool { sections.isEmpty }

    /// Cases of a part that are named; the others are counted.
    public static let mostLines = 10
}

/// An open report, and the day on which its next term ends.
public struct DueCase: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    /// Nil where no term runs.
    public let due: CivilDate?
    public let lead: ID<Staff>?

    public init(number: ReportNumber, category: ID<Category>, due: CivilDate?, lead: ID<Staff>?) {
        self.number = number
        self.category = category
        self.due = due
        self.lead = lead
    }
}

/// Which open reports a part of the digest asks for.
public struct DueQuery: Sendable, Equatable {
    public enum Lead: Sendable, Equatable {
        case nobody
        case oneOf(Set<ID<Staff>>)
        case nobodyOrOneOf(Set<ID<Staff>>)
        /// Somebody, but none of them.
        case notOneOf(Set<ID<Staff>>)
    }

    public let lead: Lead
    /// Their next term ends on this day or later; nil for whenever.
    public let from: CivilDate?
    /// And on this day or earlier; nil for whenever, also without a term.
    public let through: CivilDate?
    public let scope: ReportScope
    /// Only ideas that got the support they need in this time.
    public let supported: Range<Instant>?

    public init(
        lead: Lead,
        from: CivilDate? = nil,
        through: CivilDate?,
        scope: ReportScope,
        supported: Range<Instant>? = nil
    ) {
        self.supported = supported
        self.lead = lead
        self.from = from
        self.through = through
        self.scope = scope
    }
}

/// One such letter, before it is written.
public struct StaffDigest: Sendable, Equatable {
    public let id: ID<StaffDigest>
    public let staff: ID<Staff>
    /// The morning it is for; on a later day it is not sent any more.
    public let day: CivilDate
    public let createdAt: Instant

    public init(id: ID<StaffDigest>, staff: ID<Staff>, day: CivilDate, createdAt: Instant) {
        self.id = id
        self.staff = staff
        self.day = day
        self.createdAt = createdAt
    }
}
