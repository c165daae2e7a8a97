import CityDomain
import CityKit
import Hummingbird

/// The views of the inbox that people of the office keep.
struct InboxViewRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/office/views") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = try await visit.form()
            let (view, name) = (InboxView(form, in: visit.town), form["name"])
            do {
                let views = site.useCases.casework.views
                try await views.keep(view, as: name, of: signed.staff, in: visit.town, at: visit.now)
                return visit.redirect(view.place)
            } catch let failure as CaseworkFailure {
                let errors = ErrorFields([failure], visit.words)
                return try await InboxRoutes(site: site)
                    .inbox(view, keeping: name, errors: errors, visit, signed)
            }
        }
        router.post("/:town/office/views/:view/forget") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let view = InboxView(try await visit.form(), in: visit.town)
            let id = ID<SavedInboxView>(visit.parameter("view"))
            try await site.useCases.casework.views.forget(id, of: signed.staff, in: visit.town)
            return visit.redirect(view.place)
        }
    }
}
