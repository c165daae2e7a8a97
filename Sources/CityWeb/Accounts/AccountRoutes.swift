import CityDomain
import CityKit
import Hummingbird

/// What residents see and change of their own account.
struct AccountRoutes {
    let site: Site

    private static let pageSize = 20

    func add(to router: Router<CityContext>) {
        router.get("/:town/account") { request, context in try await show(site.residentVisit(request, context)) }
        router.get("/:town/account/profile") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return ProfilePage(profile: signed.profile).response(visit)
        }
        router.post("/:town/account/profile") { request, context in
            try await changeProfile(site.residentVisit(request, context))
        }
        router.get("/:town/account/password") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            return PasswordPage().response(visit, of: signed)
        }
        router.post("/:town/account/password") { request, context in
            try await changePassword(site.residentVisit(request, context))
        }
        router.get("/:town/account/terms") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            return ask(signed, visit)
        }
        router.post("/:town/account/terms") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            return try await accept(visit, signed)
        }
        router.post("/:town/account/claim") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            _ = try await visit.form()
            let count = try await site.useCases.residents.claimReports(of: signed, in: visit.town)
            return visit.redirect("account?claimed=\(count)")
        }
        router.post("/:town/account/devices") { request, context in
            try await signOut(site.residentVisit(request, context))
        }
        router.get("/:town/account/log") { request, context in
            try await showLog(site.signedVisit(request, context))
        }
    }

    private typealias Resident = (visit: Visit, signed: SignInResident.Signed)

    private func show(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let after = try visit.query()["after"]
        let reports = try await site.useCases.residents.reports(
            of: signed,
            after: after.isEmpty ? nil : after,
            limit: Self.pageSize,
            in: visit.town
        )
        let devices = try await site.useCases.residents.signIn.devices(of: signed, in: visit.town, at: visit.now)
        let identities = try await site.useCases.residents.providers.identities(of: signed, in: visit.town)
        return AccountPage(
            profile: signed.profile,
            verification: signed.resident.verification,
            reports: reports,
            devices: devices,
            identities: identities
        ).response(visit)
    }

    private func ask(_ signed: SignInResident.Signed, _ visit: Visit, _ errors: ErrorFields = .none) -> Response {
        let question = site.useCases.residents.acceptRegulation.question(to: signed, in: visit.town, at: visit.now)
        return question.map { RegulationPage(question: $0, errors: errors).response(visit) }
            ?? visit.redirect("account")
    }

    private func accept(_ visit: Visit, _ signed: SignInResident.Signed) async throws -> Response {
        let version = try await visit.form()["terms"]
        do {
            try await site.useCases.residents.acceptRegulation(version, by: signed, in: visit.town, at: visit.now)
        } catch let failure as ReportFailure {
            return ask(signed, visit, ErrorFields([failure], visit.words))
        }
        return visit.redirect("account")
    }

    private func changeProfile(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let form = try await visit.form()
        do {
            try await site.useCases.residents.changeProfile(
                signed,
                givenName: form["givenName"],
                surname: form["surname"],
                phone: form["phone"],
                in: visit.town,
                at: visit.now
            )
        } catch let failures as Failures {
            return ProfilePage(form, errors: ErrorFields(failures.all, visit.words)).response(visit)
        }
        return visit.redirect("account?changed=profile")
    }

    private func changePassword(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let form = try await visit.form()
        do {
            try await site.useCases.residents.password.change(
                signed,
                from: Password(typed: form["old"]),
                to: Password(typed: form["password"]),
                in: visit.town,
                at: visit.now
            )
        } catch AccountFailure.wrongPassword {
            let errors = ErrorFields([AccountFailure.wrongPassword], visit.words, ids: ["password": "old"])
            return PasswordPage(errors: errors, isOldWrong: true).response(visit, of: signed)
        } catch let failure as PasswordFailure {
            return PasswordPage(errors: ErrorFields([failure], visit.words)).response(visit, of: signed)
        }
        return visit.redirect("account?changed=password")
    }

    private func showLog(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let after = try visit.query()["after"]
        let lines = try await site.useCases.residents.readLog(
            of: signed,
            after: after.isEmpty ? nil : after,
            limit: Self.pageSize,
            in: visit.town
        )
        return AccountLogPage(lines: lines).response(visit)
    }

    /// Signs out on the device that the form names, or on all others.
    private func signOut(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let device = try await visit.form()["device"]
        if device == AccountPage.others {
            try await site.useCases.residents.signIn.signOutElsewhere(signed, in: visit.town, at: visit.now)
        } else {
            try await site.useCases.residents.signIn.signOut(signed, on: ID(device), in: visit.town, at: visit.now)
        }
        return visit.redirect("account?changed=devices")
    }
}

extension Site {
    /// A visit of a resident who is signed in and has accepted the regulation in force.
    ///
    /// - Throws: `AccountFailure.residentSignedOut`, `.regulationChanged`.
    func residentVisit(_ request: Request, _ context: CityContext) throws -> (
        visit: Visit, signed: SignInResident.Signed
    ) {
        let (visit, signed) = try signedVisit(request, context)
        let question = useCases.residents.acceptRegulation.question(to: signed, in: visit.town, at: visit.now)
        guard question == nil else { throw AccountFailure.regulationChanged }
        return (visit, signed)
    }

    /// A visit of a resident who is signed in, whatever was accepted: to accept the regulation, or to leave.
    ///
    /// - Throws: `AccountFailure.residentSignedOut`.
    func signedVisit(_ request: Request, _ context: CityContext) throws -> (
        visit: Visit, signed: SignInResident.Signed
    ) {
        let visit = try accountVisit(request, context)
        guard let signed = visit.resident else { throw AccountFailure.residentSignedOut }
        return (visit, signed)
    }
}
