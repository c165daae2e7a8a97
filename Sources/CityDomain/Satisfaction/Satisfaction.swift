public import CityKit

/// How content somebody is with what became of the own report.
public enum Satisfaction: String, Sendable, CaseIterable {
    case satisfied, partly, dissatisfied

    public var text: Text { Text("satisfaction.\(rawValue)") }
}

/// What the reporter said about one ending of a report.
public struct SatisfactionAnswer: Sendable, Equatable {
    public let answer: Satisfaction
    /// The ending it is about: a report that is opened again and ends once more is asked about anew.
    public let endedAt: Instant
    /// When it was said, or changed last.
    public let saidAt: Instant
    /// A word to the office, under the key of the case.
    public let words: Sealed<PersonalText>?

    public init(answer: Satisfaction, endedAt: Instant, saidAt: Instant, words: Sealed<PersonalText>?) {
        (self.answer, self.endedAt, self.saidAt, self.words) = (answer, endedAt, saidAt, words)
    }

    /// The place in the database where the words are sealed.
    static func slot(_ endedAt: Instant, of report: ID<Report>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "satisfaction_answers", row: "\(report)/\(endedAt.milliseconds)", column: "words")
    }
}

/// An answer with its seal open. Lives as long as one page.
public struct OpenSatisfaction: Personal {
    public let answer: Satisfaction
    /// When the handling ended about which it was said.
    public let endedAt: Instant
    public let saidAt: Instant
    public let words: String?

    /// What stands there for who may not read the words now.
    public var withoutWords: Self { Self(answer: answer, endedAt: endedAt, saidAt: saidAt, words: nil) }
}

/// Where answers are kept. Each write is one durable transaction.
public protocol SatisfactionStore: Sendable {
    /// Keeps the answer in place of an earlier one about the same ending, and the counts of the statistics with it.
    ///
    /// - Parameter check: pure; gets the report as it stands now.
    /// - Throws: `ReportFailure.notFound`, what `check` throws.
    func keep(
        _ answer: SatisfactionAnswer,
        about report: ReportNumber,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// What was said about each ending of the report, the first one first.
    func answers(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SatisfactionAnswer]
}

extension Municipality {
    /// The last day on which the reporter is asked, and may change the answer; nil where there is no rule, while the report is
    /// open, where it was not the office that ended it, and where another report leads it.
    public func lastDayOfSatisfaction(about report: Report) -> CivilDate? {
        guard let rule = reports.satisfaction, let ended = report.endedAt,
            report.standingChanges.last?.isDecision == true, report.joined?.way != .rejected
        else { return nil }
        return rule.within.end(from: clock.date(of: ended), in: calendar)
    }

    /// Asks whether the reporter may say it now.
    ///
    /// - Throws: `SatisfactionFailure.notAsked`.
    func checkSatisfaction(about report: Report, at now: Instant) throws(SatisfactionFailure) {
        guard let last = lastDayOfSatisfaction(about: report), clock.date(of: now) <= last else { throw .notAsked }
    }
}

extension ReportEvent {
    /// Whether the office ended the report with it.
    var isDecision: Bool {
        switch act {
        case .moved: status.isFinished
        case .rejected, .closed(.notFeasible), .closed(.notAccepted), .takenUp: true
        default: false
        }
    }
}

/// What can be wrong with an answer.
public enum SatisfactionFailure: Failure, Equatable {
    /// The report has not ended, its time is over, or the town does not ask.
    case notAsked
    case answerMissing
    case wordsTooLong

    public var kind: FailureKind {
        switch self {
        case .notAsked: .conflict
        case .answerMissing: .invalid(field: "satisfaction")
        case .wordsTooLong: .invalid(field: "words")
        }
    }

    public var text: Text {
        switch self {
        case .notAsked: Text("satisfaction.failure.notAsked")
        case .answerMissing: Text("satisfaction.failure.answerMissing")
        case .wordsTooLong: Text("satisfaction.failure.wordsTooLong", ["limit": .number(RateHandling.longestWords)])
        }
    }
}
