import CityDomain
import CityKit
import Hummingbird

/// The queue of deliveries and those that failed, for those of the office who look after it.
struct QueueRoutes {
    let site: Site

    private static let pageSize = 50

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/queue") { request, context in
            let (visit, signed) = try await site.queueVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/queue/retry") { request, context in
            let (visit, signed) = try await site.queueVisit(request, context)
            let (which, caller) = (try await dead(visit), visit.caller(signed))
            try await site.useCases.manageDeliveries.retry(which, by: caller, in: visit.town.id, at: visit.now)
            return visit.redirect("office/queue")
        }
        router.post("/:town/office/queue/give-up") { request, context in
            let (visit, signed) = try await site.queueVisit(request, context)
            let (which, caller) = (try await dead(visit), visit.caller(signed))
            try await site.useCases.manageDeliveries.giveUp(which, by: caller, in: visit.town.id, at: visit.now)
            return visit.redirect("office/queue")
        }
    }

    private func show(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let after = try visit.query()["after"]
        let overview = try await site.useCases.manageDeliveries.overview(
            after: after.isEmpty ? nil : after,
            limit: Self.pageSize,
            by: visit.caller(signed),
            in: visit.town.id,
            at: visit.now
        )
        let page = OfficePage(
            title: visit.words("queue.title"),
            queue: "office/queue",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
        return QueuePage(
            page: page,
            counts: overview.counts,
            webhooks: try await site.useCases.manageWebhooks.all(in: visit.town.id),
            dead: overview.dead
        ).response(visit)
    }

    /// The delivery that the form names, or all.
    private func dead(_ visit: Visit) async throws -> DeadDeliveries {
        let id = try await visit.form()["delivery"]
        return id == QueuePage.all ? .all : .one(ID(id))
    }
}

extension Site {
    fileprivate func queueVisit(_ request: Request, _ context: CityContext) async throws -> (Visit, SignIn.Signed) {
        let (visit, signed) = try await officeVisit(request, context)
        try visit.needs(.reports)
        return (visit, signed)
    }
}
