public import CityKit

// What the office does with a report besides moving it from status to status.
extension Report {
    /// Gives the report to another unit. Its terms run on: nothing starts anew.
    ///
    /// - Throws: `ReportFailure.handOverNotAllowed` where the rules or the status bar it, `.unitUnknown` for no unit of
    ///   the town and for the one that has it already.
    public mutating func handOver(
        to unit: ID<Unit>,
        note words: Sealed<Answer>?,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        guard town.reports.handOver?.from.contains(status) == true else { throw .handOverNotAllowed }
        guard unit != self.unit, town.unit(unit) != nil else { throw .unitUnknown }
        self.unit = unit
        note(.handedOver(to: unit), answer: words, by: .office(officer), at: now)
    }

    /// The days on which the report went to another unit.
    public func handOvers(by clock: LocalClock) -> [CivilDate] {
        history.filter { if case .handedOver = $0.act { true } else { false } }.map { clock.date(of: $0.at) }
    }

    /// The line of the history that `correct` would take back: the office's last change of the status.
    public var correctable: ReportEvent? {
        guard joined?.way != .rejected, let last = history.last(where: \.changesStatus), case .office = last.actor
        else {
            return nil
        }
        switch last.act {
        case .corrected, .resumed: return nil
        default: return last
        }
    }

    /// Takes back the last change of the status, which was a mistake: the terms it ended run on, those it started never
    /// ran.
    ///
    /// - Throws: `ReportFailure.nothingToCorrect` when the last change was not the office's, or was itself a correction;
    ///   `.joined` for a rejection that joined it to another report.
    public mutating func correct(
        reason: Sealed<Answer>,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        if let joined, joined.way == .rejected { throw .joined(to: joined.leading) }
        guard let mistake = correctable, let before = history.last(where: { $0.sequence < mistake.sequence }) else {
            throw .nothingToCorrect
        }
        // To take a reopening back is to end the case once more.
        if before.status.isFinished { try checkEnd(by: .office(officer)) }
        takeBack(mistake, to: before.status, .corrected, reason: reason, by: officer, at: now, in: town)
    }

    /// Puts the report back to where it stood before a line of its history that was a mistake. An idea for which that ended
    /// the time to collect support gets all of it again: nobody could support it meanwhile.
    mutating func takeBack(
        _ mistake: ReportEvent,
        to before: ReportStatus,
        _ act: ReportEvent.Act,
        reason: Sealed<Answer>,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) {
        let stoppedSupport = deadlines.contains { $0.name == .support && $0.endedBy == mistake.sequence }
        status = before
        note(act, answer: reason, by: .office(officer), at: now)
        hidesOn = dayToHide(in: town)
        if !before.isFinished { reopensUntil = nil }
        deadlines = deadlines.filter { $0.startedBy != mistake.sequence }.map {
            $0.endedBy == mistake.sequence && $0.name != .reply ? $0.reopened : $0
        }
        if !isPublished { stopCollecting() }
        if stoppedSupport { collectAnew(at: now, in: town) }
        recount(in: town)
    }

    /// Takes the report back, which its reporter may until the office has decided, unless others wait for the same.
    ///
    /// - Throws: `ReportFailure.decidedAlready`, `.leadsOthers`.
    public mutating func withdraw(at now: Instant, in town: Municipality) throws(ReportFailure) {
        guard status == .new else { throw .decidedAlready }
        guard leads == 0 else { throw .leadsOthers }
        reach(.closed, .closed(.withdrawn), answer: nil, by: .reporter, at: now, in: town)
    }

    /// Ends a report whose sender may not use the service, where the office has not decided yet.
    ///
    /// One that leads others is theirs as well and goes on.
    ///
    /// - Throws: `ReportFailure.decidedAlready`.
    mutating func turnAway(at now: Instant, in town: Municipality) throws(ReportFailure) {
        guard status == .new, leads == 0 else { throw .decidedAlready }
        reach(.closed, .closed(.notAdmitted), answer: nil, by: .system, at: now, in: town)
    }

    /// Notes that the reporter changed the words. Terms run on.
    ///
    /// - Parameter before: what the report said until now.
    /// - Throws: `ReportFailure.decidedAlready`, `.amendedTooOften`.
    public mutating func amend(before: Sealed<Answer>, at now: Instant) throws(ReportFailure) {
        guard status == .new else { throw .decidedAlready }
        let changes = history.filter { $0.act == .amended }.map(\.at)
        if let pause = AmendmentLimit.pause(after: changes, at: now) { throw .amendedTooOften(for: pause) }
        note(.amended, answer: before, by: .reporter, at: now)
    }

    /// Notes that the office found the place on the map.
    public mutating func place(by officer: Officer, at now: Instant) { note(.placed, by: .office(officer), at: now) }
}

// MARK: - What everybody may see

extension Report {
    /// Whether the text is public now.
    public var isPublished: Bool {
        history.last {
            switch $0.act {
            case .published, .takenDown: true
            default: $0.act == .corrected && $0.status == .new
            }
        }.map { if case .published = $0.act { true } else { false } } ?? false
    }

    /// Whether the report has left the public list and the map; its page stays.
    public var isHidden: Bool {
        history.last { $0.act == .hidden || $0.changesStatus }.map { $0.act == .hidden } ?? false
    }

    /// Whether the office may release the text now. Not that of a question, which the office writes anew for everybody.
    public func canPublish(in town: Municipality) -> Bool {
        town.reports.publication.when != .never && status != .new && status != .rejected && !town.takesQuestions(kind)
    }

    /// Makes the text public, or replaces the public text.
    ///
    /// - Throws: `ReportFailure.publicationNotAllowed` before acceptance, after a rejection, for a question, and where the
    ///   town publishes nothing.
    public mutating func publish(
        _ wording: ReportEvent.Wording,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        guard canPublish(in: town) else { throw .publicationNotAllowed }
        note(.published(wording), by: .office(officer), at: now)
        startCollecting(at: now, in: town)
    }

    /// Takes the text down at once (unlawful content, data of a person).
    ///
    /// - Parameter reason: why, and the text that was public.
    /// - Throws: `ReportFailure.notPublished`.
    public mutating func takeDown(reason: Sealed<Answer>, by officer: Officer, at now: Instant) throws(ReportFailure) {
        guard isPublished else { throw .notPublished }
        note(.takenDown, answer: reason, by: .office(officer), at: now)
        stopCollecting()
    }

    /// Leaves the public list when its time has come.
    ///
    /// - Returns: whether it left.
    public mutating func hide(at now: Instant, in town: Municipality) -> Bool {
        guard let hidesOn, hidesOn <= town.clock.date(of: now) else { return false }
        note(.hidden, by: .system, at: now)
        self.hidesOn = nil
        return true
    }
}
