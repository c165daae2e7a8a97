import CityDomain
import CityKit
import Hummingbird

/// What falls due by the rules of retention, for those who answer for personal data. It shows counts and numbers of cases.
struct RetentionRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/retention") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let preview = site.useCases.previewRetention
            let page = OfficePage(
                title: visit.words("retention.title"),
                queue: "office/retention",
                counts: try await visit.counts(for: signed),
                signed: signed
            )
            return RetentionPage(
                page: page,
                forecasts: try await preview(in: visit.town, at: visit.now),
                ended: try await preview.ended(in: visit.town, at: visit.now),
                log: try await preview.log(in: visit.town),
                lastRun: try await preview.lastRun(in: visit.town)
            ).response(visit)
        }
    }
}
