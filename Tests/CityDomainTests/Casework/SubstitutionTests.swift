import CityKit
import Testing

@testable import CityDomain

@Suite struct SubstitutionTests {
    struct Worker: Sendable, CustomTestStringConvertible {
        let day: Int
        let staff: String
        let expected: String
        var testDescription: String { "\(staff) on day \(day)" }
    }

    static let workers: [Worker] = [
        Worker(day: -1, staff: "ida", expected: "ida"), Worker(day: 0, staff: "ida", expected: "jan"),
        Worker(day: 4, staff: "ida", expected: "jan"), Worker(day: 5, staff: "ida", expected: "ida"),
        // Jan is away from Wednesday to Thursday: Ola does the work of both.
        Worker(day: 2, staff: "ida", expected: "ola"), Worker(day: 3, staff: "jan", expected: "ola"),
        Worker(day: 2, staff: "ola", expected: "ola"), Worker(day: 4, staff: "jan", expected: "jan"),
    ]

    @Test("Work goes to the substitute, and on to the substitute’s own", arguments: workers)
    func work(row: Worker) {
        let all = [substitution("ida", "jan", 0, 4), substitution("jan", "ola", 2, 3)]
        let standIns = StandIns(all, on: monday + row.day)
        #expect(standIns.worker(for: ID(row.staff)) == ID(row.expected))
        #expect(standIns.isAway(ID(row.staff)) == (row.staff != row.expected))
        let absentees = standIns.absentees(of: ID(row.expected))
        #expect(absentees.contains(ID(row.staff)) == (row.staff != row.expected))
    }

    @Test("Two who by a fault of the data stand in for each other keep their own work")
    func cycle() {
        let standIns = StandIns([substitution("ida", "jan", 0, 1), substitution("jan", "ida", 0, 1)], on: monday)
        #expect(standIns.worker(for: ID("ida")) == ID("ida"))
        #expect(StandIns.none.worker(for: ID("ida")) == ID("ida"))
    }

    struct Check: Sendable, CustomTestStringConvertible {
        let new: Substitution
        let expected: SubstitutionFailure?
        var testDescription: String { "\(new.id) \(new.substitute)" }
    }

    /// Beside Jan, who stands in for Ida on the first five days.
    static let checks: [Check] = [
        Check(new: substitution("ida", "ola", 5, 6), expected: nil),
        Check(new: substitution("ida", "ola", 4, 6), expected: .overlapping),
        Check(new: substitution("ida", "ola", -3, 0), expected: .overlapping),
        Check(new: substitution("ida", "ola", -3, -1), expected: nil),
        Check(new: substitution("ola", "jan", 0, 4), expected: nil),
        Check(new: substitution("jan", "ola", 0, 4), expected: nil),
        Check(new: substitution("jan", "ida", 4, 9), expected: .substituteAway),
        Check(new: substitution("jan", "ida", 5, 9), expected: nil),
        Check(new: substitution("ola", "ida", 2, 2), expected: .substituteAway),
    ]

    @Test("Nobody has two substitutes at once, and no substitute is away", arguments: checks)
    func check(row: Check) {
        var failure: SubstitutionFailure?
        do throws(SubstitutionFailure) { try row.new.check(beside: [substitution("ida", "jan", 0, 4)]) } catch {
            failure = error
        }
        #expect(failure == row.expected)
    }
}

private let monday = CivilDate(2026, 4, 27)

/// The second stands in for the first from that day after Monday to that one.
private func substitution(_ absent: String, _ substitute: String, _ first: Int, _ last: Int) -> Substitution {
    Substitution(
        id: ID("\(absent)-\(first)"),
        absent: ID(absent),
        substitute: ID(substitute),
        firstDay: monday + first,
        lastDay: monday + last
    )
}
