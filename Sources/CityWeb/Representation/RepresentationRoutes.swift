import CityDomain
import CityKit
import Hummingbird

/// Acting for others, as the owner of an account asks for it.
struct RepresentationRoutes {
    let site: Site

    private var ask: AskForRepresentation { site.useCases.residents.representation.ask }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/representations") { request, context in
            let (visit, signed) = try offered(site.residentVisit(request, context))
            let all = try await ask.all(of: signed, in: visit.town)
            return OwnRepresentationsPage(all: all, verification: signed.resident.verification).response(visit)
        }
        router.get("/:town/account/representations/new") { request, context in
            let (visit, _) = try offered(site.residentVisit(request, context))
            return NewRepresentationPage(form: RepresentationForm()).response(visit)
        }
        router.post("/:town/account/representations/new") { request, context in
            try await ask(offered(site.residentVisit(request, context)))
        }
        router.post("/:town/account/representations/:representation/end") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            _ = try await visit.form()
            try await ask.giveUp(visit.representation, of: signed, in: visit.town, at: visit.now)
            return visit.redirect("account/representations?done=ended")
        }
    }

    private typealias Resident = (visit: Visit, signed: SignInResident.Signed)

    private func offered(_ resident: Resident) throws(RepresentationFailure) -> Resident {
        guard resident.visit.town.accounts?.representation != nil else { throw .notOffered }
        return resident
    }

    private func ask(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let form = RepresentationForm(try await visit.form())
        do {
            try await ask(form, of: signed, in: visit.town, at: visit.now)
        } catch let failures as Failures {
            return NewRepresentationPage(form: form, errors: ErrorFields(failures.all, visit.words)).response(visit)
        }
        return visit.redirect("account/representations?done=asked")
    }
}

extension Visit {
    /// The authority that the path names.
    var representation: ID<Representation> { ID(parameter("representation")) }
}

extension RepresentationForm {
    fileprivate init(_ form: FormData) {
        self.init()
        kind = form["kind"]
        name = form["name"]
        registerNumber = form["registerNumber"]
        documentNumber = form["documentNumber"]
        documentDate = form["documentDate"]
        validFrom = form["validFrom"]
        validTo = form["validTo"]
    }
}
