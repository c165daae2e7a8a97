import CityDomain
import CityKit
import Hummingbird

/// Says what is erased with an account and what stays, and asks for a proof.
struct ErasePage {
    var errors = ErrorFields.none

    func response(_ visit: Visit, of signed: SignInResident.Signed) -> Response {
        let words = visit.words
        let title = words("erase.title")
        return PublicPage(title: title, section: .account, robots: .hidden, errors: errors).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account/privacy")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("erase.lead"))</p>
            <h2>\(words("erase.goes"))</h2>
            \(list(["data", "devices", "drafts", "letters", "contact"].map { words("erase.goes.\($0)") }))
            <h2>\(words("erase.stays"))</h2>
            \(list(["reports", "text", "anonymous", "copies"].map { words("erase.stays.\($0)") }))
            \(Card(id: "erase", title: words("erase.confirm"), look: .danger, content: form(visit, signed)))
            </div>
            """
        )
    }

    private func list(_ items: [String]) -> HTML { "<ul class=\"bullets\">\(items.html { "<li>\($0)</li>\n" })</ul>" }

    private func form(_ visit: Visit, _ signed: SignInResident.Signed) -> HTML {
        let words = visit.words
        let proof = OwnerProofFields(act: .erasure, signed: signed, errors: errors)
        let way = LinkButton(Link(words("erase.keep"), to: visit.path("account/privacy")), look: .quiet)
        let button = Button(words: words("erase.button"), look: .danger)
        let form = Form(action: visit.path("account/erase"))
            .html("\(proof.field(words))<div class=\"row\">\(button)\(way)</div>")
        return "\(proof.sender(visit))\(form)"
    }
}

/// Says that the account is gone.
struct ErasedPage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let message = PageMessage(
            icon: .check,
            title: words("erased.title"),
            paragraphs: [words("erased.text"), words("erased.letter")],
            actions: [LinkButton(Link(words("nav.home"), to: visit.path("")))]
        )
        return PublicPage(title: words("erased.title"), section: .none, robots: .hidden).response(visit, message.html)
    }
}
