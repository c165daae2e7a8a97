import CityDomain
import CityKit
import Hummingbird

/// How a resident asks for a second step of signing in, and does without it again.
struct SecondStepRoutes {
    let site: Site

    private var protect: ProtectAccount { site.useCases.residents.secondStep.protect }
    private var access: ChangeFactors { site.useCases.changeFactors }

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/second-step") { request, context in
            let place = try place(request, context)
            let ways = try await access.ways(of: place.factors)
            return SecondStepPage(ways: ways, done: try place.visit.query()["done"]).response(place.visit)
        }
        router.get("/:town/account/second-step/on") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return begin(visit, signed)
        }
        router.post("/:town/account/second-step/on") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return try await allow(visit, signed)
        }
        router.get("/:town/account/second-step/off") { request, context in
            try await askToEnd(place(request, context))
        }
        router.post("/:town/account/second-step/off") { request, context in
            let (_, signed) = try site.residentVisit(request, context)
            return try await end(place(request, context), signed)
        }
        FactorRoutes(access: access, path: "account/second-step") { request, context in try place(request, context) }
            .add(to: router)
    }

    private func place(_ request: Request, _ context: CityContext) throws -> FactorPlace {
        let (visit, signed) = try site.residentVisit(request, context)
        let factors = try protect.visit(of: signed, in: visit.town, at: visit.now)
        return FactorPlace(visit: visit, factors: factors, side: .account)
    }

    private func begin(_ visit: Visit, _ signed: SignInResident.Signed, _ errors: ErrorFields = .none) -> Response {
        let words = visit.words
        let proof = OwnerProofFields(act: .factor, signed: signed, errors: errors)
        return AccountForm(
            title: words("secondStep.on"),
            lead: words("secondStep.on.proof"),
            back: Link(words("secondStep.title"), to: visit.path("account/second-step")),
            step: proof.sender(visit),
            action: visit.path("account/second-step/on"),
            fields: "\(proof.field(words))\(Button(words: words("signIn.code.button")))",
            errors: errors
        ).response(visit)
    }

    private func allow(_ visit: Visit, _ signed: SignInResident.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await protect.allow(form.proof(of: signed), of: signed, in: visit.town, at: visit.now)
            return visit.redirect("account/second-step/app/new")
        } catch PasskeyFailure.factorThere {
            return visit.redirect("account/second-step")
        } catch let failure as AccountFailure where failure.isOfProof {
            return begin(visit, signed, ErrorFields([failure], visit.words))
        }
    }

    private func askToEnd(_ place: FactorPlace, _ failure: (any Failure)? = nil) async throws -> Response {
        guard try await access.ways(of: place.factors).hasFactor else { return place.visit.redirect(place.path) }
        let words = place.visit.words
        return try await place.ask(
            FactorPlace.Step(
                title: words("secondStep.off"),
                lead: words("secondStep.off.proof"),
                path: "off",
                button: words("secondStep.off"),
                look: .danger
            ),
            access,
            failure
        )
    }

    private func end(_ place: FactorPlace, _ signed: SignInResident.Signed) async throws -> Response {
        let answer = FactorAnswer(try await place.visit.form())
        do {
            try await protect.switchOff(answer, of: signed, in: place.visit.town, at: place.visit.now)
            return place.visit.redirect("account/second-step?done=off")
        } catch let failure as any Failure where failure.isMendable {
            return try await askToEnd(place, failure)
        }
    }
}
