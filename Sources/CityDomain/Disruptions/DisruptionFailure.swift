public import CityKit

/// What can be wrong with a disruption, and with what the office does about one.
public enum DisruptionFailure: Failure, Equatable {
    case unknown
    case kindMissing
    case startMissing
    /// A planned one needs an end.
    case endMissing
    /// A day without a time, or what is neither.
    case endMalformed
    /// The clocks are put forward and skip this time on this day.
    case startSkipped
    case endSkipped
    case endBeforeStart
    /// Whoever reads it could not be told of anything any more.
    case endPassed
    case wordsMissing(Language)
    case wordsTooLong(Language, limit: Int)
    case notRunning
    case notUpcoming
    case over
    case changedMeanwhile

    public var kind: FailureKind {
        switch self {
        case .unknown: .notFound
        case .kindMissing: .invalid(field: "kind")
        case .startMissing, .startSkipped: .invalid(field: "fromDay")
        case .endMissing, .endMalformed, .endSkipped, .endBeforeStart, .endPassed: .invalid(field: "untilDay")
        case .wordsMissing(let language), .wordsTooLong(let language, _):
            .invalid(field: DisruptionForm.field(of: language))
        case .notRunning, .notUpcoming, .over, .changedMeanwhile: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknown: Text("disruption.failure.unknown")
        case .kindMissing: Text("disruption.failure.kindMissing")
        case .startMissing: Text("disruption.failure.startMissing")
        case .endMissing: Text("disruption.failure.endMissing")
        case .endMalformed: Text("disruption.failure.endMalformed")
        case .startSkipped: Text("disruption.failure.startSkipped")
        case .endSkipped: Text("disruption.failure.endSkipped")
        case .endBeforeStart: Text("disruption.failure.endBeforeStart")
        case .endPassed: Text("disruption.failure.endPassed")
        case .wordsMissing: Text("disruption.failure.wordsMissing")
        case .wordsTooLong(_, let limit): Text("disruption.failure.wordsTooLong", ["limit": .number(limit)])
        case .notRunning: Text("disruption.failure.notRunning")
        case .notUpcoming: Text("disruption.failure.notUpcoming")
        case .over: Text("disruption.failure.over")
        case .changedMeanwhile: Text("disruption.failure.changedMeanwhile")
        }
    }
}
