import CityDomain
import CityKit
import Hummingbird

/// The addresses that the owner of an account keeps there.
struct OwnAddressRoutes {
    let site: Site

    static let path = "account/addresses"

    private var addresses: KeepOwnAddresses { site.useCases.residents.addresses }

    func add(to router: Router<CityContext>) {
        router.get("/:town/\(Self.path)") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return OwnAddressesPage(all: try await addresses.all(of: signed, in: visit.town)).response(visit)
        }
        router.get("/:town/\(Self.path)/new") { request, context in
            let (visit, _) = try site.residentVisit(request, context)
            return OwnAddressFormPage(form: OwnAddressForm(), place: .new).response(visit)
        }
        router.post("/:town/\(Self.path)/new") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return try await take(.new, "added", visit) { form in
                try await addresses.add(form, of: signed, in: visit.town, visit.language, at: visit.now)
            }
        }
        router.get("/:town/\(Self.path)/:address") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let own = try await addresses.one(visit.ownAddress, of: signed, in: visit.town)
            return OwnAddressFormPage(form: OwnAddressForm(own), place: .kept(visit.ownAddress)).response(visit)
        }
        router.post("/:town/\(Self.path)/:address") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let id = visit.ownAddress
            return try await take(.kept(id), "changed", visit) { form in
                try await addresses.change(id, to: form, of: signed, in: visit.town, visit.language, at: visit.now)
            }
        }
        addRemoval(to: router)
    }

    private func addRemoval(to router: Router<CityContext>) {
        router.get("/:town/\(Self.path)/:address/remove") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let own = try await addresses.one(visit.ownAddress, of: signed, in: visit.town)
            return OwnAddressRemovalPage(id: visit.ownAddress, own: own).response(visit)
        }
        router.post("/:town/\(Self.path)/:address/remove") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            _ = try await visit.form()
            try await addresses.remove(visit.ownAddress, of: signed, in: visit.town)
            return visit.redirect("\(Self.path)?done=removed")
        }
    }

    /// Keeps what was typed, or asks which house was meant, or shows the form again with what is wrong.
    private func take(
        _ place: OwnAddressFormPage.Place,
        _ done: String,
        _ visit: Visit,
        _ keep: (OwnAddressForm) async throws -> KeepOwnAddresses.Outcome
    ) async throws -> Response {
        let form = OwnAddressForm(try await visit.form())
        do {
            switch try await keep(form) {
            case .kept: return visit.redirect("\(Self.path)?done=\(done)")
            case .unclear(let matches): return choice(among: matches, form, place, visit)
            }
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return OwnAddressFormPage(form: form, place: place, errors: errors).response(visit)
        }
    }

    private func choice(
        among matches: [AddressMatch],
        _ form: OwnAddressForm,
        _ place: OwnAddressFormPage.Place,
        _ visit: Visit
    ) -> Response {
        AddressChoicePage(
            typed: form.address,
            choices: matches,
            section: .account,
            back: place.path,
            action: place.path,
            answer: "chosen",
            hidden: [
                ("kind", form.kind), ("words", form.words), ("typed", form.address), ("flat", form.flat),
            ],
            typedHint: visit.offersPlaces ? "ownAddress.typed.hint" : "ownAddress.typed.hint.quiet"
        ).response(visit)
    }
}

extension Visit {
    /// The address that the path names.
    fileprivate var ownAddress: ID<OwnAddress> { ID(parameter("address")) }
}

extension OwnAddressForm {
    /// - Parameter form: of the page itself, or of the question which house was meant.
    fileprivate init(_ form: FormData) {
        self.init()
        kind = form["kind"]
        words = form["words"]
        flat = form["flat"]
        let isAnswer = form.names.contains("typed")
        address = form[isAnswer ? "typed" : "address"]
        chosen = isAnswer && form.names.contains("chosen") ? form["chosen"] : nil
    }
}
