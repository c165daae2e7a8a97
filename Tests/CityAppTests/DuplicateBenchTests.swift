import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityApp

@Suite struct DuplicateBenchTests {
    /// Invented cases in the form of the files that are measured.
    private static let file = #"""
        case_enquiry_id,open_dt,closed_dt,closure_reason,type,reason,latitude,longitude,note
        100000000001,2011-09-01 08:00:00,,,Lamp,Light,42.1000,-71.1000,
        100000000002,2011-09-02 08:00:00,2011-09-03 08:00:00,Duplicate of 100000000001,Lamp,Light,42.1000,-71.1000,"a, ""b"""
        100000000003,2011-11-01 08:00:00,2011-11-02 08:00:00,DUP 000001,Lamp,Light,42.1001,-71.1000,
        100000000004,2011-11-03 08:00:00,2011-11-04 08:00:00,see 100000000001,Lamp,Light,42.1000,-71.1000,
        100000000005,2011-11-05 08:00:00,,"duplicate of 100000000009, 100000000003",Sign,Light,42.1001,-71.1000,

        100000000006,,,,Lamp,Light,42.1,-71.1,
        100000000007,2011-11-05 08:00:00,,,Lamp,Light,,,
        """#

    private static func rows(_ text: String) -> DelimitedReader {
        var whole: [UInt8]? = Array(text.utf8)
        return DelimitedReader(separator: UInt8(ascii: ",")) {
            defer { whole = nil }
            return whole
        }
    }

    @Test("A duplicate belongs to the first earlier case it names, by the whole number or by its end")
    func pairs() throws {
        let past = try PastCases(Self.rows(Self.file))
        #expect(past.cases.map { $0.id.suffix(1) } == ["1", "2", "3", "4", "5"])
        #expect(past.pairs == [.init(child: 1, parent: 0), .init(child: 4, parent: 2)])
        #expect(
            past.loosePairs == [.init(child: 1, parent: 0), .init(child: 2, parent: 0), .init(child: 4, parent: 2)]
        )
    }

    @Test("A file without a column is refused by its name")
    func missing() throws {
        let rows = Self.rows(Self.file.replacing("closure_reason", with: "words"))
        let fault = try #require(throws: PastCases.Fault.self) { try PastCases(rows) }
        #expect(fault.description == "the file has no column “closure_reason”")
    }

    @Test(
        "Each rule suggests what it says it does",
        arguments: [
            (DuplicateRule.fixMyStreet, [[], [0], [0], [0], []]),
            (.signalen, [[], [0], [1, 0], [1, 0, 2], []]),
            (.ratusz, [[], [0], [0], [0], [0]]),
        ]
    )
    func rules(rule: DuplicateRule, suggested: [[Int]]) throws {
        let nearby = NearbyCases(try PastCases(Self.rows(Self.file)).cases)
        #expect(nearby.cases.indices.map { rule.suggestions($0, nearby).map(\.earlier) } == suggested)
    }

    @Test("Figures count duplicates found, found among five, and cases for which anything is suggested")
    func figures() throws {
        let past = try PastCases(Self.rows(Self.file))
        let nearby = NearbyCases(past.cases)
        let outcome = DuplicateOutcome(
            .ratusz,
            nearby,
            pairs: past.pairs,
            loosePairs: past.loosePairs,
            sample: [0, 1, 4]
        )
        let low = outcome.figures(above: 0)
        #expect([low.recall, low.recallInFive, low.alarms] == [0.5, 0.5, 2.0 / 3])
        #expect(low.looseRecallInFive == 2.0 / 3)
        #expect(outcome.figures(above: 0.99).alarms == 0)
        #expect(outcome.figures(above: outcome.threshold(alarms: 0.4)).alarms == 1.0 / 3)
        #expect(outcome.figures(above: outcome.threshold(recallInFive: 0.5)).recallInFive == 0.5)
        #expect(outcome.threshold(recallInFive: 0.9) == 0)
    }

    @Test("The same seed makes the same report, which names it")
    func report() throws {
        let past = try PastCases(Self.rows(Self.file))
        let report = DuplicateBench(seed: 7).report(past)
        #expect(report == DuplicateBench(seed: 7).report(past))
        for words in [
            "5 cases, 2 closed as duplicates", "seed 7", "opened before 2011-10-01", "FixMyStreet", "Signalen",
        ] {
            #expect(report.contains(words), "\(words)")
        }
    }
}
