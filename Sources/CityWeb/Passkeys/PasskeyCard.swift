import CityDomain
import CityKit

/// Somebody's own passkeys, with the ways to add and to remove one.
struct PasskeyCard {
    let passkeys: [NamedPasskey]
    /// The page under which the ways are.
    let place: String

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let add = LinkButton(Link(words("passkey.add"), to: visit.path("\(place)/new")), look: .quiet)
        let list: HTML? = passkeys.isEmpty ? nil : "<ul class=\"bullets\">\(passkeys.html { item($0, visit) })</ul>\n"
        return Card(
            id: "passkeys",
            title: words("passkey.title"),
            content: """
                <p class="small">\(words("passkey.lead"))</p>
                \(list)\(passkeys.count < Passkey.most ? add.html : HTML.empty)
                """
        ).html
    }

    private func item(_ passkey: NamedPasskey, _ visit: Visit) -> HTML {
        let words = visit.words
        let made = words("passkey.madeAt", ["moment": .words(visit.moment(passkey.createdAt))])
        let used =
            passkey.usedAt.map { words("passkey.usedAt", ["moment": .words(visit.moment($0))]) }
            ?? words("passkey.unused")
        let remove = Link(
            words("passkey.remove.title", ["name": .words(passkey.name.words)]),
            to: visit.path("\(place)/\(passkey.id)/remove")
        )
        return "<li><b>\(passkey.name.words)</b><br><small>\(made)<br>\(used)</small><br>\(remove)</li>\n"
    }
}
