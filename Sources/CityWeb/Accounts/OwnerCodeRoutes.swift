import CityDomain
import CityKit
import Hummingbird

/// Where a code is asked for, and sent.
struct OwnerCodeRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/account/code") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            guard let act = OwnerAct(rawValue: try await visit.form()["for"]) else { throw RequestFailure.unknownPage }
            try await site.useCases.residents.owner.sendCode(for: act, to: signed, in: visit.town, at: visit.now)
            return visit.redirect("\(act.page)?code=sent")
        }
    }
}

extension OwnerAct {
    /// Where it is done.
    fileprivate var page: String {
        switch self {
        case .address: "account/email"
        case .erasure: "account/erase"
        case .download: "account/download"
        case .factor: "account/second-step/on"
        }
    }
}
