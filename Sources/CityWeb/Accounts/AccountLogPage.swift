import CityDomain
import CityKit
import Hummingbird

/// What happened at the door of an account, for its owner.
struct AccountLogPage {
    let lines: Page<ReadAccountLog.Line>

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("account.log.title")
        let rows = lines.elements.map { row($0, visit) }
        let more = lines.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.older"), to: visit.path("account/log?after=\(next)"))
            )
        }
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(PageHead(title: title, lead: words("account.log.lead", ["period": .text(visit.town.keepsLogFor.text)])))
            \(FactList(rows: rows))\(more)
            <p class="small">\(words("account.leak"))</p>
            </div>
            """
        )
    }

    private func row(_ line: ReadAccountLog.Line, _ visit: Visit) -> CheckList.Row {
        let device = line.place.map { BrowserName($0.device)?.words ?? visit.words("account.devices.unknown") }
        let place = [device, line.place?.network].compactMap(\.self).joined(separator: " · ")
        let from: HTML? = place.isEmpty ? nil : "<br><small>\(place)</small>"
        return CheckList.Row(
            question: visit.words("account.log.\(line.kind.rawValue)"),
            answer: "\(visit.moment(line.at))\(from)"
        )
    }
}
