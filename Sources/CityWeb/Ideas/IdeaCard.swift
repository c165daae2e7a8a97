import CityDomain
import CityKit

/// Where an idea stands: who supports it, how much support it needs and until when, or when the office answers.
struct IdeaCard: Component {
    let visit: Visit
    let progress: IdeaProgress

    var html: HTML {
        let words = visit.words
        return Card(
            id: "idea",
            title: words("idea.card.title"),
            icon: .people,
            content: """
                <p>\(StatusTag(progress.state.look, words(progress.state.text)))</p>
                \(bar)
                <p class="small">\(sentence)</p>
                """
        ).html
    }

    private var bar: HTML {
        guard let needed = progress.needed else {
            return "<p><b>\(visit.words("idea.persons", ["count": .number(progress.persons)]))</b></p>"
        }
        return Progress(
            words: visit.words("idea.support", ["count": .number(progress.persons), "needed": .number(needed)]),
            reached: progress.persons,
            needed: needed
        ).html
    }

    private var sentence: String {
        let words = visit.words
        switch progress.state {
        case .collecting:
            guard let until = progress.until, let left = progress.daysLeft(on: visit.today) else { return "" }
            let key = left == 0 ? "idea.collecting.over" : "idea.collecting.left"
            return words(key, ["count": .number(left), "date": .date(until)])
        case .considered:
            return progress.answerBy.map { words("idea.considered.by", ["date": .date($0)]) }
                ?? words("idea.considered.text")
        case .accepted, .acceptedInPart, .notAccepted, .lapsed: return words("idea.\(progress.state.rawValue).text")
        }
    }
}

extension IdeaState {
    var look: StatusLook {
        switch self {
        case .collecting: .accepted
        case .considered: .working
        case .accepted, .acceptedInPart: .done
        case .notAccepted: .rejected
        case .lapsed: .closed
        }
    }
}

extension Visit {
    /// Nil for what is no idea by the rule of the town, or not public.
    func ideaCard(of report: Report, persons: Int) -> IdeaCard? {
        IdeaProgress(report, persons: persons, in: town).map { IdeaCard(visit: self, progress: $0) }
    }

    func ideaCard(of report: Report) async throws -> IdeaCard? {
        guard town.takesIdeas(report.kind, in: report.category) else { return nil }
        return ideaCard(of: report, persons: try await site.useCases.supports.count(report.id, in: town.id))
    }
}
