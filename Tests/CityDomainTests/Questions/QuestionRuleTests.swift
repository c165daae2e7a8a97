import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// The rule for questions, and what follows from it.
@Suite struct QuestionRuleTests {
    private static let rule = "questions: { suggestions: 5, clause: \"§5.9\" },"

    @Test(
        "A rule by which nothing could be asked or answered is a fault",
        arguments: [
            (
                MunicipalityFiles.rules, rule, "questions: { suggestions: 11, clause: \"§5.9\" },",
                "questions.suggestions"
            ),
            (
                MunicipalityFiles.rules, rule, "questions: { suggestions: -1, clause: \"§5.9\" },",
                "questions.suggestions"
            ),
            (MunicipalityFiles.rules, rule, "questions: { suggestions: 5 },", "questions"),
        ]
    )
    func faults(file: String, old: String, new: String, path: String) throws {
        let fault = #expect(throws: (any Error).self) {
            try ProjectTown.named("demo", revision: 2, ProjectTown.Change(file, old, new))
        }
        #expect(fault.map { "\($0)" }?.contains(path) == true, "\(fault.map { "\($0)" } ?? "")")
    }

    @Test("A town without categories of questions has no use for the rule")
    func nothingToAsk() throws {
        let fault = #expect(throws: (any Error).self) {
            try ProjectTown.named(
                "kielce",
                revision: 2,
                ProjectTown.Change(
                    MunicipalityFiles.rules,
                    "  retention: [",
                    "  questions: { suggestions: 3, basis: \"a rule of the tests\" },\n  retention: ["
                )
            )
        }
        #expect(fault.map { "\($0)" }?.contains("no category of the kind “question”") == true)
    }

    @Test("Only moves of its kind are open to a report", .clause("demo/§4.16"))
    func moves() throws {
        let town = try ProjectTown.named("demo")
        for (id, expected) in [("question", true), ("street-light", false), ("idea", false)] {
            let category = try #require(town.category(ID(id)))
            var report = Report(
                receiving: ID("r"),
                number: ReportNumber(year: 2026, sequence: 1),
                in: category,
                of: nil,
                at: .monday,
                by: town
            )
            #expect(report.moves(by: town.reports).contains { $0.to == .done } == expected)
            let answer = Decision(to: .done, justification: "Tak.")
            do {
                try report.move(answer, answer: nil, by: .system, at: .monday, in: town)
                #expect(expected && report.canPublishAnswer(in: town))
                #expect(report.deadlines.allSatisfy { !$0.isRunning })
            } catch {
                #expect(!expected && error == .moveNotAllowed(from: .new, to: .done))
            }
        }
    }

    @Test("A question needs no place, and everything else does")
    func place() throws {
        let town = try ProjectTown.named("demo")
        let today = CivilDate(2026, 4, 27)
        _ = try CheckedSubmission(.question(in: town), in: town, on: today)
        var fault = Submission.question(in: town)
        fault.category = "street-light"
        #expect(throws: Failures.self) { try CheckedSubmission(fault, in: town, on: today) }
        let off = ProjectTown.Change(MunicipalityFiles.rules, Self.rule, "")
        let clauses = ProjectTown.Change(
            MunicipalityFiles.clauses,
            "{ clause: \"§5.9\", rule: \"questions\" },",
            "{ clause: \"§5.9\", legalText: \"a town without the rule\" },"
        )
        let silent = try ProjectTown.named("demo", revision: 2, off, clauses)
        #expect(throws: Failures.self, "without the rule a question is a report like all others") {
            try CheckedSubmission(.question(in: town), in: silent, on: today)
        }
        #expect(silent.topics(on: today).isEmpty)
    }

    @Test(
        "Both parts are needed and have an end",
        arguments: [
            (" ", "Tak.", QuestionFailure.questionMissing), ("Kiedy?", "\n", .answerMissing),
            (String(repeating: "x", count: 4_001), "Tak.", .tooLong(field: "question", 4_000)),
            ("Kiedy?", String(repeating: "ł", count: 4_001), .tooLong(field: "answer", 4_000)),
        ]
    )
    func texts(question: String, answer: String, failure: QuestionFailure) {
        #expect(throws: failure) { try PublicAnswer(question: question, answer: answer) }
    }

    @Test(
        "The title is the first sentence, with its sign",
        arguments: [
            ("Kiedy płacę? Nigdzie tego nie ma.", "Kiedy płacę?"), ("Proszę o termin. Kiedy?", "Proszę o termin"),
            ("\nKiedy płacę?\nI gdzie?", "Kiedy płacę?"), ("Kiedy", "Kiedy"),
        ]
    )
    func title(question: String, title: String) {
        #expect(PublicAnswer(published: question, "Tak.").title == title)
    }

    @Test("Short words tell nothing, and words are alike whatever their ends")
    func telling() {
        #expect(
            ReadQuestions.telling("Czy i do kiedy płacę podatki w tym roku?") == ["kiedy", "place", "podat", "roku"]
        )
    }
}
