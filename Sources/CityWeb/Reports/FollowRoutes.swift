import CityDomain
import CityKit
import Hummingbird

/// Following somebody's report by e-mail: the form on the public page, and the link in each letter (I-17).
struct FollowRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/reports/:number/follow") { request, context in
            try await ask(site.visit(request, context))
        }
        router.get("/:town/follow/:follower/:token") { request, context in
            // Only the button confirms: mail scanners open links.
            try await show(site.visit(request, context))
        }
        router.post("/:town/follow/:follower/:token") { request, context in
            try await confirm(site.visit(request, context))
        }
        router.get("/:town/follow/:follower/:token/stop") { request, context in
            try await show(site.visit(request, context))
        }
        router.post("/:town/follow/:follower/:token/stop") { request, context in
            try await stop(site.visit(request, context))
        }
    }

    private func ask(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        let email = try await visit.form()["email"]
        do {
            try await site.useCases.email.follow(
                number,
                email: email,
                language: visit.language,
                for: visit.audience,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as EmailAddressFailure {
            var form = FollowForm()
            (form.email, form.errors) = (email, ErrorFields([failure], visit.words))
            return try await PublicReportRoutes(site: site).page(of: number, form, visit)
        }
        return visit.redirect("reports/\(number.path)?follow=asked#follow")
    }

    private func show(_ visit: Visit) async throws -> Response {
        let (follower, token) = try link(visit)
        let following = try await site.useCases.email.follow.following(follower, token: token, in: visit.town)
        return FollowPage(following: following, path: path(follower, token)).response(visit)
    }

    private func confirm(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        let (follower, token) = try link(visit)
        try await site.useCases.email.follow.confirm(follower, token: token, in: visit.town, at: visit.now)
        return visit.redirect(path(follower, token))
    }

    /// Posted by mail programs as well (RFC 8058, section 3.1), without a word of where the post comes from. The token
    /// in the address is what counts, so the check for forms of other sites is left out.
    private func stop(_ visit: Visit) async throws -> Response {
        let (follower, token) = try link(visit)
        try await site.useCases.email.follow.stop(follower, token: token, in: visit.town)
        return visit.redirect(path(follower, token))
    }

    private func link(_ visit: Visit) throws -> (ID<Follower>, Token) {
        try visit.needs(.reports)
        guard let token = Token(typed: visit.parameter("token")) else { throw FollowFailure.wrongLink }
        return (ID(visit.parameter("follower")), token)
    }

    private func path(_ follower: ID<Follower>, _ token: Token) -> String { "follow/\(follower)/\(token.text)" }
}
