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
        router.get("/:town/office/account/codes") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await askForCodes(visit, signed)
        }
        router.post("/:town/office/account/codes") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await renewCodes(visit, signed)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        done: String = "",
        errors: ErrorFields = .none,
        isOldWrong: Bool = false
    ) async throws -> Response {
        let page = try await visit.accountPage("ownAccount.title", signed, errors)
        let ways = try await access.ways(of: visit.ownAccess(signed))
        let own = OwnAccountPage(page: page, ways: ways, done: done, errors: errors, isOldWrong: isOldWrong)
        return own.response(visit)
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
            return try await refused(errors, failure.kind, isOldWrong: true, visit, signed)
        } catch let failure as PasswordFailure {
            return try await refused(ErrorFields([failure], visit.words), failure.kind, visit, signed)
        }
    }

    private func askForCodes(_ visit: Visit, _ signed: SignIn.Signed, _ errors: ErrorFields = .none) async throws
        -> Response
    {
        let question = try await access.question(at: visit.ownAccess(signed))
        guard question.hasApp || question.passkey != nil else { return visit.redirect("office/account") }
        let fields = FactorFields(
            question: question,
            action: visit.path("office/account/codes"),
            button: visit.words("ownAccount.codes.button"),
            codes: .ofApp,
            errors: errors
        )
        let page = try await visit.accountPage("ownAccount.codes.title", signed, errors)
        return FactorPage(page: page, lead: visit.words("ownAccount.codes.text"), fields: fields).response(visit)
    }

    private func renewCodes(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let answer = FactorAnswer(try await visit.form())
        do {
            let codes = try await access.recoveryCodes(answer, at: visit.ownAccess(signed))
            return RecoveryCodesPage(codes: codes).response(visit)
        } catch let failure as any Failure where failure.isMendable {
            var response = try await askForCodes(visit, signed, ErrorFields([failure], visit.words))
            response.status = failure.kind.status
            response.tell(failure.kind)
            return response
        }
    }

    private func refused(
        _ errors: ErrorFields,
        _ kind: FailureKind,
        isOldWrong: Bool = false,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        var response = try await show(visit, signed, errors: errors, isOldWrong: isOldWrong)
        response.status = kind.status
        response.tell(kind)
        return response
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
            isFaulty: !errors.isEmpty
        )
    }

    /// - Throws: `AccountFailure.signedOut`.
    func ownAccess(_ signed: SignIn.Signed) throws -> ChangeOwnAccess.Visit {
        guard let session = staffToken else { throw AccountFailure.signedOut }
        return ChangeOwnAccess.Visit(signed, session: session, request: context.id, in: town, at: now)
    }
}
