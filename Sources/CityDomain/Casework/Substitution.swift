public import CityKit

/// Somebody of the office does the work of somebody who is away (I-03). It gives no right: the substitute finds the cases
/// among the own ones, and does with them what the own roles allow.
public struct Substitution: Sendable, Equatable {
    public let id: ID<Substitution>
    public let absent: ID<Staff>
    public let substitute: ID<Staff>
    public let firstDay: CivilDate
    /// The last day of the absence.
    public let lastDay: CivilDate

    public init(
        id: ID<Substitution>,
        absent: ID<Staff>,
        substitute: ID<Staff>,
        firstDay: CivilDate,
        lastDay: CivilDate
    ) {
        self.id = id
        self.absent = absent
        self.substitute = substitute
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    /// Days from the first one that an absence may last.
    public static let longest = 366

    public func isInForce(on day: CivilDate) -> Bool { firstDay <= day && day <= lastDay }

    /// Whether there is a day on which both are in force.
    public func overlaps(_ other: Self) -> Bool { firstDay <= other.lastDay && other.firstDay <= lastDay }

    /// - Parameter others: those that do not end before this one begins.
    /// - Throws: `SubstitutionFailure.overlapping` when somebody stands in already, `.substituteAway`. So nobody ever stands
    ///   in for somebody who, by however many steps, stands in for them.
    public func check(beside others: [Self]) throws(SubstitutionFailure) {
        let others = others.filter(overlaps)
        if others.contains(where: { $0.absent == absent }) { throw .overlapping }
        if others.contains(where: { $0.absent == substitute }) { throw .substituteAway }
    }
}

/// Who does whose work on one day.
public struct StandIns: Sendable, Equatable {
    private let substitutes: [ID<Staff>: ID<Staff>]

    public init(_ substitutions: [Substitution], on day: CivilDate) {
        let inForce = substitutions.filter { $0.isInForce(on: day) }
        substitutes = Dictionary(inForce.map { ($0.absent, $0.substitute) }) { first, _ in first }
    }

    private init() { substitutes = [:] }

    public static let none = Self()

    /// Who does the work of the person: the person, or the substitute; the substitute's own, where that one is away too.
    public func worker(for staff: ID<Staff>) -> ID<Staff> {
        var worker = staff
        for _ in substitutes {
            guard let next = substitutes[worker] else { break }
            worker = next
        }
        return worker
    }

    /// Those who are away.
    var absent: Set<ID<Staff>> { Set(substitutes.keys) }

    public func isAway(_ staff: ID<Staff>) -> Bool { substitutes[staff] != nil }

    /// Those whose work the person does besides the own.
    public func absentees(of staff: ID<Staff>) -> Set<ID<Staff>> {
        Set(substitutes.keys.filter { worker(for: $0) == staff })
    }
}

public enum SubstitutionFailure: Failure, Equatable {
    /// Nobody of the office who can sign in and handles reports; the field of the form.
    case personUnknown(field: String)
    /// Nobody stands in for themselves.
    case samePerson
    /// The substitute may not decide about all cases of the one who is away.
    case otherReach
    case dayMissing(field: String)
    case lastDayBeforeFirst
    case over
    case tooLong(days: Int)
    /// Somebody stands in on some of these days already.
    case overlapping
    /// The substitute is away on some of these days.
    case substituteAway
    /// Somebody of another unit, or no right to say it for others.
    case onlyForOneself

    public var kind: FailureKind {
        switch self {
        case .personUnknown(let field), .dayMissing(let field): .invalid(field: field)
        case .samePerson, .otherReach, .substituteAway: .invalid(field: "substitute")
        case .lastDayBeforeFirst, .over, .tooLong: .invalid(field: "last")
        case .overlapping: .conflict
        case .onlyForOneself: .forbidden
        }
    }

    public var text: Text {
        switch self {
        case .personUnknown: Text("substitution.failure.personUnknown")
        case .samePerson: Text("substitution.failure.samePerson")
        case .otherReach: Text("substitution.failure.otherReach")
        case .dayMissing: Text("substitution.failure.dayMissing")
        case .lastDayBeforeFirst: Text("substitution.failure.lastDayBeforeFirst")
        case .over: Text("substitution.failure.over")
        case .tooLong(let days): Text("substitution.failure.tooLong", ["count": .number(days)])
        case .overlapping: Text("substitution.failure.overlapping")
        case .substituteAway: Text("substitution.failure.substituteAway")
        case .onlyForOneself: Text("substitution.failure.onlyForOneself")
        }
    }
}
