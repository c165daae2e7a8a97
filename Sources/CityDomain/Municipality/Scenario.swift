public import CityKit

/// A dated story of one report, or of complaints about the system, that a lawyer can read and a test can run: `scenarios/*.json5`.
public struct Scenario: Sendable, Equatable, Decodable {
    /// What happens, in one line.
    public let name: String
    public let steps: [Step]

    /// The points of the regulation the story proves.
    public var clauses: [Clause] { steps.flatMap { $0.clauses ?? [] } }

    /// One thing that happens, or a moment in which somebody looks.
    public struct Step: Sendable, Equatable {
        public let at: LocalTime
        /// What happens, in words.
        public let tells: String
        public let action: Action
        public let expect: Expectation
        /// The points of the regulation that `expect` proves.
        public let clauses: [Clause]?
    }

    public enum Action: Sendable, Equatable {
        case submit(Form)
        case move(Move)
        case handOver(to: ID<Unit>)
        case ask, reply, withdraw, amend
        /// A moderator lets a report go on that was put aside.
        case release
        case correct
        case reopen(by: Reopener)
        case publish(ReportEvent.Wording)
        case takeDown
        /// Somebody complains about the system by the form.
        case complain(Complaining)
        /// Somebody who is signed in comments on the report.
        case comment(Commenting)
        /// So many persons support the idea now.
        case support(Supporting)
        /// Time passes, and what it does by itself happens.
        case wait
    }

    /// Who opens a finished report again.
    public enum Reopener: String, Sendable, Codable, CaseIterable {
        case office, reporter
    }

    /// What a resident sends.
    public struct Form: Sendable, Equatable, Decodable {
        public let category: ID<Category>
        public let by: Reporter
        /// What the resident leaves out of a form that is otherwise complete.
        public let without: Set<Part>?
        /// How many photos the resident adds; none when it is not there.
        public let photos: Int?
        /// The point on the map, `[latitude, longitude]`; without it the place is told in words.
        public let point: [Double]?
        /// What came before from the same place, and what the words of the town's list are; nothing, where nothing is said.
        public let earlier: Earlier?

        public enum Reporter: String, Sendable, Codable, CaseIterable {
            case visitor, accountHolder
        }

        public enum Part: String, Sendable, Codable, CaseIterable {
            case description, place, terms, age
            /// The answers to the fields of the category that must be given.
            case fields
            /// Adds the photos without agreeing to what the town asks for with them.
            case photoTerms
        }
    }

    /// What the rule about abuse looks at: how much came before, and how long ago.
    public struct Earlier: Sendable, Equatable, Decodable {
        public let network: Group?
        public let device: Group?
        /// Texts that are so similar.
        public let alike: Group?
        public let refused: Group?
        /// Put on watch so long ago.
        public let watched: Group?
        /// What the report says besides.
        public let says: String?

        public struct Group: Sendable, Equatable, Decodable {
            /// One, where nothing is said.
            public let reports: Int?
            public let hours: Int?
            public let days: Int?
            public let similarity: Double?
        }
    }

    /// What somebody sends who complains about the system: a form that is complete but for what is left out.
    public struct Complaining: Sendable, Equatable, Decodable {
        /// The working of the system, where nothing else is said.
        public let about: ComplaintSubject?
        /// The day of the event; today, where nothing else is said.
        public let event: CivilDate?
        public let without: Set<ComplaintField>?
    }

    /// What somebody writes under the report.
    public struct Commenting: Sendable, Equatable, Decodable {
        /// Characters of the comment; some, where nothing is said.
        public let letters: Int?
        /// How many comments, one after another; one, where nothing is said.
        public let times: Int?
    }

    /// Who supports an idea.
    public struct Supporting: Sendable, Equatable, Decodable {
        /// All of them, its author included.
        public let persons: Int
    }

    /// What an operator does.
    public struct Move: Sendable, Equatable, Decodable {
        public let to: ReportStatus
        public let reason: RejectionReason?
        public let justification: String?
        public let solution: String?
        /// The number of the report that this one repeats.
        public let earlier: String?
        /// How far an idea is accepted; the whole of it, where nothing is said.
        public let extent: IdeaExtent?
    }

    /// What must hold after the step. What is not named is not looked at.
    public struct Expectation: Sendable, Equatable, Decodable {
        public let status: ReportStatus?
        /// When a report that was put aside goes on by itself, as `2026-04-28 10:00`; `no` where it waits for nobody.
        public let aside: String?
        /// The rules for which it was put aside, in their order.
        public let asideFor: [AbuseRule]?
        /// The terms that run, each with its last day.
        public let terms: [DeadlineName: CivilDate]?
        /// The terms that run although their last day is over.
        public let overdue: [DeadlineName]?
        /// The terms that ended after their last day.
        public let late: [DeadlineName]?
        /// Where the report may go from here, in the order of the rules.
        public let moves: [ReportStatus]?
        public let published: Answer?
        /// Whether the public list and the map show it to everyone.
        public let listed: Answer?
        /// Whether they show it to registered residents.
        public let listedForRegistered: Answer?
        /// Whether the office waits for the reporter.
        public let waiting: Answer?
        /// The terms that stand still.
        public let standingStill: [DeadlineName]?
        public let unit: ID<Unit>?
        /// What the last line of the history says: `closed noAnswer`, `published edited`.
        public let history: String?
        /// Who may see the photos besides the office.
        public let photos: PhotoRules.Publish?
        /// What is recorded with the photos: `licence`, and the declarations, sorted.
        public let photoTerms: [String]?
        /// What the form says before the first question.
        public let notices: [ReportRules.Notice.Subject]?
        /// When data fall due and what becomes of them then: `discarded 2027-05-14`, `handedOver 2052-01-01`; `kept` where no
        /// rule says it, or their time has not begun.
        public let due: [RetainedData: String]?
        /// What the form of a complaint asks, in its order.
        public let asked: [ComplaintField]?
        /// The mailbox that takes complaints as well.
        public let complaintsTo: String?
        /// The last day to answer the complaint; `undated` where no days are counted.
        public let answerBy: String?
        /// Whether the answer to the complaint is late.
        public let answerLate: Answer?
        /// Whether the reporter is asked how content they are.
        public let satisfactionAsked: Answer?
        /// Whether comments on the report are taken.
        public let commentsTaken: Answer?
        /// Of work that is given to a contractor on that day: by when it is to be done, how long its link opens, and the first
        /// day of the reminder, as `2026-05-08 2026-05-22 2026-05-06`.
        public let workGiven: String?
        /// Where the published idea stands.
        public let idea: IdeaState?
        /// How many published answers somebody is shown before a question is sent.
        public let answersShown: Int?
        /// Whether the office may publish its answer to the question.
        public let answerPublishable: Answer?
        /// Why the step is refused: the names of the failures. The report stays as it was.
        public let refused: [String]?
        /// The point of the regulation that the refusal names.
        public let refusedBy: Clause?

        public enum Answer: String, Sendable, Codable, CaseIterable {
            case yes, no
        }
    }
}

extension DeadlineName: CodingKeyRepresentable {}
extension RetainedData: CodingKeyRepresentable {}

/// A day and a time on the town's clock, as scenarios write it: `2026-04-27 10:15`.
public struct LocalTime: Sendable, Hashable, Comparable, Decodable {
    public let date: CivilDate
    public let time: TimeOfDay

    public static func < (a: Self, b: Self) -> Bool { (a.date, a.time) < (b.date, b.time) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let date = CivilDate(parts[0]), let time = TimeOfDay(parts[1]) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is not a day and a time; write it as 2026-04-27 10:15"
            )
        }
        self.date = date
        self.time = time
    }
}

extension Scenario.Step: Decodable {
    private enum Keys: String, CodingKey {
        case at, tells, submit, accept, reject, move, handOver, ask, reply, withdraw, amend, correct, reopen, publish,
            takeDown, complain, comment, support, release, wait, expect, clauses
    }

    /// `accept: {}` and `reject: { reason: … }` are short for a move to that status.
    public init(from decoder: any Decoder) throws {
        let step = try decoder.container(keyedBy: Keys.self)
        at = try step.decode(LocalTime.self, forKey: .at)
        tells = try step.decode(String.self, forKey: .tells)
        expect = try step.decode(Scenario.Expectation.self, forKey: .expect)
        clauses = try step.decodeIfPresent([Clause].self, forKey: .clauses)
        let found: [Scenario.Action?] = [
            try step.decodeIfPresent(Scenario.Form.self, forKey: .submit).map { .submit($0) },
            try step.decodeIfPresent(Words.self, forKey: .accept).map { .move($0.move(to: .accepted)) },
            try step.decodeIfPresent(Words.self, forKey: .reject).map { .move($0.move(to: .rejected)) },
            try step.decodeIfPresent(Scenario.Move.self, forKey: .move).map { .move($0) },
            try step.decodeIfPresent(ID<Unit>.self, forKey: .handOver).map { .handOver(to: $0) },
            try step.decodeIfPresent(ReportEvent.Wording.self, forKey: .publish).map { .publish($0) },
            try step.decodeIfPresent(Scenario.Reopener.self, forKey: .reopen).map { .reopen(by: $0) },
            try step.decodeIfPresent(Scenario.Complaining.self, forKey: .complain).map { .complain($0) },
            try step.decodeIfPresent(Scenario.Commenting.self, forKey: .comment).map { .comment($0) },
            try step.decodeIfPresent(Scenario.Supporting.self, forKey: .support).map { .support($0) },
        ]
        let plain = try Self.plain.map { key, action in
            try step.decodeIfPresent(Nothing.self, forKey: key).map { _ in action }
        }
        let actions = (found + plain).compactMap(\.self)
        guard actions.count == 1, let action = actions.first else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription:
                        "needs exactly one action, such as submit, accept, move or wait; has \(actions.count)"
                )
            )
        }
        self.action = action
    }

    /// Actions that need no words.
    private static let plain: [(Keys, Scenario.Action)] = [
        (.ask, .ask), (.reply, .reply), (.withdraw, .withdraw), (.amend, .amend), (.correct, .correct),
        (.takeDown, .takeDown), (.release, .release), (.wait, .wait),
    ]

    private struct Words: Decodable {
        let reason: RejectionReason?
        let justification: String?
        let solution: String?
        let earlier: String?

        func move(to status: ReportStatus) -> Scenario.Move {
            Scenario.Move(
                to: status,
                reason: reason,
                justification: justification,
                solution: solution,
                earlier: earlier,
                extent: nil
            )
        }
    }

    private struct Nothing: Decodable {}
}
