import CityDomain
import CityKit
import Hummingbird

/// What somebody finds whose browser is paired with nobody.
struct MessagesDoorPage {
    let rules: RecipientRules

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let left: HTML? =
            (try? visit.query())?["left"] == "1"
            ? Notice(
                kind: .success,
                title: words("messages.left.title"),
                text: HTML(text: words("messages.left.text"))
            ).html : nil
        let register: HTML? =
            rules.registration.ways.contains(.form)
            ? LinkButton(Link(words("messages.register"), to: visit.path("messages/register"))).html : nil
        return PublicPage(title: words("messages.title"), section: .account).response(
            visit,
            """
            <div class="measure stack">\(left)
            <h1>\(words("messages.title"))</h1>
            <p>\(words("messages.door.lead", ["town": .words(words(visit.town.profile.name))]))</p>
            <ul class="bullets">\(rules.channels.offered.html { "<li>\(words($0.text))</li>\n" })</ul>
            <p>\(register)</p>
            <p>\(words("messages.door.known")) \(Link(words("messages.door.code"), to: visit.path("messages/code")))</p>
            </div>
            """
        )
    }
}
