import CityDomain
import CityKit
import Hummingbird

/// What the link in the letter to somebody opens who says "me too" without an account.
struct SupportPage {
    let state: SupportReport.State
    /// Of the page itself, in the town.
    let path: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("support.\(name).page.title")
        let number = report.map { $0.description } ?? ""
        return PublicPage(title: title, section: .none, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(words("support.\(name).page.text", ["number": .words(number)]))</p>
            \(report.map { "<p>\(Link(words("follow.report", ["number": .words(number)]), to: visit.path("reports/\($0.path)")))</p>" as HTML })
            \(form(visit))
            </div>
            """
        )
    }

    /// The middle of the keys of the texts.
    private var name: String {
        switch state {
        case .asked: "confirm"
        case .given: "said"
        case .over: "over"
        }
    }

    private var report: ReportNumber? {
        switch state {
        case .asked(let number), .given(let number): number
        case .over: nil
        }
    }

    private func form(_ visit: Visit) -> HTML? {
        let words = visit.words
        switch state {
        case .asked:
            return Form(action: visit.path(path)).html(
                """
                \(Consent(name: "news", words: words("support.news")))
                \(Button(words: words("support.confirm.button"), icon: .check))
                """
            )
        case .given:
            return Form(action: visit.path("\(path)/stop")).html(
                Button(words: words("support.back"), icon: .cross, look: .quiet).html
            )
        case .over: return nil
        }
    }
}
