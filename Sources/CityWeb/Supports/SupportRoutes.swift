import CityDomain
import CityKit
import Hummingbird

/// Saying "me too" of somebody's report: the button on the public page, and the link in the letter to a guest (I-17).
struct SupportRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/reports/:number/support") { request, context in
            try await say(site.visit(request, context))
        }
        router.post("/:town/reports/:number/support/back") { request, context in
            try await takeBack(site.visit(request, context))
        }
        router.get("/:town/support/:supporter/:token") { request, context in
            // Only the button confirms: mail scanners open links.
            try await show(site.visit(request, context))
        }
        router.post("/:town/support/:supporter/:token") { request, context in
            try await confirm(site.visit(request, context))
        }
        router.post("/:town/support/:supporter/:token/stop") { request, context in
            try await stop(site.visit(request, context))
        }
    }

    private var support: SupportReport { site.useCases.supports.support }

    private func say(_ visit: Visit) async throws -> Response {
        let number = try visit.reportNumber
        let form = try await visit.form()
        if let resident = visit.resident {
            let news = Self.news(in: form)
            try await support(number, by: resident, news: news, in: visit.town, at: visit.now)
            return visit.redirect("reports/\(number.path)#support")
        }
        do {
            try await support(
                number,
                email: form["email"],
                language: visit.language,
                for: visit.audience,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as EmailAddressFailure {
            return try await refuse(failure, form, number, visit)
        } catch let failure as FollowFailure {
            return try await refuse(failure, form, number, visit)
        }
        return visit.redirect("reports/\(number.path)?support=asked#support")
    }

    /// The page of the report, with the address that was typed.
    private func refuse(_ failure: any Failure, _ form: FormData, _ number: ReportNumber, _ visit: Visit) async throws
        -> Response
    {
        var support = SupportForm()
        support.email = form["email"]
        support.errors = ErrorFields([failure], visit.words, ids: ["email": "support-email"])
        return try await PublicReportRoutes(site: site).page(of: number, support: support, visit)
    }

    private func takeBack(_ visit: Visit) async throws -> Response {
        let number = try visit.reportNumber
        _ = try await visit.form()
        guard let resident = visit.resident else { throw SupportFailure.accountNeeded }
        try await support.takeBack(number, by: resident, in: visit.town, at: visit.now)
        return visit.redirect("reports/\(number.path)#support")
    }

    private func show(_ visit: Visit) async throws -> Response {
        let (supporter, token) = try link(visit)
        let state = try await support.state(supporter, token: token, in: visit.town)
        return SupportPage(state: state, path: path(supporter, token)).response(visit)
    }

    private func confirm(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let (supporter, token) = try link(visit)
        let news = Self.news(in: form)
        try await support.confirm(supporter, token: token, news: news, in: visit.town, at: visit.now)
        return visit.redirect(path(supporter, token))
    }

    private func stop(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        let (supporter, token) = try link(visit)
        try await support.takeBack(supporter, token: token, in: visit.town, at: visit.now)
        return visit.redirect(path(supporter, token))
    }

    private static func news(in form: FormData) -> SupportReport.News { form["news"] == "yes" ? .wanted : .unwanted }

    private func link(_ visit: Visit) throws -> (ID<Supporter>, Token) {
        try visit.needs(.reports)
        guard let token = Token(typed: visit.parameter("token")) else { throw SupportFailure.wrongLink }
        return (ID(visit.parameter("supporter")), token)
    }

    private func path(_ supporter: ID<Supporter>, _ token: Token) -> String { "support/\(supporter)/\(token.text)" }
}
