public import CityKit

/// Where a published idea stands, in words that residents understand.
public enum IdeaState: String, Sendable, Codable, CaseIterable {
    /// It needs more support before the office must consider it.
    case collecting
    /// The office considers it.
    case considered
    case accepted, acceptedInPart, notAccepted
    /// It ended without an answer: too few supported it, or its author did not answer the office.
    case lapsed

    public var text: Text { Text("idea.state.\(rawValue)") }
}

extension Report {
    /// Where it stands as an idea; nil for what is no idea, what is not public, and what is handled with another idea.
    public var ideaState: IdeaState? {
        guard kind == .idea, isPublished, joined == nil else { return nil }
        switch (status, standingChanges.last?.act) {
        case (.done, .takenUp(.inPart)): return .acceptedInPart
        case (.done, _): return .accepted
        case (.closed, .closed(.lapsed)), (.closed, .closed(.noAnswer)): return .lapsed
        case (.closed, _), (.rejected, _): return .notAccepted
        default: return isCollecting ? .collecting : .considered
        }
    }

    /// The time in which it collects support, or did; nil where it needs none, and before it is public.
    public var collection: ReportDeadline? { deadlines.first { $0.name == .support } }

    public var isCollecting: Bool { collection?.isRunning == true }

    /// When it had the support that the rules ask for; nil before.
    public var supportedAt: Instant? {
        history.last { if case .supported = $0.act { true } else { false } }?.at
    }

    /// Begins to collect support, where it has become public and needs some.
    mutating func startCollecting(at now: Instant, in town: Municipality) {
        guard let rule = town.support(of: kind, in: category), let ideas = town.ideas, isPublished, joined == nil,
            !status.isFinished, supportedAt == nil, collection == nil
        else { return }
        let today = town.clock.date(of: now)
        deadlines.append(ReportDeadline(rule, ideas.clause, startedOn: today, by: history.count, in: town))
    }

    /// Nobody can support it for now: its text is not public, or another idea counts for it.
    mutating func stopCollecting() {
        guard supportedAt == nil else { return }
        deadlines.removeAll { $0.name == .support }
    }

    /// Begins anew, as when it became public.
    mutating func collectAnew(at now: Instant, in town: Municipality) {
        guard supportedAt == nil else { return }
        stopCollecting()
        startCollecting(at: now, in: town)
    }

    /// Looks whether it has the support, or the time for it is over: then it is to be considered, or ends.
    ///
    /// What was reached stays reached, whoever goes away later. In a town that asks for no support any more it is to be
    /// considered like any other.
    ///
    /// - Parameter persons: who supported it until the end of its time, its author included.
    /// - Returns: whether it changed.
    public mutating func settleSupport(of persons: Int, at now: Instant, in town: Municipality) -> Bool {
        guard let term = collection, term.isRunning, !status.isFinished else { return false }
        guard let rule = town.support(of: kind, in: category) else {
            stopCollecting()
            return true
        }
        if persons >= rule.persons {
            reachSupport(of: persons, rule, at: now, in: town)
            return true
        }
        guard town.clock.date(of: now) > term.due else { return false }
        endCollecting(on: term.due, by: history.count + 1)
        reach(.closed, .closed(.lapsed), answer: nil, by: .system, at: now, in: town)
        return true
    }

    private mutating func reachSupport(
        of persons: Int,
        _ rule: IdeaRules.Support,
        at now: Instant,
        in town: Municipality
    ) {
        let today = town.clock.date(of: now)
        note(.supported(by: persons), by: .system, at: now)
        endCollecting(on: today, by: history.count)
        guard let answer = rule.answer, let clause = town.ideas?.clause else { return }
        deadlines.append(
            ReportDeadline(answering: clause, within: answer, startedOn: today, by: history.count, in: town)
        )
        recount(in: town)
    }

    /// A time that nobody of the office had to keep is never late.
    private mutating func endCollecting(on day: CivilDate, by line: Int) {
        deadlines = deadlines.map { $0.name == .support ? $0.ended(on: min(day, $0.due), by: line) : $0 }
    }

    /// Until when a word counts; nil while any counts.
    public func supportCounts(until clock: LocalClock) -> Instant? {
        isCollecting ? collection.map { clock.end(of: $0.due) } : nil
    }
}
