import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What everybody finds among the public answers, on both engines.
@Suite struct ReadQuestionsTests {
    private static let texts = [
        ("Kiedy płaci się podatek od nieruchomości?", "Do 15 marca, w kasie albo przelewem.", "question-fees"),
        ("Ile kosztuje śmietnik na bioodpady?", "Nic: stawia go miasto.", "question-fees"),
        ("Gdzie odbiera się dowód osobisty?", "W pokoju 12 na parterze.", "question"),
    ]

    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, [ReportNumber]) async throws -> Void
    ) async throws {
        try await PublishAnswersTests.with(engine) { hall, town in
            var numbers: [ReportNumber] = []
            for (question, answer, topic) in texts {
                numbers.append(try await hall.publishedAnswer(question, answer, about: ID(topic), in: town))
            }
            try await body(hall, town, numbers)
        }
    }

    @Test(
        "Words of question and answer find it, whatever their ends, and the topic narrows",
        arguments: Engine.available
    )
    func search(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, numbers in
            let rows: [(String, String?, [Int])] = [
                ("", nil, [2, 1, 0]), ("podatku", nil, [0]), ("KASIE", nil, [0]), ("przelewem podatek", nil, [0]),
                ("podatek dowodu", nil, []), ("", "question", [2]), ("", "question-fees", [1, 0]),
                ("dowód", "question-fees", []),
            ]
            for (typed, topic, found) in rows {
                let query = QuestionQuery(words: SearchWords.of(typed), topic: topic.map { ID($0) }, limit: 9)
                let answers = try await hall.readQuestions(query, for: .everyone, in: town).elements
                #expect(answers.map(\.number) == found.map { numbers[$0] }, "\(typed) \(topic ?? "")")
            }
        }
    }

    @Test("The list goes on where the page before ended", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, numbers in
            var found: [ReportNumber] = []
            var after: String?
            repeat {
                let query = QuestionQuery(after: after, limit: 2)
                let page = try await hall.readQuestions(query, for: .everyone, in: town)
                found += page.elements.map(\.number)
                after = page.next
            } while after != nil
            #expect(found == numbers.reversed())
            await #expect(throws: PageFailure.self) {
                try await hall.readQuestions(QuestionQuery(after: "nowhere", limit: 2), for: .everyone, in: town)
            }
        }
    }

    @Test(
        "Before a question is sent those are shown that share two telling words with it, most of them first",
        .clause("demo/§5.9"),
        arguments: Engine.available
    )
    func similar(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, numbers in
            let rows: [(String, [Int])] = [
                ("Do kiedy podatek od nieruchomości płacę w tym roku?", [0]), ("podatek", [0]),
                ("Kiedy koncert?", []), ("w kasie, przelewem", []), ("Gdzie mój dowód i kiedy go odbiorę?", [2]),
                ("od do na", []),
            ]
            for (typed, found) in rows {
                let answers = try await hall.readQuestions.similar(to: typed, for: .everyone, in: town)
                #expect(answers.map(\.number) == found.map { numbers[$0] }, "\(typed)")
            }
            for _ in 0..<6 { _ = try await hall.publishedAnswer(in: town) }
            let many = try await hall.readQuestions.similar(to: "podatek od nieruchomości", for: .everyone, in: town)
            #expect(many.count == 5, "the rule says how many")
        }
    }

    @Test(
        "Where the rule shows none before sending, none are shown; without a rule there is nothing",
        arguments: Engine.available
    )
    func rules(_ engine: Engine) async throws {
        let rule = "questions: { suggestions: 5, clause: \"§5.9\" },"
        let silent = ProjectTown.Change(MunicipalityFiles.rules, rule, rule.replacing("5,", with: "0,"))
        try await Self.with(engine) { hall, _, _ in
            let town = try ProjectTown.named("demo", revision: 2, silent)
            #expect(try await hall.readQuestions.similar(to: "podatek", for: .everyone, in: town).isEmpty)
            let other = try ProjectTown.named("kielce")
            await #expect(throws: QuestionFailure.notOffered) {
                try await hall.readQuestions(QuestionQuery(limit: 1), for: .everyone, in: other)
            }
        }
    }

    @Test("A topic that is listed for registered residents is kept from others", arguments: Engine.available)
    func audience(_ engine: Engine) async throws {
        let kept = ProjectTown.Change(
            MunicipalityFiles.categories,
            "id: \"question-fees\",",
            "id: \"question-fees\", listedFor: \"registered\","
        )
        try await Self.with(engine) { hall, _, numbers in
            let town = try ProjectTown.named("demo", revision: 2, kept)
            let read = hall.readQuestions
            let query = QuestionQuery(limit: 9)
            #expect(try await read(query, for: .everyone, in: town).elements.map(\.number) == [numbers[2]])
            #expect(try await read(query, for: .registered, in: town).elements.count == 3)
            #expect(try await read.similar(to: "podatek", for: .everyone, in: town).isEmpty)
            await #expect(throws: ReportFailure.registeredOnly) {
                try await read.one(numbers[0], for: .everyone, in: town)
            }
            await #expect(throws: ReportFailure.registeredOnly) {
                try await read(QuestionQuery(topic: ID("question-fees"), limit: 9), for: .everyone, in: town)
            }
        }
    }

    @Test("The office sees what the same person asked before, and of nobody else", arguments: Engine.available)
    func earlier(_ engine: Engine) async throws {
        try await PublishAnswersTests.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            let eda = try await hall.resident("eda@example.org", in: town)
            var numbers: [ReportNumber] = []
            for author in [ida, eda, ida] {
                hall.clock.advance(.minutes(1))
                numbers.append(
                    try await hall.submitReport(
                        .question(in: town),
                        clientKey: ClientKey(random: hall.randomness),
                        origin: .page,
                        language: .polish,
                        by: author,
                        in: town,
                        at: hall.now
                    ).number
                )
            }
            let desk = hall.publishAnswers
            let last = try await hall.readReport.unseen(numbers[2], in: town).report
            #expect(try await desk.earlier(than: last, by: .officer, in: town).map(\.number) == [numbers[0]])
            let unit = try #require(town.units.first { $0.id != last.unit })
            let clerk = Caller(ID("clerk"), StaffRights([StaffGrant(.operator, unit: unit.id)]), request: nil)
            #expect(try await desk.earlier(than: last, by: clerk, in: town).isEmpty)
            let guest = Caller(ID("guest"), StaffRights([StaffGrant(.auditor)]), request: nil)
            #expect(!guest.may(.viewContacts, on: last), "the list would tell whose question it is")
            #expect(try await desk.earlier(than: last, by: guest, in: town).isEmpty)
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            #expect(try await desk.earlier(than: last, by: .officer, in: town).isEmpty)
        }
    }
}
