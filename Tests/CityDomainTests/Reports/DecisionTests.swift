import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct DecisionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let town: String
        let from: ReportStatus
        let decision: Decision
        let failure: ReportFailure?

        init(_ town: String, _ from: ReportStatus, _ decision: Decision, _ failure: ReportFailure?) {
            self.town = town
            self.from = from
            self.decision = decision
            self.failure = failure
        }

        var testDescription: String { "\(town): \(from) → \(decision.to), \(failure.map { "\($0)" } ?? "allowed")" }
    }

    private static let long = String(repeating: "ż", count: 4_000)

    @Test(
        "A decision is taken when it has what the clause of its move demands",
        arguments: [
            Row("kielce", .new, Decision(to: .accepted), nil),
            Row("kielce", .new, Decision(to: .done, justification: "x"), .moveNotAllowed(from: .new, to: .done)),
            Row("kielce", .accepted, Decision(to: .accepted), .moveNotAllowed(from: .accepted, to: .accepted)),
            Row(
                "kielce",
                .accepted,
                Decision(to: .inProgress),
                .justificationMissing(to: .inProgress, Clause("III.23"))
            ),
            Row(
                "kielce",
                .accepted,
                Decision(to: .inProgress, justification: " \n "),
                .justificationMissing(to: .inProgress, Clause("III.23"))
            ),
            Row("kielce", .accepted, Decision(to: .inProgress, justification: "x"), nil),
            Row(
                "kielce",
                .inProgress,
                Decision(to: .closed, solution: "y"),
                .justificationMissing(to: .closed, Clause("III.25"))
            ),
            Row(
                "kielce",
                .inProgress,
                Decision(to: .closed, justification: "x"),
                .solutionMissing(to: .closed, Clause("III.25"))
            ),
            Row("kielce", .inProgress, Decision(to: .closed, justification: "x", solution: "y"), nil),
            Row("suprasl", .inProgress, Decision(to: .closed, justification: "x"), nil),
            Row("suprasl", .accepted, Decision(to: .closed), .justificationMissing(to: .closed, nil)),
            Row("kielce", .new, Decision(to: .rejected), .rejectionReasonMissing),
            Row("kielce", .new, Decision(to: .rejected, rejection: .notTheTownsLand), nil),
            Row("kielce", .new, Decision(to: .rejected, rejection: .spam), .rejectionReasonUnknown(.spam)),
            Row(
                "biale-blota",
                .new,
                Decision(to: .rejected, rejection: .spam),
                .justificationMissing(to: .rejected, Clause("§3 b5"))
            ),
            Row("suprasl", .new, Decision(to: .rejected, rejection: .spam), nil),
            Row("kielce", .accepted, Decision(to: .inProgress, justification: long), nil),
            Row(
                "kielce",
                .accepted,
                Decision(to: .inProgress, justification: long + "x"),
                .textTooLong(field: "justification", length: 4_001, limit: 4_000)
            ),
            Row(
                "kielce",
                .accepted,
                Decision(to: .closed, justification: "x", solution: long + "x"),
                .textTooLong(field: "solution", length: 4_001, limit: 4_000)
            ),
        ]
    )
    func checking(row: Row) throws {
        let rules = try ProjectTown.named(row.town).reports
        #expect(
            failure { () throws(ReportFailure) in try row.decision.check(from: row.from, of: .issue, by: rules) }
                == row.failure
        )
    }

    private func failure(_ body: () throws(ReportFailure) -> Void) -> ReportFailure? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test("Spaces around the words are dropped, and nothing said is no answer")
    func answers() {
        let decisions = [
            Decision(to: .closed, justification: " Nie da się.\n", solution: " Inaczej. "),
            Decision(to: .closed, justification: "Nie da się."), Decision(to: .closed, solution: "Inaczej."),
            Decision(to: .closed, justification: " ", solution: "\n"),
        ]
        #expect(
            decisions.map(\.answer) == [
                Answer(justification: "Nie da się.", solution: "Inaczej."),
                Answer(justification: "Nie da się.", solution: nil),
                Answer(justification: "", solution: "Inaczej."), nil,
            ]
        )
    }

    @Test(
        "Only acceptance publishes, and only where the town's rules say so",
        arguments: [("kielce", [ReportStatus.accepted]), ("biale-blota", []), ("siedlce", [])]
    )
    func publishing(name: String, publishing: [ReportStatus]) throws {
        let town = try ProjectTown.named(name)
        #expect(ReportStatus.allCases.filter { Decision(to: $0).publishes(.issue, in: town) } == publishing)
    }
}
