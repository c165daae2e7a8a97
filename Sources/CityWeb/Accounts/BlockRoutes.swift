import CityDomain
import CityKit
import Hummingbird

/// The accounts of residents, for those of the office who manage them: found by the address, verified, closed and opened,
/// deleted.
struct BlockRoutes {
    let site: Site

    private var accounts: BlockResident { site.useCases.residents.block }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/residents") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await ResidentSearchPage(page: page(visit, signed)).response(visit)
        }
        router.post("/:town/office/residents") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await find(visit, signed)
        }
        router.get("/:town/office/residents/:resident") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/residents/:resident/block") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await block(visit, signed)
        }
        router.post("/:town/office/residents/:resident/unblock") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            _ = try await visit.form()
            try await accounts.unblock(visit.residentID, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/residents/\(visit.residentID)")
        }
        router.post("/:town/office/residents/:resident/verify") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await verify(visit, signed)
        }
        router.post("/:town/office/residents/:resident/resetFactor") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await resetFactor(visit, signed)
        }
        router.post("/:town/office/residents/:resident/erase") { request, context in
            let (visit, signed) = try await site.residentsVisit(request, context)
            return try await erase(visit, signed)
        }
    }

    private func find(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let email = try await visit.form()["email"]
        do {
            let caller = visit.caller(signed)
            if let found = try await accounts.find(email: email, by: caller, in: visit.town, at: visit.now) {
                return visit.redirect("office/residents/\(found.id)")
            }
        } catch let failure as EmailAddressFailure {
            let errors = ErrorFields([failure], visit.words)
            return try await ResidentSearchPage(page: page(visit, signed, errors), email: email, errors: errors)
                .response(visit)
        }
        return try await ResidentSearchPage(page: page(visit, signed), email: email, isMissing: true).response(visit)
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ typed: ResidentRecordPage.Typed = .nothing,
        errors: ErrorFields = .none
    ) async throws -> Response {
        let caller = visit.caller(signed)
        let record = try await accounts.record(visit.residentID, by: caller, in: visit.town, at: visit.now)
        return ResidentRecordPage(
            page: try await page(visit, signed, errors),
            record: record,
            representations: try await site.useCases.residents.representation.decide.all(
                of: visit.residentID,
                DecideRepresentation.Work(by: caller, in: visit.town, at: visit.now)
            ),
            hasSecondStep: try await site.useCases.residents.secondStep.reset.isNeeded(by: record.id, in: visit.town),
            typed: typed,
            errors: errors
        ).response(visit)
    }

    private func verify(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        guard let level = VerificationLevel(rawValue: form["level"]) else { throw AccountFailure.levelNotOfOffice }
        try await site.useCases.residents.verify(
            visit.residentID,
            as: level,
            name: form["name"],
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        return visit.redirect("office/residents/\(visit.residentID)")
    }

    private func resetFactor(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let name = try await visit.form()["name"]
        try await site.useCases.residents.secondStep.reset(
            visit.residentID,
            name: name,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        return visit.redirect("office/residents/\(visit.residentID)")
    }

    private func erase(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            guard let ground = ErasureGround(rawValue: form["ground"]) else { throw ErasureFailure.groundMissing }
            try await site.useCases.residents.erase(
                visit.residentID,
                on: ground,
                reason: form["erasureReason"],
                by: visit.caller(signed),
                in: visit.town.id,
                at: visit.now
            )
        } catch let failure as ErasureFailure where failure.kind.field != nil {
            let errors = ErrorFields([failure], visit.words, ids: ["reason": "erasureReason"])
            let typed = ResidentRecordPage.Typed.erasure(ground: form["ground"], reason: form["erasureReason"])
            return try await show(visit, signed, typed, errors: errors)
        }
        return visit.redirect("office/residents?erased=1")
    }

    private func block(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let reason = try await visit.form()["reason"]
        do {
            let caller = visit.caller(signed)
            try await accounts.block(visit.residentID, reason: reason, by: caller, in: visit.town, at: visit.now)
        } catch AccountFailure.blockReason {
            let errors = ErrorFields([AccountFailure.blockReason], visit.words)
            return try await show(visit, signed, .block(reason: reason), errors: errors)
        }
        return visit.redirect("office/residents/\(visit.residentID)")
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed, _ errors: ErrorFields = .none) async throws -> OfficePage
    {
        OfficePage(
            title: visit.words("residents.title"),
            queue: "office/residents",
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
    }
}

extension Visit {
    fileprivate var residentID: ID<Resident> { ID(parameter("resident")) }
}

extension Site {
    /// The visit to the accounts of a town that has some.
    ///
    /// - Throws: `AccountFailure.signedOut`, `.rightMissing`; `RequestFailure.unknownPage`.
    func residentsVisit(_ request: Request, _ context: CityContext) async throws -> (Visit, SignIn.Signed) {
        let (visit, signed) = try await officeVisit(request, context)
        guard visit.town.accounts?.blocking != nil else { throw RequestFailure.unknownPage }
        return (visit, signed)
    }
}
