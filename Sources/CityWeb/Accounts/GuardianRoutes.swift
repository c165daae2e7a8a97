import CityDomain
import CityKit
import Hummingbird

/// What guardians of young people do by the links of their letters: agree, refuse, take the consent back.
struct GuardianRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/guardian/:link/:token") { request, context in
            // Only a button answers: mail scanners open links.
            let visit = try site.accountVisit(request, context)
            let (link, token) = visit.accountLink
            let question = try await site.useCases.residents.guardian
                .question(behind: link, token: token, in: visit.town, at: visit.now)
            return GuardianPage(question: question).response(visit)
        }
        router.post("/:town/account/guardian/:link/:token") { request, context in
            try await answer(site.accountVisit(request, context))
        }
        router.get("/:town/account/guardian") { request, context in
            GuardianAnsweredPage().response(try site.accountVisit(request, context))
        }
        router.get("/:town/account/withdraw/:resident/:token") { request, context in
            let visit = try site.accountVisit(request, context)
            let profile = try await site.useCases.residents.erase
                .ward(visit.ward, token: visit.accountLink.1, in: visit.town)
            return WithdrawPage(profile: profile).response(visit)
        }
        router.post("/:town/account/withdraw/:resident/:token") { request, context in
            let visit = try site.accountVisit(request, context)
            _ = try await visit.form()
            let token = visit.accountLink.1
            try await site.useCases.residents.erase(ward: visit.ward, token: token, in: visit.town, at: visit.now)
            return visit.redirect("account/guardian?answer=withdrawn")
        }
    }

    private func answer(_ visit: Visit) async throws -> Response {
        let (link, token) = visit.accountLink
        let answer = AnswerAsGuardian.Answer(rawValue: try await visit.form()["answer"])
        guard let answer else { return visit.redirect("account/guardian/\(link)/\(token?.text ?? "")") }
        try await site.useCases.residents.guardian(answer, by: link, token: token, in: visit.town, at: visit.now)
        return visit.redirect("account/guardian?answer=\(answer.rawValue)")
    }
}

extension Visit {
    fileprivate var ward: ID<Resident> { ID(parameter("resident")) }
}
