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

/// Corrects the own data.
struct OwnDataPage {
    let rules: RecipientRules
    let form: RecipientForm
    /// What is changed; another profile by now is not overwritten.
    let seen: Sealed<RecipientProfile>
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RecipientFields(form: form, errors: errors, rules: rules)
        return AccountForm(
            title: words("messages.data.title"),
            lead: words("messages.data.lead"),
            back: Link(words("page.back"), to: visit.path("messages")),
            action: visit.path("messages/data"),
            hidden: [seen.hiddenField],
            fields: """
                \(fields.person(visit))
                \(fields.language(visit))
                \(fields.contacts(words))
                \(Button(words: words("account.save")))
                """,
            errors: errors
        ).response(visit)
    }
}

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
