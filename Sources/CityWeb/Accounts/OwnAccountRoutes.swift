import CityDomain
import CityKit
import Hummingbird

/// Everybody's page about their own account at the office.
struct OwnAccountRoutes {
    let site: Site

    private var access: ChangeOwnAccess { site.useCases.staff.ownAccess }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/account") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed, done: visit.query()["done"])
        }
        router.post("/:town/office/account/password") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await changePassword(visit, signed)
        }
        FactorRoutes(access: site.useCases.changeFactors, path: "office/account") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let factors = try access.factors(at: visit.ownAccess(signed))
            return FactorPlace(visit: visit, factors: factors, side: .office(signed))
        }.add(to: router)
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        done: String = "",
        errors: ErrorFields = .none,
        isOldWrong: Bool = false
    ) async throws -> Response {
        let page = try await visit.accountPage("ownAccount.title", signed, errors)
        let own = try visit.ownAccess(signed)
        return OwnAccountPage(
            page: page,
            hasPassword: try await access.hasPassword(own),
            factors: try await site.useCases.changeFactors.ways(of: access.factors(at: own)),
            digest: try await digest(visit, signed),
            done: done,
            errors: errors,
            isOldWrong: isOldWrong
        ).response(visit)
    }

    private func digest(_ visit: Visit, _ signed: SignIn.Signed) async throws -> DigestCard? {
        let wish = try await site.useCases.casework.digests.wish(of: visit.caller(signed), in: visit.town)
        guard let wish, let rule = visit.town.reports.digest else { return nil }
        return DigestCard(wish: wish, rule: rule)
    }

    private func changePassword(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await access.password(
                Password(typed: form["old"]),
                to: Password(typed: form["password"]),
                at: visit.ownAccess(signed)
            )
            return visit.redirect("office/account?done=password")
        } catch let failure as AccountFailure where failure != .signedOut {
            let errors = ErrorFields([failure], visit.words, ids: ["password": "old"])
            return try await show(visit, signed, errors: errors, isOldWrong: true)
        } catch let failure as PasswordFailure {
            return try await show(visit, signed, errors: ErrorFields([failure], visit.words))
        }
    }
}

extension Visit {
    /// - Parameter title: the key of its text.
    func accountPage(_ title: String, _ signed: SignIn.Signed, _ errors: ErrorFields) async throws -> OfficePage {
        OfficePage(
            title: words(title),
            queue: "office/account",
            counts: try await counts(for: signed),
            signed: signed,
            errors: errors
        )
    }

    /// - Throws: `AccountFailure.signedOut`.
    func ownAccess(_ signed: SignIn.Signed) throws -> ChangeOwnAccess.Visit {
        guard let session = staffToken else { throw AccountFailure.signedOut }
        return ChangeOwnAccess.Visit(
            signed,
            session: session,
            request: context.id,
            language: language,
            in: town,
            at: now
        )
    }
}
