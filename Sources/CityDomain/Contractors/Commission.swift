public import CityKit

/// Work on a case that a contractor was given.
public struct Commission: Sendable, Equatable {
    public let id: ID<Commission>
    public let report: ID<Report>
    public let contractor: ID<Contractor>
    public internal(set) var state: State
    /// By when the work is to be done.
    public let due: CivilDate
    /// The last day on which the link opens.
    public let opensUntil: CivilDate
    public let orderedAt: Instant
    /// The link opens no more, whatever day it is: the office took the work back, or the case has ended.
    public internal(set) var isCut: Bool
    /// The contractor has said something that nobody of the office has looked at.
    public internal(set) var hasNews: Bool

    public enum State: String, Sendable, CaseIterable {
        case ordered
        case accepted
        /// The contractor will not do it, and said why.
        case declined
        /// The contractor says that it is done; the office decides.
        case done
        case withdrawn
        /// The case ended before the work was done.
        case ended

        public var text: Text { Text("commission.state.\(rawValue)") }

        /// Whether the contractor still has something to do.
        public var isOpen: Bool { self == .ordered || self == .accepted }
    }

    public init(
        id: ID<Commission>,
        report: ID<Report>,
        contractor: ID<Contractor>,
        state: State,
        due: CivilDate,
        opensUntil: CivilDate,
        orderedAt: Instant,
        isCut: Bool,
        hasNews: Bool
    ) {
        self.id = id
        self.report = report
        self.contractor = contractor
        self.state = state
        self.due = due
        self.opensUntil = opensUntil
        self.orderedAt = orderedAt
        self.isCut = isCut
        self.hasNews = hasNews
    }

    /// Whether the link opens on a day.
    public func opens(on day: CivilDate) -> Bool { !isCut && day <= opensUntil }
}

// MARK: - What the contractor does

extension Commission {
    /// What a contractor says by the link.
    public enum Answer: String, Sendable, CaseIterable {
        case accept, decline, done, ask

        /// Whether it needs words.
        public var needsWords: Bool { self == .decline || self == .ask }
    }

    /// What the contractor may say now.
    public func answers(on day: CivilDate) -> [Answer] {
        guard opens(on: day) else { return [] }
        return switch state {
        case .ordered: [.accept, .done, .ask, .decline]
        case .accepted: [.done, .ask, .decline]
        case .done: [.ask]
        case .declined, .withdrawn, .ended: []
        }
    }

    /// - Throws: `ContractorFailure.over` once the link opens no more, `.answeredAlready` where this was or need not be said.
    mutating func take(_ answer: Answer, on day: CivilDate) throws(ContractorFailure) {
        guard opens(on: day) else { throw .over }
        guard answers(on: day).contains(answer) else { throw .answeredAlready }
        switch answer {
        case .accept: state = .accepted
        case .decline: state = .declined
        case .done: state = .done
        case .ask: break
        }
        hasNews = true
    }
}

// MARK: - What the office does

extension Commission {
    /// What the office does with work that it gave away.
    public enum Step: String, Sendable, CaseIterable {
        /// Writes to the contractor.
        case reply
        /// The work is not done yet: the contractor goes on.
        case sendBack
        case withdraw
        /// Has looked at what the contractor said.
        case see
    }

    /// What the office may do now.
    public func steps(on day: CivilDate) -> [Step] {
        let news: [Step] = hasNews ? [.see] : []
        guard opens(on: day) else { return news + (state.isOpen && !isCut ? [.withdraw] : []) }
        return switch state {
        case .ordered, .accepted: news + [.reply, .withdraw]
        case .done: news + [.reply, .sendBack]
        case .declined, .withdrawn, .ended: news
        }
    }

    /// - Throws: `ContractorFailure.over` where it is too late for it.
    mutating func take(_ step: Step, on day: CivilDate) throws(ContractorFailure) {
        guard steps(on: day).contains(step) else { throw step == .see ? ContractorFailure.seenAlready : .over }
        hasNews = false
        switch step {
        case .reply, .see: break
        case .sendBack: state = .accepted
        case .withdraw:
            state = .withdrawn
            isCut = true
        }
    }
}

/// A line of what was said and done about the work, oldest first.
public struct CommissionLine: Sendable, Equatable {
    public let id: ID<CommissionLine>
    public let at: Instant
    public let act: Act
    /// Nil for the contractor.
    public let officer: Officer?
    /// Sealed under the key of the case.
    public let words: Sealed<PersonalText>?

    public enum Act: String, Sendable, CaseIterable {
        case ordered, replied, sentBack, withdrawn, seen
        /// The contractor opened the order.
        case opened
        case accepted, declined, done, asked

        public var text: Text { Text("commission.act.\(rawValue)") }

        /// Whether the contractor reads it as well.
        public var isForContractor: Bool { self != .seen && self != .opened }
    }

    public init(id: ID<CommissionLine>, at: Instant, act: Act, officer: Officer?, words: Sealed<PersonalText>?) {
        self.id = id
        self.at = at
        self.act = act
        self.officer = officer
        self.words = words
    }

    static func slot(_ id: ID<CommissionLine>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "commission_lines", row: id, column: "words")
    }

    /// Letters and signs.
    public static let longestWords = 4_000
}

extension Commission.Answer {
    var act: CommissionLine.Act {
        switch self {
        case .accept: .accepted
        case .decline: .declined
        case .done: .done
        case .ask: .asked
        }
    }
}

extension Commission.Step {
    var act: CommissionLine.Act {
        switch self {
        case .reply: .replied
        case .sendBack: .sentBack
        case .withdraw: .withdrawn
        case .see: .seen
        }
    }
}

extension SecretPurpose {
    static let commissionLink = Self(rawValue: "commission-link")
    static let commissionOfNetwork = Self(rawValue: "commission-network")
    static let commissionTried = Self(rawValue: "commission-tried")
}

extension Vault {
    /// The token in the link to the work: nobody without the key of the installation can make it.
    func token(of commission: ID<Commission>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .commissionLink, commission.rawValue, in: town))
    }
}
