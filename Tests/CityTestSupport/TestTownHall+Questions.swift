public import CityDomain
public import CityKit
public import CityStorage

extension ProjectTown {
    /// Two changes by which a town without questions takes some.
    public static let asking = [
        Change(
            MunicipalityFiles.rules,
            "  retention: [",
            "  questions: { suggestions: 3, basis: \"a rule of the tests\" },\n  retention: ["
        ),
        Change(
            MunicipalityFiles.categories,
            "      clause: \"III.30\",\n    },\n  ],",
            """
                  clause: "III.30",
                },
                {
                  id: "asking",
                  group: "other",
                  name: { pl: "Pytanie", uk: "Запитання", en: "A question" },
                  kind: "question",
                  unit: "residents",
                  icon: "chat",
                },
              ],
            """
        ),
    ]
}

extension Submission {
    /// A question, which names no place.
    public static func question(
        _ words: String = "Kiedy trzeba zapłacić podatek od nieruchomości?",
        about topic: ID<CityDomain.Category>? = nil,
        in town: Municipality
    ) -> Submission {
        var submission = sample(in: town).withoutPlace
        submission.category = topic?.rawValue ?? town.categories.first { $0.kind == .question }?.id.rawValue ?? ""
        submission.description = words
        return submission
    }
}

extension TestTownHall {
    public var questions: SQLQuestionStore { SQLQuestionStore(database: database) }

    public var readQuestions: ReadQuestions { ReadQuestions(questions: questions) }

    public var publishAnswers: PublishAnswers { PublishAnswers(questions: questions, audit: audit) }

    /// A question that the office answered in writing; nothing of it is public.
    public func answeredQuestion(_ submission: Submission? = nil, in town: Municipality) async throws -> ReportNumber {
        clock.advance(.seconds(1))
        let number = try await submit(submission ?? .question(in: town), in: town).number
        let answer = Decision(to: .done, justification: "Do 15 marca, pani Zmyślona.")
        try await decide(answer, about: number, publishing: nil, in: town)
        return number
    }

    /// The same in a town where a question is accepted before it is answered.
    public func askedAndAnswered(in town: Municipality) async throws -> ReportNumber {
        let number = try await submit(.question(in: town), in: town).number
        try await decide(Decision(to: .accepted), about: number, publishing: nil, in: town)
        for status in [ReportStatus.inProgress, .done] {
            try await decide(Decision(to: status, justification: "Jutro."), about: number, publishing: nil, in: town)
        }
        return number
    }

    /// The same, with the answer for everybody.
    public func publishedAnswer(
        _ question: String = "Kiedy płaci się podatek od nieruchomości?",
        _ answer: String = "Do 15 marca, w kasie albo przelewem.",
        about topic: ID<CityDomain.Category>? = nil,
        in town: Municipality
    ) async throws -> ReportNumber {
        let number = try await answeredQuestion(.question(about: topic, in: town), in: town)
        try await publish(question, answer, of: number, in: town)
        return number
    }

    public func publish(_ question: String, _ answer: String, of number: ReportNumber, in town: Municipality)
        async throws
    {
        let work = try await answering(number, in: town)
        let seen = try await publishAnswers.stored(readReport.unseen(number, in: town).report, in: town)?.updatedAt
        try await publishAnswers.publish(PublicAnswer(question: question, answer: answer), seeing: seen, work)
    }

    public func answering(_ number: ReportNumber, by caller: Caller = .officer, in town: Municipality) async throws
        -> PublishAnswers.Work
    {
        let open = try await readReport.unseen(number, in: town)
        return PublishAnswers.Work(on: open, by: caller, in: town, at: now)
    }
}
