import CityKit

/// That a report is handled together with another one, which leads (I-07).
public struct Join: Sendable, Equatable {
    public let leading: ReportNumber
    public let way: Way

    public init(leading: ReportNumber, way: Way) {
        self.leading = leading
        self.way = way
    }

    /// What the join did to the report.
    public enum Way: String, Sendable, Codable, CaseIterable {
        /// Rejected it as a duplicate.
        case rejected
        /// The rules have no way to reject it from where it stands: it goes on, with its own terms.
        case beside
    }
}

extension Report {
    /// How a join would go by the rules of the town; nil for a report that has ended.
    public func joinWay(by rules: ReportRules) -> Join.Way? {
        guard !status.isFinished else { return nil }
        let isGround = rules.rejection.reasons.contains { $0.id == .duplicate }
        return isGround && moves(by: rules).contains { $0.to == .rejected } ? .rejected : .beside
    }

    /// Whether the office can join it to another one now.
    public func canJoin(by rules: ReportRules) -> Bool { joined == nil && leads == 0 && joinWay(by: rules) != nil }
}

/// A report and the one that leads it, or is to lead it, as one change sees them.
public struct JoinedPair: Sendable {
    public var report: Report
    public var leading: Report

    public init(report: Report, leading: Report) {
        self.report = report
        self.leading = leading
    }
}

extension JoinedPair {
    /// Lets the report change in the way that joins it, and ties it to the leading one. One that is joined goes no further:
    /// so there are no chains and no circles, whoever is quicker.
    ///
    /// - Parameter act: rejects the report, or notes that it goes on beside the other.
    /// - Throws: `JoinFailure`; what `act` throws.
    mutating func join(by officer: Officer, at now: Instant, _ act: (inout Report) throws -> ReportChange) throws
        -> ReportChange
    {
        let isTied = report.joined?.leading == leading.number
        if !isTied { try check() }
        // Beside another one it would go on with parts that nobody sees from there.
        try report.checkEnd(by: .office(officer))
        let change = try act(&report)
        let way: Join.Way = report.status == .rejected ? .rejected : .beside
        guard way == .rejected || !leading.status.isFinished else { throw JoinFailure.leadingFinished(leading.number) }
        report.joined = Join(leading: leading.number, way: way)
        guard !isTied else { return change }
        leading.note(.tookIn(report.number), by: .office(officer), at: now)
        leading.leads += 1
        return change
    }

    private func check() throws(JoinFailure) {
        guard report.number != leading.number else { throw .itself }
        if let join = report.joined { throw .joinedAlready(to: join.leading) }
        guard report.leads == 0 else { throw .leadsOthers(report.leads) }
        if let join = leading.joined { throw .leadingJoined(to: join.leading) }
        guard !report.isTied(to: leading) else { throw .part(of: leading.number) }
    }

    /// Takes the two apart: the report goes on where it was. A rejection by the join is taken back as a mistake of the
    /// office is: the terms it ended run on from their first day, as the regulations know no term that stands still for it.
    ///
    /// - Throws: `JoinFailure.notJoined`.
    mutating func part(reason: Sealed<Answer>, by officer: Officer, at now: Instant, in town: Municipality)
        throws(JoinFailure)
    {
        guard report.joined?.leading == leading.number else { throw .notJoined }
        report.part(from: leading.number, reason: reason, by: officer, at: now, in: town)
        leading.note(.letGo(report.number), by: .office(officer), at: now)
        leading.leads -= 1
    }
}

extension Report {
    /// Notes that it is handled together with another one from now on, and keeps its own status and terms.
    mutating func goBeside(_ leading: ReportNumber, words: Sealed<Answer>?, by officer: Officer, at now: Instant) {
        note(.joined(to: leading), answer: words, by: .office(officer), at: now)
        stopCollecting()
    }

    fileprivate mutating func part(
        from leading: ReportNumber,
        reason: Sealed<Answer>,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) {
        joined = nil
        defer { collectAnew(at: now, in: town) }
        guard let mistake = history.last(where: \.changesStatus), mistake.rejects(asDuplicateOf: leading),
            let before = history.last(where: { $0.sequence < mistake.sequence })
        else { return note(.parted(from: leading), answer: reason, by: .office(officer), at: now) }
        takeBack(mistake, to: before.status, .resumed(from: leading), reason: reason, by: officer, at: now, in: town)
    }
}

extension ReportEvent {
    func rejects(asDuplicateOf leading: ReportNumber) -> Bool { act == .rejected(.duplicate, earlier: leading) }
}
