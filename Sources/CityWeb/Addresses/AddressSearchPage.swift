import CityDomain
import CityKit
import Hummingbird

/// The search for an address as a page of its own, for those who have no list below the field.
struct AddressSearchPage {
    let query: String
    /// Nil before anything was asked.
    let matches: [AddressMatch]?
    /// Whether the town has no register yet.
    let isEmpty: Bool
    var sample: SampleNotice?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("address.search.title"), robots: .hidden).response(
            visit,
            """
            \(PageHead(title: words("address.search.title"), lead: words("address.search.lead")))
            <div class="measure stack">
            \(sample)
            \(AddressLine(
                name: "q",
                label: words("address.search.label"),
                value: query,
                visit: visit
            ).form(action: visit.path("addresses"), button: words("address.search.button")))
            \(answers(visit))
            \(renamed(visit))
            </div>
            """
        )
    }

    private func answers(_ visit: Visit) -> HTML {
        let words = visit.words
        if isEmpty { return EmptyState(title: words("address.empty.title"), text: words("address.empty.text")).html }
        guard let matches else { return .empty }
        guard !matches.isEmpty else {
            return EmptyState(title: words("address.none.title"), text: words("address.none.text")).html
        }
        return """
            <h2>\(words("address.suggestions", ["count": .number(matches.count)]))</h2>
            <ul class="addresses">\(matches.html { answer($0, visit) })</ul>
            """
    }

    private func answer(_ match: AddressMatch, _ visit: Visit) -> HTML {
        let note: HTML? = visit.note(on: match).map { "<p class=\"small muted\">\($0)</p>" }
        let line = match.line(in: visit.language)
        guard let point = match.point, visit.town.profile.modules.contains(.reports) else {
            return "<li><b>\(line)</b>\(note)</li>\n"
        }
        let place = "address=\(line.escapedInQuery)&latitude=\(point.latitude)&longitude=\(point.longitude)"
        let report = Link(visit.words("address.report"), to: visit.path("\(ReportStep.place.path)?\(place)"))
        return "<li><b>\(line)</b>\(note)<p class=\"small\">\(report)</p></li>\n"
    }

    private func renamed(_ visit: Visit) -> HTML? {
        isEmpty ? nil : "<p>\(Link(visit.words("renamed.title"), to: visit.path("renamed-streets")))</p>"
    }
}
