import CityDomain
import CityKit

/// The ways in by services outside, as links. None where the town has no such services.
struct ServiceLinks {
    private let visit: Visit
    private let services: [IdentityProvider]
    /// The path of the pages that lead there.
    private let door: String

    static func ofResidents(_ visit: Visit) -> Self {
        let services = visit.site.useCases.residents.providers.services(in: visit.town)
        return Self(visit: visit, services: services, door: "account/with")
    }

    static func ofOffice(_ visit: Visit) -> Self {
        let services = visit.site.useCases.staff.providers.services(in: visit.town)
        return Self(visit: visit, services: services, door: "office/with")
    }

    var html: HTML? {
        guard !services.isEmpty else { return nil }
        let links = services.html { service in
            let words = visit.words("services.signIn", ["service": .words(service.name)])
            return "<p>\(LinkButton(Link(words, to: visit.path("\(door)/\(service.id)")), look: .quiet))</p>\n"
        }
        return "<p>\(visit.words("services.or"))</p>\n\(links)"
    }
}

/// The services that open an account, and those that could.
struct ServiceCard {
    let linked: [LinkedIdentity]

    func html(_ visit: Visit) -> HTML? {
        let services = visit.site.useCases.residents.providers.services(in: visit.town)
        guard !services.isEmpty || !linked.isEmpty else { return nil }
        let known = linked.html { identity in
            let name = services.first { $0.id == identity.provider }?.name ?? identity.provider.rawValue
            return "<li>\(name) \(unlink(identity.provider, name, visit))</li>\n"
        }
        let others = services.filter { service in !linked.contains { $0.provider == service.id } }.html { service in
            let words = visit.words("services.link", ["service": .words(service.name)])
            return "<li>\(Link(words, to: visit.path("account/with/\(service.id)")))</li>\n"
        }
        return Card(
            id: "services",
            title: visit.words("services.title"),
            icon: .user,
            content:
                "<p class=\"small\">\(visit.words("services.lead"))</p><ul class=\"bullets\">\(known)\(others)</ul>"
        ).html
    }

    private func unlink(_ provider: ID<IdentityProvider>, _ name: String, _ visit: Visit) -> HTML {
        Form(action: visit.path("account/services"), hidden: [("unlink", provider.rawValue)]).html(
            Button(words: visit.words("services.unlink"), look: .quiet, size: .small, context: ": \(name)").html
        )
    }
}
