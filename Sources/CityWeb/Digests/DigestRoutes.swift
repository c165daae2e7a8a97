import CityDomain
import CityKit
import Hummingbird

/// The wish of somebody of the office for the letter of the morning, which the own page shows.
struct DigestRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/office/account/digest") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let wish: DigestWish = try await visit.form()["wish"] == DigestWish.declined.rawValue ? .declined : .wanted
            try await site.useCases.casework.digests(wish, by: visit.caller(signed), in: visit.town)
            return visit.redirect("office/account?done=digest#digest")
        }
    }
}
