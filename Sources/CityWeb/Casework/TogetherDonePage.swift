import CityDomain
import CityKit
import Hummingbird

/// What became of each of several cases.
struct TogetherDonePage {
    let page: OfficePage
    let outcomes: [TogetherOutcome]
    let back: InboxView

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let done = outcomes.filter { $0.failure == nil }
        let refused = outcomes.filter { $0.failure != nil }
        return page.response(
            visit,
            """
            \(BackLink(words("office.back"), to: visit.path(back.place)))
            \(PageHead(title: page.title, lead: words("together.done.count", ["count": .number(done.count)])))
            \(done.isEmpty ? nil : Card(id: "done", title: words("together.done.done"), content: list(done, visit)))
            \(refused.isEmpty ? nil : Card(
                id: "refused",
                title: words("together.done.refused"),
                look: .danger,
                content: list(refused, visit)
            ))
            """
        )
    }

    private func list(_ outcomes: [TogetherOutcome], _ visit: Visit) -> HTML {
        let lines = outcomes.html { outcome in
            let link = Link(
                outcome.number.description,
                to: visit.path("office/reports/\(outcome.number.path)")
            )
            let why: HTML? = outcome.failure.map { " – \(visit.words($0.text))" }
            return "<li>\(link)\(why)</li>\n"
        }
        return "<ul class=\"outcomes\">\n\(lines)</ul>"
    }
}
