import CityDomain
import CityKit
import Hummingbird

/// Asks once more before everything is destroyed (RC-11).
struct LeavePage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("messages.leave.title"),
            lead: words("messages.leave.lead"),
            back: Link(words("page.back"), to: visit.path("messages")),
            action: visit.path("messages/leave"),
            fields: Button(words: words("messages.leave.button"), look: .danger).html
        ).response(visit)
    }
}
