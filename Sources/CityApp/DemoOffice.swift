import CityDomain
import CityKit

/// What the office of a demonstration has: a firm in the register, and answers that everybody reads.
struct DemoOffice {
    let composition: Composition
    let town: Municipality
    let caller: Caller

    func settle() async throws {
        try await keepFirm()
        guard town.reports.reporting.anonymous != .off else { return }
        for (index, asked) in Self.asked.enumerated() {
            guard let topic = town.category(ID(asked.topic)), town.takesQuestions(topic.kind) else { continue }
            try await answer(asked, clientKey: "demo-question-\(index)")
        }
    }

    private func keepFirm() async throws {
        guard town.reports.contractors != nil else { return }
        let firm = KeepContractors.Typed(
            name: "Zmyślone Drogi",
            email: "dyzurny@zmyslone-drogi.example",
            company: "Zmyślone Drogi sp. z o.o.",
            language: (town.profile.languages.first ?? .polish).rawValue,
            units: [],
            categories: []
        )
        try await composition.keepContractors.add(firm, by: caller, in: town, at: now)
    }

    private func answer(_ asked: Asked, clientKey: String) async throws {
        let number = try await submit(asked, clientKey: clientKey)
        _ = try await composition.decideReport(
            Decision(to: .done, justification: asked.answer),
            about: number,
            publicText: nil,
            seen: 1,
            by: caller,
            in: town,
            at: now
        )
        let open = try await composition.readReport(number, by: caller, in: town, at: now)
        try await composition.publishAnswers.publish(
            PublicAnswer(question: asked.question, answer: asked.answer),
            seeing: nil,
            PublishAnswers.Work(on: open, by: caller, in: town, at: now)
        )
    }

    private func submit(_ asked: Asked, clientKey: String) async throws -> ReportNumber {
        var submission = Submission()
        submission.category = asked.topic
        submission.description = asked.words
        submission.termsVersion = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        submission.declaresAge = true
        submission.email = "mieszkanka@poczta.example"
        return try await composition.submitReport(
            submission,
            clientKey: try ClientKey(clientKey),
            origin: .page,
            language: town.profile.languages.first ?? .polish,
            in: town,
            at: now
        ).number
    }

    private var now: Instant { composition.foundations.clock.now }

    private struct Asked {
        let topic: String
        /// As the resident wrote it.
        let words: String
        /// As everybody reads it.
        let question: String
        let answer: String
    }

    private static let asked: [Asked] = [
        Asked(
            topic: "question-fees",
            words: "Dzień dobry, do kiedy muszę zapłacić podatek za mieszkanie?",
            question: "Do kiedy płaci się podatek od nieruchomości?",
            answer:
                "W czterech ratach: do 15 marca, 15 maja, 15 września i 15 listopada, przelewem albo w kasie urzędu."
        ),
        Asked(
            topic: "question",
            words: "Chcę wymienić dowód. Czy muszę przyjść z dzieckiem po jego dowód?",
            question: "Czy dziecko musi być przy składaniu wniosku o jego dowód osobisty?",
            answer: "Tak, od piątych urodzin. Młodsze dziecko może zostać w domu."
        ),
    ]
}
