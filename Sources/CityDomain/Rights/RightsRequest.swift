public import CityKit

/// What a resident demands about the own data, as the office's register keeps it (G-06, G-20, I-43; GDPR articles 12 and 16
/// to 21). Access and portability need no request: see `DownloadData`.
public struct RightsRequest: Sendable, Equatable {
    public let id: ID<RightsRequest>
    /// Nil once the person was erased; the line of the register stays.
    public let resident: ID<Resident>?
    public let right: Right
    public let receivedAt: Instant
    /// The last day to answer on.
    public private(set) var due: CivilDate
    /// When the person was told that it takes longer.
    public private(set) var extendedOn: CivilDate?
    public private(set) var identity: Identity
    public private(set) var closing: Closing?

    public enum Right: Sendable, Hashable {
        case rectification
        case restriction(RestrictionGround)
        case erasure(ErasureGround)
        case objection
    }

    /// How the office knows that the request is the person's own (GDPR article 12(6)).
    public enum Identity: String, Sendable, CaseIterable {
        /// It was made in the account of the person.
        case account
        /// The office has checked it another way as well.
        case confirmed
        /// The office doubts it.
        case doubted
    }

    public enum Outcome: String, Sendable, CaseIterable {
        case granted, partly, refused
    }

    public struct Closing: Sendable, Equatable {
        public let outcome: Outcome
        public let at: Instant

        public init(outcome: Outcome, at: Instant) {
            self.outcome = outcome
            self.at = at
        }
    }

    public init(
        id: ID<RightsRequest>,
        resident: ID<Resident>?,
        right: Right,
        receivedAt: Instant,
        due: CivilDate,
        extendedOn: CivilDate?,
        identity: Identity,
        closing: Closing?
    ) {
        self.id = id
        self.resident = resident
        self.right = right
        self.receivedAt = receivedAt
        self.due = due
        self.extendedOn = extendedOn
        self.identity = identity
        self.closing = closing
    }

    /// A request that has just come in: one month to answer, counted as the town counts months.
    init(_ id: ID<RightsRequest>, of resident: ID<Resident>, _ right: Right, at now: Instant, in town: Municipality) {
        self.init(
            id: id,
            resident: resident,
            right: right,
            receivedAt: now,
            due: Period.months(1).end(from: town.clock.date(of: now), in: town.calendar),
            extendedOn: nil,
            identity: .account,
            closing: nil
        )
    }

    public func isOverdue(on today: CivilDate) -> Bool { closing == nil && due < today }
}

// MARK: - How it moves

extension RightsRequest {
    /// Gives the office two more months, once, and only while the first is running (GDPR article 12(3)).
    mutating func extend(on today: CivilDate, in town: Municipality) throws(RightsFailure) {
        guard closing == nil else { throw .closed }
        guard extendedOn == nil else { throw .extendedBefore }
        guard today <= due else { throw .tooLateToExtend }
        extendedOn = today
        due = Period.months(3).end(from: town.clock.date(of: receivedAt), in: town.calendar)
    }

    mutating func identify(_ identity: Identity) throws(RightsFailure) {
        guard closing == nil else { throw .closed }
        self.identity = identity
    }

    mutating func close(_ outcome: Outcome, at now: Instant) throws(RightsFailure) {
        guard closing == nil else { throw .closed }
        closing = Closing(outcome: outcome, at: now)
    }
}

/// Why a person demands that data are kept and nothing else is done with them (GDPR article 18(1), G-26).
public enum RestrictionGround: String, Sendable, CaseIterable {
    /// The person says that the data are wrong.
    case accuracyContested
    /// Their use is unlawful, and the person does not want them erased.
    case unlawful
    /// The office needs them no more, the person does, for legal claims.
    case neededForClaims
    /// The person objected, and nobody has decided yet.
    case objectionPending
}

public enum RightsFailure: Failure, Equatable {
    case unknownRequest
    case wordsMissing
    case groundMissing
    case outcomeMissing
    case answerMissing
    case closed
    case extendedBefore
    case tooLateToExtend

    public var kind: FailureKind {
        switch self {
        case .unknownRequest: .notFound
        case .wordsMissing: .invalid(field: "words")
        case .groundMissing: .invalid(field: "ground")
        case .outcomeMissing: .invalid(field: "outcome")
        case .answerMissing: .invalid(field: "answer")
        case .closed, .extendedBefore, .tooLateToExtend: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknownRequest: Text("rights.failure.unknownRequest")
        case .wordsMissing: Text("rights.failure.wordsMissing")
        case .groundMissing: Text("rights.failure.groundMissing")
        case .outcomeMissing: Text("rights.failure.outcomeMissing")
        case .answerMissing: Text("rights.failure.answerMissing")
        case .closed: Text("rights.failure.closed")
        case .extendedBefore: Text("rights.failure.extendedBefore")
        case .tooLateToExtend: Text("rights.failure.tooLateToExtend")
        }
    }
}
