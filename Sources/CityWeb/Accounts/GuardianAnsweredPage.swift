import CityDomain
import CityKit
import Hummingbird

/// Says to a guardian what became of the answer.
struct GuardianAnsweredPage {
    /// What was answered.
    private enum Answer: String {
        case agrees, refuses, withdrawn
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let answer = Answer(rawValue: (try? visit.query())?["answer"] ?? "") ?? .refuses
        let (title, text) =
            switch answer {
            case .agrees: (words("guardian.agrees.title"), words("guardian.agrees.text"))
            case .refuses: (words("guardian.refuses.title"), words("guardian.refuses.text"))
            case .withdrawn: (words("guardian.withdrawn.title"), words("guardian.withdrawn.text"))
            }
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(text)</p>
            </div>
            """
        )
    }
}
