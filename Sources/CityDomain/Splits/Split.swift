public import CityKit

/// How a report stands to others that the office split off (I-03): it is a part of a case, or has parts of its own, or neither.
public struct Split: Sendable, Equatable {
    /// The case it was split off; nil for a report of its own.
    public let from: Origin?
    /// Its parts, the first one split off first.
    public let parts: [Part]

    public static let none = Split(from: nil, parts: [])

    /// A case has no more parts.
    public static let most = 10

    public init(from: Origin?, parts: [Part]) {
        self.from = from
        self.parts = parts
    }

    /// Parts that have not ended.
    public var open: [Part] { parts.filter { !$0.status.isFinished } }

    /// Whether all parts have ended, and nobody of the office has looked past the end of the last one.
    public var isDone: Bool { !parts.isEmpty && open.isEmpty && parts.contains { !$0.isLookedPast } }

    /// The case that a part came of, as its page names it.
    public struct Origin: Sendable, Equatable {
        public let number: ReportNumber
        public let category: ID<Category>
        public let unit: ID<Unit>
        public let status: ReportStatus

        public init(number: ReportNumber, category: ID<Category>, unit: ID<Unit>, status: ReportStatus) {
            self.number = number
            self.category = category
            self.unit = unit
            self.status = status
        }
    }

    /// A part, without its words.
    public struct Part: Sendable, Equatable {
        public let number: ReportNumber
        public let category: ID<Category>
        public let unit: ID<Unit>
        public let status: ReportStatus
        /// The end of its next term; nil where none runs.
        public let dueOn: CivilDate?
        /// Whether everybody may read it.
        public let isPublished: Bool
        /// Whether the office knows that it has ended.
        public let isLookedPast: Bool

        public init(
            number: ReportNumber,
            category: ID<Category>,
            unit: ID<Unit>,
            status: ReportStatus,
            dueOn: CivilDate? = nil,
            isPublished: Bool,
            isLookedPast: Bool
        ) {
            self.number = number
            self.category = category
            self.unit = unit
            self.status = status
            self.dueOn = dueOn
            self.isPublished = isPublished
            self.isLookedPast = isLookedPast
        }
    }
}

extension Split.Origin: UnitsCase {}
extension Split.Part: UnitsCase {}

extension Caller {
    /// Whether the caller may open the part.
    public func sees(_ part: Split.Part) -> Bool { scope(of: .viewReports).has(part) }

    /// Whether the caller may open the case that a part came of.
    public func sees(_ origin: Split.Origin) -> Bool { scope(of: .viewReports).has(origin) }
}

extension Report {
    /// Whether a part can be split off it now.
    public var canSplit: Bool { (try? checkSplit()) != nil }

    /// - Throws: `SplitFailure` where no part can be split off: there are no parts of parts, and what has ended or is
    ///   handled with another report has none.
    func checkSplit() throws(SplitFailure) {
        guard !status.isFinished else { throw .finished }
        if let joined { throw .joined(to: joined.leading) }
        if let origin = split.from { throw .isPart(of: origin.number) }
        guard split.parts.count < Split.most else { throw .tooMany }
    }

    /// Notes that a part of it goes on by itself. Its own status and terms stay.
    ///
    /// - Throws: `SplitFailure`.
    mutating func splitOff(_ part: ReportNumber, by officer: Officer, at now: Instant) throws(SplitFailure) {
        try checkSplit()
        note(.splitOff(part), by: .office(officer), at: now)
    }

    /// The office ends no case of which a part is open. What the clock or the reporter ends is not held up.
    ///
    /// - Throws: `ReportFailure.partsOpen` with the numbers of those parts.
    func checkEnd(by actor: ReportEvent.Actor) throws(ReportFailure) {
        guard case .office = actor, !split.open.isEmpty else { return }
        throw .partsOpen(split.open.map(\.number))
    }

    /// Who reported it stands in the case that it came of: nobody can be asked here.
    ///
    /// - Throws: `ReportFailure.noReporter` for a part.
    func checkReporter() throws(ReportFailure) {
        if let origin = split.from { throw .noReporter(first: origin.number) }
    }

    /// What it cannot be joined to: the case that it came of, and its own parts.
    func isTied(to other: Report) -> Bool {
        split.from?.number == other.number || other.split.from?.number == number
    }
}
