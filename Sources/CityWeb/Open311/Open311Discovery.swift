import CityDomain
import CityKit
import Hummingbird

/// Where the interface of a town is, and whom to ask for a key.
///
/// Source: https://wiki.open311.org/Service_Discovery
struct Open311Discovery {
    private let call: Open311Call

    init(_ call: Open311Call) { self.call = call }

    func response() -> Response {
        let visit = call.visit
        let shared = visit.site.open311Address
        let document = Document(
            changeset: visit.site.revisedAt([visit.town]),
            contact: visit.town.open311Contact(visit.words),
            keyService: visit.words("open311.keyService", ["contact": .words(visit.town.profile.office.email)]),
            // Two of them, because some programs take a list of one in XML for no list.
            endpoints: [visit.link("open311/v2"), shared].map { Endpoint($0, of: [visit.town], at: visit.site) }
        )
        return call.format.response("discovery", document.value)
    }

    struct Document {
        let changeset: Instant
        let contact: String
        let keyService: String
        let endpoints: [Endpoint]

        var value: Open311Value {
            .record([
                ("changeset", .moment(changeset)), ("contact", .text(contact)), ("key_service", .text(keyService)),
                ("endpoints", .list(of: "endpoint", endpoints.map(\.value))),
            ])
        }
    }

    struct Endpoint {
        let url: String
        let changeset: Instant
        let isTest: Bool

        init(_ url: String, of towns: [Municipality], at site: Site) {
            self.url = url
            changeset = site.revisedAt(towns)
            isTest = site.demo != nil
        }

        var value: Open311Value {
            .record([
                ("specification", .text("http://wiki.open311.org/GeoReport_v2")), ("url", .text(url)),
                ("changeset", .moment(changeset)), ("type", .text(isTest ? "test" : "production")),
                ("formats", .list(of: "format", Open311Format.allCases.map { .text($0.mediaType) })),
            ])
        }
    }
}

/// The address that all towns share, and each town's own one.
struct Open311SharedDiscovery {
    let site: Site

    func response(_ format: Open311Format) -> Response {
        let towns = site.towns.all.filter { $0.profile.modules.contains(.reports) }
        let words = Words(catalogue: site.catalogue, language: .english)
        let contacts = towns.map { town in
            let own = Words(catalogue: site.catalogue, language: town.profile.languages[0])
            return "jurisdiction_id \(town.id): \(town.open311Contact(own))"
        }.joined(separator: "; ")
        let shared = Open311Discovery.Endpoint(site.open311Address, of: towns, at: site)
        let own = towns.map { town in
            Open311Discovery.Endpoint(site.addresses.link(to: "open311/v2", of: town.id), of: [town], at: site)
        }
        let document = Open311Discovery.Document(
            changeset: site.revisedAt(towns),
            contact: contacts,
            keyService: words("open311.keyService", ["contact": .words(contacts)]),
            endpoints: [shared] + own
        )
        return format.response("discovery", document.value)
    }
}

extension Site {
    /// Where all towns are reached, each by its `jurisdiction_id`.
    fileprivate var open311Address: String { "\(addresses.shared)/open311/v2" }

    /// When the newest of the towns' revisions was made.
    fileprivate func revisedAt(_ towns: [Municipality]) -> Instant {
        towns.compactMap { self.towns.revisedAt($0.id) }.max() ?? Instant(milliseconds: 0)
    }
}

extension Municipality {
    fileprivate func open311Contact(_ words: Words) -> String {
        [words(profile.office.name), profile.office.email, profile.office.phone].compactMap(\.self)
            .joined(separator: ", ")
    }
}
