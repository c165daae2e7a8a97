import CityDomain
import CityKit

/// Somebody's own second factors, with the ways to change them.
struct FactorCards {
    let ways: ChangeFactors.Ways
    /// The page under which the ways are.
    let path: String

    func html(_ visit: Visit) -> HTML {
        "\(PasskeyCard(passkeys: ways.passkeys, place: "\(path)/passkeys").html(visit))\(app(visit))\(codes(visit))"
    }

    /// The key of what is said after a change; nil for nothing.
    static func notice(of done: String) -> String? {
        [
            "passkeyAdded": "passkey.done.added", "passkeyRemoved": "passkey.done.removed",
            "appSet": "secondStep.done.appSet",
        ][done]
    }

    private func app(_ visit: Visit) -> HTML {
        let words = visit.words
        let key = ways.hasApp ? "secondStep.app.replace" : "secondStep.app.add"
        let way = Link(words(key), to: visit.path("\(path)/app/new"))
        return Card(
            id: "app",
            title: words("secondStep.app.title"),
            content: """
                <p class="small">\(words(ways.hasApp ? "secondStep.app.there" : "secondStep.app.missing"))</p>
                \(LinkButton(way, look: .quiet))
                """
        ).html
    }

    private func codes(_ visit: Visit) -> HTML {
        let words = visit.words
        let way = Link(words("ownAccount.codes.button"), to: visit.path("\(path)/codes"))
        return Card(
            id: "codes",
            title: words("ownAccount.codes.title"),
            content: """
                <p class="small">\(words("ownAccount.codes.text"))</p>
                \(LinkButton(way, look: .quiet))
                """
        ).html
    }
}
