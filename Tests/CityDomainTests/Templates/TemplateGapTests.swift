import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct TemplateGapTests {
    @Test(
        "Gaps are small words in braces; everything else in braces is left alone",
        arguments: [
            ("Sprawa {number} z {due}.", ["number", "due"], TemplateGap.number), ("{nmber}", ["nmber"], nil),
            ("{nmber} i {due}", ["nmber", "due"], .due), ("{ number }", [], nil), ("{}", [], nil),
            ("wzór {1}", [], nil), ("{number", [], nil), ("{{office}}", ["office"], .office), ("", [], nil),
        ] as [(String, [String], TemplateGap?)]
    )
    func names(row: (words: String, names: [String], left: TemplateGap?)) {
        #expect(TemplateGap.names(in: row.words) == row.names)
        #expect(TemplateGap.left(in: row.words) == row.left)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let decision: Decision
        let field: String
        var testDescription: String { field }
    }

    static let refusals: [Refusal] = [
        Refusal(
            decision: Decision(to: .rejected, justification: "{due}", rejection: .unlawful),
            field: "justification"
        ),
        Refusal(decision: Decision(to: .closed, justification: "Nie.", solution: "Do {due}."), field: "solution"),
    ]

    @Test("Words with a gap left are no answer", arguments: refusals)
    func refused(row: Refusal) throws {
        let town = try ProjectTown.named("demo")
        let from: ReportStatus = row.decision.to == .rejected ? .new : .accepted
        #expect(throws: ReportFailure.gapLeft(field: row.field, .due)) {
            try row.decision.check(from: from, of: .issue, by: town.reports)
        }
        #expect(throws: ReportFailure.gapLeft(field: "question", .address)) {
            try Answer(typed: "Czy {address}?", field: "question")
        }
    }
}
