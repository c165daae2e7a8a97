import CityDomain
import CityKit
import CityStorage

/// The invented reports of a demonstration, at several stages of their life, so that no list and no map is empty.
struct DemoReports {
    let composition: Composition
    let town: Municipality
    let caller: Caller

    /// How far a report has come.
    private enum Stage { case new, asked, accepted, inProgress, done }

    private struct Story {
        let category: String
        let description: String
        let address: String
        /// From the middle of the town, in thousandths of a degree to the north and to the east.
        let place: (north: Double, east: Double)
        let stage: Stage
    }

    /// Sends and handles the reports. A town that takes reports from accounts only has none yet.
    func settle() async throws {
        guard town.reports.reporting.anonymous != .off else { return }
        for (index, story) in Self.stories.enumerated() {
            guard let category = town.category(ID(story.category)) else { continue }
            let number = try await submit(story, to: category, clientKey: "demo-\(index)")
            try await bring(number, to: story.stage, story)
        }
    }

    private func submit(_ story: Story, to category: CityDomain.Category, clientKey: String) async throws
        -> ReportNumber
    {
        var submission = Submission()
        submission.category = category.id.rawValue
        submission.description = story.description
        submission.address = story.address
        if let point = point(of: story) {
            submission.latitude = "\(point.latitude)"
            submission.longitude = "\(point.longitude)"
        }
        for field in category.askedFields where field.isRequired {
            submission.answers[field.id.rawValue] = (field.offeredOptions.first?.id).map { [$0] } ?? []
        }
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

    private func bring(_ number: ReportNumber, to stage: Stage, _ story: Story) async throws {
        switch stage {
        case .new: break
        case .asked:
            guard town.reports.question != nil else { return }
            let work = HandleReport.Work(number, seen: 1, by: caller, in: town, at: now)
            try await composition.handleReport.ask(work, question: "Z której strony ronda? Podaj numer domu obok.")
        case .accepted: try await move(number, to: .accepted, story)
        case .inProgress:
            try await bring(number, to: .accepted, story)
            try await move(number, to: .inProgress, story)
        case .done:
            try await bring(number, to: .inProgress, story)
            try await move(number, to: .done, story)
        }
    }

    private func move(_ number: ReportNumber, to status: ReportStatus, _ story: Story) async throws {
        let seen = try await composition.reports.file(number, in: town.id)?.report.history.count ?? 0
        _ = try await composition.decideReport(
            Decision(to: status, justification: Self.words[status] ?? ""),
            about: number,
            publicText: PublicText(
                title: PublicText.title(of: story.description),
                description: story.description,
                address: story.address,
                point: point(of: story)
            ),
            seen: seen,
            by: caller,
            in: town,
            at: now
        )
    }

    private static let words: [ReportStatus: String] = [.inProgress: "Ekipa jest zamówiona.", .done: "Naprawione."]

    private var now: Instant { composition.foundations.clock.now }

    /// Nil where the town has no outline, and where the place would be outside of it.
    private func point(of story: Story) -> Coordinate? {
        guard let ring = town.boundary?.rings.first, !ring.isEmpty else { return nil }
        let count = Double(ring.count)
        let middle = Coordinate(
            latitude: ring.reduce(0) { $0 + $1.latitude } / count + story.place.north / 1_000,
            longitude: ring.reduce(0) { $0 + $1.longitude } / count + story.place.east / 1_000
        )
        return middle.flatMap { town.ground(at: $0) == .outside ? nil : $0 }
    }

    private static let stories: [Story] = [
        Story(
            category: "street-light",
            description: "Nie świecą trzy latarnie przy przejściu dla pieszych. Po zmroku nie widać ludzi.",
            address: "ul. Zmyślona 21",
            place: (6, 9),
            stage: .inProgress
        ),
        Story(
            category: "pavement",
            description: "Zapadł się chodnik przy studzience, można skręcić nogę.",
            address: "ul. Przykładowa 4",
            place: (-12, 24),
            stage: .accepted
        ),
        Story(
            category: "sign",
            description: "Znak ustąp pierwszeństwa leży w krzakach.",
            address: "skrzyżowanie Wymyślonej i Próbnej",
            place: (18, -20),
            stage: .new
        ),
        Story(
            category: "bin",
            description: "Kosz przy ławce jest od tygodnia pełny.",
            address: "park przy ul. Bajkowej",
            place: (-6, -42),
            stage: .done
        ),
        Story(
            category: "pothole",
            description: "Duża dziura na wyjeździe z ronda, auta omijają ją przez przeciwny pas.",
            address: "rondo Zmyślone",
            place: (24, 12),
            stage: .asked
        ),
        Story(
            category: "tree",
            description: "Złamany konar wisi nad placem zabaw.",
            address: "ul. Bajkowa 12",
            place: (-24, 3),
            stage: .new
        ),
        Story(
            category: "idea",
            description: "Przydałby się stojak na rowery przy bibliotece.",
            address: "ul. Zmyślona 2",
            place: (3, -9),
            stage: .accepted
        ),
    ]
}
