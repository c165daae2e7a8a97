import CityKit
import CityStorage
import CityTestSupport

@testable import CityDomain

/// Acts on the reports of a town and on the accounts behind them, one after the other by chance. What the rules refuse is no
/// step, but has been tried.
struct StatisticsWalk {
    private let hall: TestTownHall
    private let town: Municipality
    private var dice: Dice
    private var numbers: [ReportNumber] = []
    private var links: [(number: ReportNumber, secret: ReportSecret)] = []
    private var residents: [SignInResident.Signed] = []
    private(set) var log: [String] = []
    /// How often each act was done.
    private(set) var done: [Act: Int] = [:]

    enum Act: CaseIterable {
        case submit, submitAsResident, register, decide, reject, close, handOver, ask, noteReply, correct, reopen,
            publish, takeDown
        case place, withdraw, restrict, unrestrict, erase, passTime, runClock, discard, sortPlaces
    }

    init(_ hall: TestTownHall, _ town: Municipality, _ dice: Dice) {
        self.hall = hall
        self.town = town
        self.dice = dice
    }

    mutating func step() async throws {
        let act = log.count < 4 ? [Act.submit, .register, .submitAsResident, .submit][log.count] : next()
        do {
            log.append("\(act)")
            try await run(act)
            done[act, default: 0] += 1
        } catch is any Failure {
            log[log.count - 1] += " refused"
        } catch is Failures {
            log[log.count - 1] += " refused"
        } catch is Nobody {
            log[log.count - 1] += " by nobody"
        }
    }

    private struct Nobody: Error {}

    /// Submissions and decisions come more often than the rest.
    private mutating func next() -> Act {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0: .submit
        case 1: .submitAsResident
        case 2, 3: .decide
        default: Act.allCases.randomElement(using: &dice) ?? .submit
        }
    }

    private mutating func report() throws -> ReportNumber {
        guard let number = numbers.randomElement(using: &dice) else { throw Nobody() }
        return number
    }

    private mutating func resident() throws -> SignInResident.Signed {
        guard let resident = residents.randomElement(using: &dice) else { throw Nobody() }
        return resident
    }

    private mutating func run(_ act: Act) async throws {
        switch act {
        case .submit, .submitAsResident, .register: try await bring(act)
        case .decide, .reject, .close: try await decide(act)
        case .restrict, .unrestrict, .erase: try await person(act)
        case .passTime: hall.clock.advance(.hours(Int64.random(in: 1...400, using: &dice)))
        case .runClock: try await hall.reportClock(in: town, at: hall.now)
        case .sortPlaces: try await hall.keepStatistics.sortPlaces(in: town)
        case .discard:
            hall.clock.advance(.days(Int64.random(in: 0...200, using: &dice)))
            try await hall.runRetention(in: town, by: .test, at: hall.now)
        case .withdraw:
            guard let link = links.randomElement(using: &dice) else { throw Nobody() }
            try await hall.followUpReport.withdraw(
                ReportLink(link.number, link.secret, from: "192.0.2.1", in: town, at: hall.now)
            )
        default: try await work(act)
        }
    }

    private mutating func bring(_ act: Act) async throws {
        switch act {
        case .register:
            // The link is in the last letter.
            _ = try await hall.mail()
            residents.append(try await hall.resident("a\(log.count)@example.org", in: town))
        case .submitAsResident: numbers.append(try await hall.submit(by: try resident(), in: town).number)
        default:
            var submission = Submission.sample(in: town)
            submission.category = town.categories.randomElement(using: &dice)?.id.rawValue ?? ""
            let receipt = try await hall.submit(submission, in: town)
            numbers.append(receipt.number)
            links.append((receipt.number, receipt.secret))
        }
    }

    private mutating func decide(_ act: Act) async throws {
        let number = try report()
        guard let report = try await hall.reports.file(number, in: town.id)?.report else { throw Nobody() }
        let moves = report.moves(by: town.reports).map(\.to).filter { $0 != .rejected && $0 != .closed }
        let to: ReportStatus =
            switch act {
            case .reject: .rejected
            case .close: .closed
            default: moves.randomElement(using: &dice) ?? .done
            }
        try await hall.decide(
            Decision(
                to: to,
                justification: "Bo tak.",
                solution: "Inaczej.",
                rejection: town.reports.rejection.reasons.randomElement(using: &dice)?.id
            ),
            about: number,
            in: town
        )
    }

    private mutating func person(_ act: Act) async throws {
        let signed = try resident()
        switch act {
        case .restrict:
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: signed, in: town, at: hall.now)
        case .unrestrict: try await hall.askForRight.endRestriction(of: signed, in: town, at: hall.now)
        default:
            try await hall.eraseResident(signed, proof: .password(.sample), in: town, at: hall.now)
            residents.removeAll { $0.resident.id == signed.resident.id }
        }
    }

    private mutating func work(_ act: Act) async throws {
        let number = try report()
        guard try await hall.reports.file(number, in: town.id) != nil else { throw Nobody() }
        let unit = town.units.randomElement(using: &dice)?.id ?? ID("")
        let point = Coordinate(
            latitude: 53.2 + Double.random(in: 0...0.1, using: &dice),
            longitude: 23.3 + Double.random(in: 0...0.1, using: &dice)
        )
        let text = PublicText(
            title: "Tu",
            description: "Tu.",
            address: nil,
            point: Bool.random(using: &dice) ? point : nil
        )
        try await hall.work(number, in: town) { handle, work in
            switch act {
            case .handOver: try await handle.handOver(work, to: unit, note: "")
            case .ask: try await handle.ask(work, question: "Gdzie?")
            case .noteReply: try await handle.noteReply(work, answer: "Tu.")
            case .correct: try await handle.correct(work, reason: "Pomyłka.")
            case .reopen: try await handle.reopen(work, reason: "Znów.")
            case .publish: try await handle.publish(work, text: text)
            case .takeDown: try await handle.takeDown(work, reason: "x")
            default: if let point { try await handle.place(work, at: point) }
            }
        }
    }
}
