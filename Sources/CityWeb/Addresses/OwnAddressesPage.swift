import CityDomain
import CityKit
import Hummingbird

/// The addresses of an account, with ways to change each.
struct OwnAddressesPage {
    let all: [KeepOwnAddresses.Entry]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("ownAddress.title")
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(done(visit))
            <h1>\(title)</h1>
            <p>\(words(visit.offersPlaces ? "ownAddress.lead" : "ownAddress.lead.quiet"))</p>
            \(list(visit))
            \(adding(visit))
            </div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        let done = (try? visit.query()["done"]) ?? ""
        return ["added", "changed", "removed"].first { $0 == done }.map { key in
            Notice(kind: .success, title: visit.words("ownAddress.done.\(key)"), text: "").html
        }
    }

    private func list(_ visit: Visit) -> HTML {
        guard !all.isEmpty else {
            return EmptyState(title: visit.words("ownAddress.none.title"), text: visit.words("ownAddress.none.text"))
                .html
        }
        return all.html { card($0, visit) }
    }

    private func card(_ entry: KeepOwnAddresses.Entry, _ visit: Visit) -> HTML {
        let (words, own) = (visit.words, entry.own)
        let path = visit.path("\(OwnAddressRoutes.path)/\(entry.id)")
        let place = words(own.address.registered == nil ? "ownAddress.unplaced" : "ownAddress.placed")
        return Card(
            id: "address-\(entry.id)",
            title: own.name(words),
            element: .article,
            content: """
                <p>\(own.address.words(words))</p>
                <p class="small muted">\(place)</p>
                \(Cluster(
                    Link(words("ownAddress.change"), to: path, context: ": \(own.name(words))"),
                    Link(words("ownAddress.remove"), to: "\(path)/remove", context: ": \(own.name(words))")
                ))
                """
        ).html
    }

    private func adding(_ visit: Visit) -> HTML {
        let words = visit.words
        guard all.count < KeepOwnAddresses.most else {
            return "<p class=\"muted\">\(words("ownAddress.full", ["limit": .number(KeepOwnAddresses.most)]))</p>"
        }
        return LinkButton(Link(words("ownAddress.add"), to: visit.path("\(OwnAddressRoutes.path)/new"))).html
    }
}

extension Visit {
    /// Whether an own address can become the place of a report; not where the town takes none.
    var offersPlaces: Bool { town.profile.modules.contains(.reports) }
}

extension OwnAddress {
    /// “Home”, or the person's own words.
    func name(_ words: Words) -> String { kind == .other ? self.words : words(kind.text) }
}

extension PersonalAddress {
    /// With the flat, where there is one.
    func words(_ words: Words) -> String {
        flat.isEmpty ? line : words("ownAddress.withFlat", ["address": .words(line), "flat": .words(flat)])
    }
}

/// Asks what an address is to somebody, and where it is.
struct OwnAddressFormPage {
    /// Which address the form is of.
    enum Place {
        case new
        case kept(ID<OwnAddress>)

        var path: String {
            switch self {
            case .new: "\(OwnAddressRoutes.path)/new"
            case .kept(let id): "\(OwnAddressRoutes.path)/\(id)"
            }
        }

        fileprivate var title: String {
            switch self {
            case .new: "ownAddress.add"
            case .kept: "ownAddress.change"
            }
        }
    }

    let form: OwnAddressForm
    let place: Place
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words(place.title),
            lead: words("ownAddress.private"),
            back: Link(words("page.back"), to: visit.path(OwnAddressRoutes.path)),
            action: visit.path(place.path),
            fields: """
                \(kinds(words))
                \(line("words", form.words, words))
                \(AddressLine(
                    name: "address",
                    label: words("ownAddress.field.address"),
                    hint: words("ownAddress.field.address.hint"),
                    error: errors["address"],
                    value: form.address,
                    visit: visit
                ))
                \(line("flat", form.flat, words))
                \(Button(words: words("account.save")))
                """,
            errors: errors
        ).response(visit)
    }

    private func kinds(_ words: Words) -> Choices {
        Choices(
            name: "kind",
            legend: words("ownAddress.field.kind"),
            error: errors["kind"],
            choices: OwnAddress.Kind.allCases.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [form.kind],
            columns: .two
        )
    }

    private func line(_ name: String, _ value: String, _ words: Words) -> Field {
        Field(
            name: name,
            label: words("ownAddress.field.\(name)"),
            hint: words("ownAddress.field.\(name).hint"),
            error: errors[name],
            optional: words("form.optional"),
            control: .line(TextLine(value: value, width: .half, autocomplete: .off))
        )
    }
}

/// Asks once more before an address goes.
struct OwnAddressRemovalPage {
    let id: ID<OwnAddress>
    let own: OwnAddress

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let address = own.address.words(words)
        let lead = visit.offersPlaces ? "ownAddress.removal.lead" : "ownAddress.removal.lead.quiet"
        return AccountForm(
            title: words("ownAddress.removal.title"),
            lead: words(lead, ["name": .words(own.name(words)), "address": .words(address)]),
            back: Link(words("page.back"), to: visit.path(OwnAddressRoutes.path)),
            action: visit.path("\(OwnAddressRoutes.path)/\(id)/remove"),
            fields: Button(words: words("ownAddress.remove"), look: .danger).html
        ).response(visit)
    }
}
