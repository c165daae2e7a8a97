import CityDomain
import CityKit
import Hummingbird

/// What is announced of disturbances, for everybody: now, planned, past.
struct DisruptionPage {
    /// Those that run, then those to come.
    let current: [Disruption]
    let past: [Disruption]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let running = current.filter { $0.phase(at: visit.now) == .running }
        let upcoming = current.filter { $0.phase(at: visit.now) == .upcoming }
        let calm: HTML? =
            running.isEmpty
            ? Notice(
                kind: .information,
                icon: .check,
                title: words("disruption.calm"),
                text: HTML(text: words("disruption.calm.text"))
            ).html
            : nil
        return PublicPage(title: words("disruption.title")).response(
            visit,
            """
            <div class="measure stack">
            \(PageHead(title: words("disruption.title"), lead: words("disruption.lead")))
            \(calm)\(part("running", running, visit))\(part("upcoming", upcoming, visit))\(part("past", past, visit))
            <p>\(Link(words("disruption.contact"), to: visit.path("imprint")))</p>
            </div>
            """
        )
    }

    private func part(_ name: String, _ disruptions: [Disruption], _ visit: Visit) -> HTML? {
        guard !disruptions.isEmpty else { return nil }
        let title =
            switch name {
            case "running": visit.words("disruption.part.running")
            case "upcoming": visit.words("disruption.part.upcoming")
            default: visit.words("disruption.part.past")
            }
        return PageSection(
            id: name,
            title: title,
            content: "<div class=\"stack\">\(disruptions.html { card($0, visit) })</div>"
        ).html
    }

    private func card(_ disruption: Disruption, _ visit: Visit) -> HTML {
        let shown = DisruptionWords(disruption, visit)
        let note = shown.phase == .cancelled ? visit.words("disruption.cancelled") : nil
        let announced = visit.words(
            "disruption.announced",
            ["moment": .words(shown.moment(disruption.announcedAt))]
        )
        return Card(
            id: "disruption-\(disruption.id)",
            title: shown.headline,
            icon: shown.phase == .running ? .warning : .clock,
            note: note,
            look: shown.phase == .running ? .framed : .plain,
            element: .article,
            content: """
                <p><b>\(shown.span)</b></p>
                \(shown.affected)
                <p class="small muted">\(announced)</p>
                """
        ).html
    }
}
