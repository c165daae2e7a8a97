import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

@Suite(.clause("kielce/III.18")) struct CategoryFieldTests {
    private static let today = CivilDate(2026, 4, 27)

    private static func field(_ rest: String) throws -> CategoryField {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return try decoder.decode(CategoryField.self, from: Data("{ id: 'f', label: { en: 'F' }, \(rest) }".utf8))
    }

    private static let options = "options: [{ id: 'a', label: { en: 'A' } }, { id: 'b', label: { en: 'B' } }]"

    @Test(
        "An answer that fits is kept in one form",
        arguments: [
            ("kind: 'text'", ["  słup 12 "], ["słup 12"]),
            ("kind: 'text', most: 3", ["żółw".dropLast().description], ["żół"]),
            ("kind: 'number'", ["1 234,5"], ["1234.5"]),
            ("kind: 'number', least: 0, most: 10", ["10"], ["10"]),
            ("kind: 'date'", ["2026-05-01"], ["2026-05-01"]),
            ("kind: 'date', days: 'past'", ["2026-04-27"], ["2026-04-27"]),
            ("kind: 'date', days: 'future'", ["2026-04-27"], ["2026-04-27"]),
            ("kind: 'choice', \(options)", ["b"], ["b"]),
            ("kind: 'choices', \(options)", ["b", "a", "b"], ["a", "b"]),
            ("kind: 'text'", [" "], nil),
            ("kind: 'choices', \(options)", [], nil),
        ] as [(String, [String], [String]?)]
    )
    func fits(rest: String, typed: [String], values: [String]?) throws {
        let answer = try Self.field(rest).answer(typed, on: Self.today)
        #expect(answer == values.map { FieldAnswer(field: ID("f"), values: $0) })
    }

    @Test(
        "An answer that does not fit is refused in words that say how to mend it",
        arguments: [
            ("kind: 'text', required: true", [], .missing),
            ("kind: 'choice', required: true, \(options)", [""], .missing),
            ("kind: 'text', most: 3", ["żółw"], .tooLong(3)),
            ("kind: 'text'", [String(repeating: "x", count: 251)], .tooLong(250)),
            ("kind: 'text', least: 2", ["x"], .tooShort(2)),
            ("kind: 'number'", ["dużo"], .noNumber),
            ("kind: 'number'", ["inf"], .noNumber),
            ("kind: 'number', least: 0", ["-1"], .tooSmall(0)),
            ("kind: 'number', most: 2.5", ["3"], .tooLarge(2.5)),
            ("kind: 'date'", ["27.04.2026"], .noDate),
            ("kind: 'date'", ["2026-02-30"], .noDate),
            ("kind: 'date', days: 'past'", ["2026-04-28"], .notPast),
            ("kind: 'date', days: 'future'", ["2026-04-26"], .notFuture),
            ("kind: 'choice', \(options)", ["c"], .noOption),
            ("kind: 'choices', \(options)", ["a", "c"], .noOption),
            ("kind: 'choices', least: 2, \(options)", ["a"], .tooFew(2)),
            ("kind: 'choices', most: 1, \(options)", ["a", "b"], .tooMany(1)),
        ] as [(String, [String], FieldFailure.Problem)]
    )
    func refused(rest: String, typed: [String], problem: FieldFailure.Problem) throws {
        let field = try Self.field(rest)
        #expect(throws: FieldFailure(field: field, problem)) { try field.answer(typed, on: Self.today) }
    }

    @Test("A report with a required field comes in with its answer and not without")
    func required() throws {
        let town = try ProjectTown.named("kielce")
        var submission = Submission.sample(in: town)
        submission.category = "street-light"
        #expect(throws: Failures.self) { try submission.check(.details, in: town, on: Self.today) }
        #expect(throws: Failures.self) { try CheckedSubmission(submission, in: town, on: Self.today) }
        submission.answers = ["problem": ["dark"], "pole": ["L 12"]]
        let checked = try CheckedSubmission(submission, in: town, on: Self.today)
        #expect(
            checked.content.answers == [
                FieldAnswer(field: ID("problem"), values: ["dark"]), FieldAnswer(field: ID("pole"), values: ["L 12"]),
            ]
        )
        submission.answers["colour"] = ["red"]
        let unknown = #expect(throws: Failures.self) { try submission.check(.details, in: town, on: Self.today) }
        #expect(unknown?.all.first as? ReportFailure == .fieldUnknown("colour"))
    }

    @Test(
        "A temporary category takes reports on its days and on no others",
        .clause("kielce/III.30"),
        arguments: [
            (CivilDate(2026, 10, 31), false), (CivilDate(2026, 11, 1), true), (CivilDate(2027, 3, 31), true),
            (CivilDate(2027, 4, 1), false),
        ]
    )
    func temporary(day: CivilDate, isTaken: Bool) throws {
        let town = try ProjectTown.named("kielce")
        var submission = Submission.sample(in: town, on: day)
        submission.category = "winter-survey"
        let offered = town.offeredCategories(on: day).flatMap(\.categories).map(\.id.rawValue)
        #expect(offered.contains("winter-survey") == isTaken)
        do {
            try submission.check(.problem, in: town, on: day)
            #expect(isTaken)
        } catch let failures as Failures {
            #expect(!isTaken)
            #expect(failures.all.compactMap { $0 as? ReportFailure } == [.categoryNotOffered])
        }
    }
}
