import CityDomain
import CityKit

/// Where somebody of the office says whether the letter of the morning should come.
struct DigestCard {
    let wish: DigestWish
    let rule: ReportRules.Digest

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let other: DigestWish = wish == .wanted ? .declined : .wanted
        let said = words(
            "digest.\(wish.rawValue)",
            ["time": .words(rule.at.words(in: visit.language)), "term": .text(rule.remind.text)]
        )
        let button = Button(words: words("digest.\(other.rawValue).button"), look: .quiet)
        return Card(
            id: "digest",
            title: words("digest.title"),
            content:
                "<p>\(said)</p>\(Form(action: visit.path("office/account/digest"), hidden: [("wish", other.rawValue)]).html(button.html))"
        ).html
    }
}
