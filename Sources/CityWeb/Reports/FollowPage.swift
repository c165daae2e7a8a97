import CityDomain
import CityKit
import Hummingbird

/// What the link in a follower's letters opens.
struct FollowPage {
    let following: FollowReport.Following
    /// Of the page itself, in the town.
    let path: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("follow.\(state).title")
        let number = report.map { $0.description } ?? ""
        return PublicPage(title: title, section: .none, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(words("follow.\(state).text", ["number": .words(number)]))</p>
            \(report.map { "<p>\(Link(words("follow.report", ["number": .words(number)]), to: visit.path("reports/\($0.path)")))</p>" as HTML })
            \(button(visit))
            </div>
            """
        )
    }

    /// The middle of the keys of the texts.
    private var state: String {
        switch following {
        case .asked: "confirm"
        case .following: "following"
        case .over: "over"
        }
    }

    private var report: ReportNumber? {
        switch following {
        case .asked(let number), .following(let number): number
        case .over: nil
        }
    }

    private func button(_ visit: Visit) -> HTML? {
        let words = visit.words
        switch following {
        case .asked:
            return Form(action: visit.path(path)).html(Button(words: words("follow.confirm.button"), icon: .check).html)
        case .following:
            return Form(action: visit.path("\(path)/stop")).html(
                Button(words: words("follow.stop.button"), icon: .cross, look: .quiet).html
            )
        case .over: return nil
        }
    }
}
