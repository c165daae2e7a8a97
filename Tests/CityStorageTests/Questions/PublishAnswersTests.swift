import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityStorage

/// What the office publishes of questions, on both engines.
@Suite struct PublishAnswersTests {
    static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            try await body(TestTownHall(database, town), town)
        }
    }

    @Test(
        "A question is answered in writing; everybody reads the words of the office alone, once it publishes them",
        .clause("demo/§5.9"),
        .clause("demo/§3.6"),
        arguments: Engine.available
    )
    func way(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.answeredQuestion(in: town)
            #expect(try await hall.readQuestions(QuestionQuery(limit: 9), for: .everyone, in: town).elements.isEmpty)
            await #expect(throws: QuestionFailure.unknown) {
                try await hall.readQuestions.one(number, for: .everyone, in: town)
            }
            try await hall.publish("Kiedy płaci się podatek?", " Do 15 marca. ", of: number, in: town)
            let read = try await hall.readQuestions.one(number, for: .everyone, in: town)
            #expect(read.text == PublicAnswer(published: "Kiedy płaci się podatek?", "Do 15 marca."))
            #expect(read.unit == town.category(read.topic)?.unit)
            #expect(try await hall.readQuestions(QuestionQuery(limit: 9), for: .everyone, in: town).elements == [read])
            await #expect(throws: ReportFailure.notFound) {
                try await hall.browseReports(number, for: .everyone, in: town)
            }
        }
    }

    @Test(
        "A question asked with an account is answered in writing",
        .clause("biale-blota/§3 a1•1"),
        arguments: Engine.available
    )
    func withAccount(_ engine: Engine) async throws {
        try await Self.with(engine, "biale-blota") { hall, town in
            let ida = try await hall.resident(in: town)
            let receipt = try await hall.submitReport(
                .question(in: town),
                clientKey: ClientKey(random: hall.randomness),
                origin: .page,
                language: .polish,
                by: ida,
                in: town,
                at: hall.now
            )
            try await hall.decide(
                Decision(to: .done, justification: "Tak."),
                about: receipt.number,
                publishing: nil,
                in: town
            )
            try await hall.publish("Czy biblioteka jest czynna?", "Tak.", of: receipt.number, in: town)
            let answers = try await hall.readQuestions(QuestionQuery(limit: 9), for: .everyone, in: town).elements
            #expect(answers.map(\.number) == [receipt.number])
        }
    }

    @Test("Acceptance publishes no question, and neither does anybody by hand", arguments: Engine.available)
    func neverAsWritten(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.submit(.question(in: town), in: town).number
            let report = try await hall.decide(Decision(to: .accepted, justification: "Tak."), about: number, in: town)
            #expect(!report.isPublished)
            let work = HandleReport.Work(number, seen: report.history.count, by: .officer, in: town, at: hall.now)
            await #expect(throws: ReportFailure.publicationNotAllowed) {
                try await hall.handleReport.publish(work, text: .sample)
            }
        }
    }

    @Test(
        "Nobody publishes what is not answered, what is no question, or without the right",
        arguments: Engine.available
    )
    func needs(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let open = try await hall.submit(.question(in: town), in: town).number
            let fault = try await hall.submit(in: town).number
            for number in [open, fault] {
                await #expect(throws: QuestionFailure.notAnswered) {
                    try await hall.publish("Kiedy?", "Jutro.", of: number, in: town)
                }
            }
            let number = try await hall.answeredQuestion(in: town)
            let text = try PublicAnswer(question: "Kiedy?", answer: "Jutro.")
            let unit = try #require(town.units.first { $0.id != town.category(ID("question"))?.unit })
            let clerk = Caller(ID("clerk"), StaffRights([StaffGrant(.operator, unit: unit.id)]), request: nil)
            let elsewhere = try await hall.answering(number, by: clerk, in: town)
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.publishAnswers.publish(text, seeing: nil, elsewhere)
            }
            let administrator = try await hall.answering(number, by: .administrator, in: town)
            await #expect(throws: AccountFailure.rightMissing(.publishReports)) {
                try await hall.publishAnswers.publish(text, seeing: nil, administrator)
            }
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.publishAnswers.takeDown(because: "x", elsewhere)
            }
            #expect(try await hall.questions.answer(number, in: town.id) == nil)
        }
    }

    @Test("Of two officers who publish at once one is told that the other was quicker", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.answeredQuestion(in: town)
            let work = try await hall.answering(number, in: town)
            let done = try await withThrowingTaskGroup(of: Bool.self) { group in
                for answer in ["Jutro.", "Dzisiaj."] {
                    group.addTask {
                        do {
                            let text = try PublicAnswer(question: "Kiedy?", answer: answer)
                            try await hall.publishAnswers.publish(text, seeing: nil, work)
                            return true
                        } catch QuestionFailure.changedMeanwhile {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(done.count { $0 } == 1)
            let seen = try await Self.published(number, hall, town)
            let other = try PublicAnswer(question: "Kiedy?", answer: "Wczoraj.")
            try await hall.publishAnswers.publish(other, seeing: seen, work)
            await #expect(throws: QuestionFailure.changedMeanwhile, "the page showed the words before") {
                try await hall.publishAnswers.publish(other, seeing: seen, work)
            }
        }
    }

    private static func published(_ number: ReportNumber, _ hall: TestTownHall, _ town: Municipality) async throws
        -> Instant?
    {
        try await hall.questions.answer(number, in: town.id)?.updatedAt
    }

    @Test(
        "The public answer to a question that is opened again is gone, and does not come back by itself",
        arguments: Engine.available
    )
    func reopened(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.publishedAnswer(in: town)
            let report = try await hall.readReport.unseen(number, in: town).report
            let work = HandleReport.Work(number, seen: report.history.count, by: .officer, in: town, at: hall.now)
            try await hall.handleReport.correct(work, reason: "Pomyłka.")
            #expect(try await hall.questions.answer(number, in: town.id) == nil)
            #expect(try await hall.readQuestions(QuestionQuery(limit: 9), for: .everyone, in: town).elements.isEmpty)
            #expect(try await hall.readQuestions.similar(to: "Kiedy podatek?", for: .everyone, in: town).isEmpty)
            #expect(try await hall.publishAnswers.stored(report, in: town) == nil)
            await #expect(throws: QuestionFailure.notAnswered) {
                try await hall.publish("Kiedy?", "Jutro.", of: number, in: town)
            }
            try await hall.decide(Decision(to: .done, justification: "Tak."), about: number, publishing: nil, in: town)
            #expect(
                try await hall.questions.answer(number, in: town.id) == nil,
                "the old words do not come back by themselves"
            )
        }
    }

    @Test("The words of the asker, and what names the person, are not published", arguments: Engine.available)
    func ownWords(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var asked = Submission.question(in: town)
            asked.email = "ida@example.org"
            let number = try await hall.answeredQuestion(asked, in: town)
            let open = try await hall.readReport.unseen(number, in: town)
            await #expect(throws: QuestionFailure.asAsked) {
                try await hall.publish(" \(open.content.description) ", "Jutro.", of: number, in: town)
            }
            await #expect(throws: QuestionFailure.namesAsker(field: "answer")) {
                try await hall.publish("Kiedy?", "Pisaliśmy na ida@example.org.", of: number, in: town)
            }
            #expect(try await hall.questions.stored(open.report.id, in: town.id) == nil)
        }
    }

    @Test("What is taken down is gone with its words, and the audit log tells why", arguments: Engine.available)
    func takenDown(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.publishedAnswer(in: town)
            let work = try await hall.answering(number, in: town)
            await #expect(throws: QuestionFailure.reasonMissing) {
                try await hall.publishAnswers.takeDown(because: " ", work)
            }
            try await hall.publishAnswers.takeDown(because: "Dane osoby.", work)
            #expect(try await hall.questions.stored(work.report.id, in: town.id) == nil)
            let words = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT word FROM question_words WHERE municipality = {town}").count
            }
            #expect(words == 0)
            await #expect(throws: QuestionFailure.unknown) {
                try await hall.publishAnswers.takeDown(because: "Dane osoby.", work)
            }
        }
    }

    @Test("A public answer goes with its question at the end of its retention", arguments: Engine.available)
    func retention(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.publishedAnswer(in: town)
            let now = hall.now
            let left = try await hall.database.town(town.id).write { transaction in
                let report = try transaction.query(
                    "SELECT id, year, sequence FROM reports WHERE municipality = {town}"
                )
                try transaction.discard(.reports, report[0], at: now)
                return try transaction.query("SELECT number FROM answered_questions WHERE municipality = {town}").count
                    + transaction.query("SELECT number FROM question_words WHERE municipality = {town}").count
            }
            #expect(left == 0)
        }
    }

    @Test("An erased person leaves the public answer, which names nobody", arguments: Engine.available)
    func erasure(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            let number = try await hall.submitReport(
                .question(in: town),
                clientKey: ClientKey(random: hall.randomness),
                origin: .page,
                language: .polish,
                by: ida,
                in: town,
                at: hall.now
            ).number
            try await hall.decide(Decision(to: .done, justification: "Tak."), about: number, publishing: nil, in: town)
            try await hall.publish("Kiedy?", "Jutro.", of: number, in: town)
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            #expect(try await hall.readQuestions.one(number, for: .everyone, in: town).text.answer == "Jutro.")
            let report = try await hall.readReport.unseen(number, in: town).report
            #expect(try await hall.publishAnswers.earlier(than: report, by: .officer, in: town).isEmpty)
        }
    }
}
