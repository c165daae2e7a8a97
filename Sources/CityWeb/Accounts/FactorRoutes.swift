import CityDomain
import CityKit
import Hummingbird

/// How somebody changes the own second factors: one is proved, then one is made, replaced or removed.
struct FactorRoutes {
    /// What is set up.
    private enum Kind: String {
        case app, passkeys
    }

    let access: ChangeFactors
    /// From the town's address on, without a slash at the end.
    let path: String
    let place: @Sendable (Request, CityContext) async throws -> FactorPlace

    func add(to router: Router<CityContext>) {
        for kind in [Kind.app, .passkeys] {
            let base: RouterPath = "/:town/\(path)/\(kind.rawValue)"
            router.get("\(base)/prove") { request, context in try await prove(kind, place(request, context)) }
            router.post("\(base)/prove") { request, context in try await allow(kind, place(request, context)) }
            router.get("\(base)/new") { request, context in try await new(kind, place(request, context)) }
            router.post("\(base)/new") { request, context in try await add(kind, place(request, context)) }
        }
        router.get("/:town/\(path)/passkeys/:passkey/remove") { request, context in
            try await removal(place(request, context))
        }
        router.post("/:town/\(path)/passkeys/:passkey/remove") { request, context in
            try await remove(place(request, context))
        }
        router.get("/:town/\(path)/codes") { request, context in try await askForCodes(place(request, context)) }
        router.post("/:town/\(path)/codes") { request, context in try await renewCodes(place(request, context)) }
    }

    /// Where nobody has a second factor, there is none to prove: the first one is set up another way.
    private func prove(_ kind: Kind, _ place: FactorPlace, _ failure: (any Failure)? = nil) async throws -> Response {
        let words = place.visit.words
        guard try await access.ways(of: place.factors).hasFactor else { return place.visit.redirect(place.path) }
        return try await place.ask(
            FactorPlace.Step(
                title: words("passkey.prove.title"),
                lead: words(kind == .app ? "secondStep.app.prove" : "passkey.prove.lead"),
                path: "\(kind.rawValue)/prove",
                button: words("signIn.code.button")
            ),
            access,
            failure
        )
    }

    private func allow(_ kind: Kind, _ place: FactorPlace) async throws -> Response {
        let answer = FactorAnswer(try await place.visit.form())
        do {
            try await access.allow(answer, at: place.factors)
            return place.visit.redirect("\(place.path)/\(kind.rawValue)/new")
        } catch let failure as any Failure where failure.isMendable {
            return try await prove(kind, place, failure)
        }
    }

    private func new(_ kind: Kind, _ place: FactorPlace, name: String? = nil, _ failure: (any Failure)? = nil)
        async throws -> Response
    {
        guard let setUp = try await access.setUp(at: place.factors) else {
            guard let failure else { return place.visit.redirect("\(place.path)/\(kind.rawValue)/prove") }
            return try await prove(kind, place, failure)
        }
        let words = place.visit.words
        let fields = SetUpFields(
            setUp: setUp,
            action: place.visit.path("\(place.path)/\(kind.rawValue)/new"),
            name: name,
            errors: place.errors(failure)
        )
        switch kind {
        case .app:
            // The first factor may as well be a passkey.
            let isFirst = try await !access.ways(of: place.factors).hasFactor
            let content = try isFirst ? fields.ofEither(place.visit) : fields.ofApp(place.visit)
            return try await place.response(
                title: words("signIn.setUp.title"),
                lead: words("secondStep.app.lead"),
                failure,
                content
            )
        case .passkeys:
            return try await place.response(
                title: words("passkey.new.title"),
                lead: words("passkey.new.lead"),
                failure,
                fields.ofPasskey(place.visit)
            )
        }
    }

    private func add(_ kind: Kind, _ place: FactorPlace) async throws -> Response {
        let form = try await place.visit.form()
        let answer: FactorAnswer =
            kind == .app ? FactorAnswer(form) : .newPasskey(MadePasskey(form), name: form["name"])
        do {
            let codes = try await access.add(answer, at: place.factors)
            guard codes.isEmpty else { return RecoveryCodesPage(codes: codes, path: place.path).response(place.visit) }
            return place.visit.redirect("\(place.path)?done=\(kind == .app ? "appSet" : "passkeyAdded")")
        } catch let failure as any Failure where failure.isMendable {
            let name = form.names.contains("name") ? form["name"] : nil
            return try await new(kind, place, name: name, failure)
        }
    }
}

// MARK: - Taking away and renewing

extension FactorRoutes {
    private func removal(_ place: FactorPlace, _ failure: (any Failure)? = nil) async throws -> Response {
        let ways = try await access.ways(of: place.factors)
        guard let passkey = ways.passkeys.first(where: { $0.id == place.visit.passkey }) else {
            return place.visit.redirect(place.path)
        }
        let words = place.visit.words
        return try await place.ask(
            FactorPlace.Step(
                title: words("passkey.remove.title", ["name": .words(passkey.name.words)]),
                lead: words("passkey.remove.lead"),
                path: "passkeys/\(passkey.id)/remove",
                button: words("passkey.remove"),
                look: .danger
            ),
            access,
            failure
        )
    }

    private func remove(_ place: FactorPlace) async throws -> Response {
        let answer = FactorAnswer(try await place.visit.form())
        do {
            try await access.removePasskey(place.visit.passkey, answer, at: place.factors)
            return place.visit.redirect("\(place.path)?done=passkeyRemoved")
        } catch let failure as any Failure where failure.isMendable {
            return try await removal(place, failure)
        }
    }

    private func askForCodes(_ place: FactorPlace, _ failure: (any Failure)? = nil) async throws -> Response {
        guard try await access.ways(of: place.factors).hasFactor else { return place.visit.redirect(place.path) }
        let words = place.visit.words
        return try await place.ask(
            FactorPlace.Step(
                title: words("ownAccount.codes.title"),
                lead: words("ownAccount.codes.text"),
                path: "codes",
                button: words("ownAccount.codes.button"),
                codes: .ofApp
            ),
            access,
            failure
        )
    }

    private func renewCodes(_ place: FactorPlace) async throws -> Response {
        let answer = FactorAnswer(try await place.visit.form())
        do {
            let codes = try await access.recoveryCodes(answer, at: place.factors)
            return RecoveryCodesPage(codes: codes, path: place.path).response(place.visit)
        } catch let failure as any Failure where failure.isMendable {
            return try await askForCodes(place, failure)
        }
    }
}

// MARK: - Asking for the second factor

extension FactorPlace {
    /// What a page that asks for the second factor says.
    struct Step {
        let title: String
        let lead: String
        /// Below that of the place.
        let path: String
        let button: String
        var look = ButtonLook.main
        var codes = FactorFields.Codes.ofAppAndRecovery
    }

    func ask(_ step: Step, _ access: ChangeFactors, _ failure: (any Failure)?) async throws -> Response {
        let fields = FactorFields(
            question: try await access.question(at: factors),
            action: visit.path("\(path)/\(step.path)"),
            button: step.button,
            look: step.look,
            codes: step.codes,
            errors: errors(failure)
        )
        return try await response(title: step.title, lead: step.lead, failure, fields.html(visit))
    }
}

extension Visit {
    /// The passkey that the path names.
    fileprivate var passkey: ID<Passkey> { ID(parameter("passkey")) }
}
