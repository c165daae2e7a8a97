import CityDomain
import CityKit
import Hummingbird

/// Passkeys of somebody of the office: a second factor is proved, then one is made or removed.
struct OwnPasskeyRoutes {
    let site: Site

    private var access: ChangeOwnAccess { site.useCases.staff.ownAccess }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/account/passkeys/prove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await prove(visit, signed)
        }
        router.post("/:town/office/account/passkeys/prove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await allow(visit, signed)
        }
        router.get("/:town/office/account/passkeys/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await new(visit, signed)
        }
        router.post("/:town/office/account/passkeys/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await add(visit, signed)
        }
        router.get("/:town/office/account/passkeys/:passkey/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await removal(visit, signed)
        }
        router.post("/:town/office/account/passkeys/:passkey/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await remove(visit, signed)
        }
    }

    /// Where nobody has a second factor, there is none to prove: the door of the office sets up the first one.
    private func prove(_ visit: Visit, _ signed: SignIn.Signed, _ failure: (any Failure)? = nil) async throws
        -> Response
    {
        guard try await access.ways(of: visit.ownAccess(signed)).hasFactor else {
            return visit.redirect("office/account")
        }
        let page = Factor(
            title: visit.words("passkey.prove.title"),
            lead: visit.words("passkey.prove.lead"),
            action: "office/account/passkeys/prove",
            button: visit.words("signIn.code.button")
        )
        return try await ask(page, failure, visit, signed)
    }

    private func allow(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let answer = FactorAnswer(try await visit.form())
        do {
            try await access.allowPasskey(answer, at: visit.ownAccess(signed))
            return visit.redirect("office/account/passkeys/new")
        } catch let failure as any Failure where failure.isMendable {
            return try await prove(visit, signed, failure)
        }
    }

    private func new(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        name: String? = nil,
        _ failure: (any Failure)? = nil
    ) async throws -> Response {
        guard let request = try await access.newPasskey(at: visit.ownAccess(signed)) else {
            guard let failure else { return visit.redirect("office/account/passkeys/prove") }
            return try await prove(visit, signed, failure)
        }
        let errors = ErrorFields(failure.map { [$0] } ?? [], visit.words)
        let page = try await visit.accountPage("passkey.new.title", signed, errors)
        var response = NewPasskeyPage(page: page, request: request, name: name, errors: errors).response(visit)
        if let failure { response.status = failure.kind.status }
        return response
    }

    private func add(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await access.addPasskey(MadePasskey(form), name: form["name"], at: visit.ownAccess(signed))
            return visit.redirect("office/account?done=passkeyAdded")
        } catch let failure as any Failure where failure.isMendable {
            return try await new(visit, signed, name: form["name"], failure)
        }
    }

    private func removal(_ visit: Visit, _ signed: SignIn.Signed, _ failure: (any Failure)? = nil) async throws
        -> Response
    {
        let ways = try await access.ways(of: visit.ownAccess(signed))
        guard let passkey = ways.passkeys.first(where: { $0.id == visit.passkey }) else {
            return visit.redirect("office/account")
        }
        let page = Factor(
            title: visit.words("passkey.remove.title", ["name": .words(passkey.name.words)]),
            lead: visit.words("passkey.remove.lead"),
            action: "office/account/passkeys/\(passkey.id)/remove",
            button: visit.words("passkey.remove"),
            look: .danger
        )
        return try await ask(page, failure, visit, signed)
    }

    private func remove(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let answer = FactorAnswer(try await visit.form())
        do {
            try await access.removePasskey(visit.passkey, answer, at: visit.ownAccess(signed))
            return visit.redirect("office/account?done=passkeyRemoved")
        } catch let failure as any Failure where failure.isMendable {
            return try await removal(visit, signed, failure)
        }
    }
}

// MARK: - Asking for the second factor

extension OwnPasskeyRoutes {
    /// What a page that asks for the second factor says.
    private struct Factor {
        let title: String
        let lead: String
        let action: String
        let button: String
        var look = ButtonLook.main
    }

    private func ask(_ factor: Factor, _ failure: (any Failure)?, _ visit: Visit, _ signed: SignIn.Signed)
        async throws -> Response
    {
        let errors = ErrorFields(failure.map { [$0] } ?? [], visit.words)
        var page = try await visit.accountPage("ownAccount.title", signed, errors)
        page.title = factor.title
        let fields = FactorFields(
            question: try await access.question(at: visit.ownAccess(signed)),
            action: visit.path(factor.action),
            button: factor.button,
            look: factor.look,
            codes: .ofAppAndRecovery,
            errors: errors
        )
        var response = FactorPage(page: page, lead: factor.lead, fields: fields).response(visit)
        if let failure {
            response.status = failure.kind.status
            response.tell(failure.kind)
        }
        return response
    }
}

extension Visit {
    /// The passkey that the path names.
    fileprivate var passkey: ID<Passkey> { ID(parameter("passkey")) }
}

extension Failure {
    /// Whether the page of the form says what is wrong; whoever is signed out finds the door instead.
    var isMendable: Bool {
        switch self as any Failure {
        case AccountFailure.signedOut: false
        default: self is AccountFailure || self is PasskeyFailure
        }
    }
}
