import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// What residents do with their rights to their data.
struct RightsRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/account/privacy") { request, context in
            try await show(site.signedVisit(request, context))
        }
        router.post("/:town/account/letters") { request, context in
            try await setLetters(site.residentVisit(request, context))
        }
        router.post("/:town/account/unrestrict") { request, context in
            try await endRestriction(site.residentVisit(request, context))
        }
        router.get("/:town/account/rights/:right") { request, context in
            let visit = try site.residentVisit(request, context).visit
            return RightPage(form: try visit.rightForm).response(visit)
        }
        router.post("/:town/account/rights/:right") { request, context in
            try await ask(site.residentVisit(request, context))
        }
        router.get("/:town/account/download") { request, context in
            let (visit, signed) = try site.signedVisit(request, context)
            return DownloadPage().response(visit, of: signed)
        }
        router.post("/:town/account/download") { request, context in
            try await download(site.signedVisit(request, context))
        }
    }

    private typealias Resident = (visit: Visit, signed: SignInResident.Signed)

    private func show(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let rights = site.useCases.residents.rights
        return PrivacyPage(
            requests: try await rights.all(of: signed, in: visit.town),
            limits: try await rights.limits(of: signed, in: visit.town)
        ).response(visit)
    }

    private func setLetters(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let refused = Set(try await visit.form().all("refused").compactMap(LetterPurpose.init))
        try await site.useCases.residents.rights.object(to: refused, of: signed, in: visit.town, at: visit.now)
        return visit.redirect("account/privacy?done=letters")
    }

    private func endRestriction(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        _ = try await visit.form()
        try await site.useCases.residents.rights.endRestriction(of: signed, in: visit.town, at: visit.now)
        return visit.redirect("account/privacy?done=unrestricted")
    }

    private func ask(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let right = try visit.rightForm
        let form = try await visit.form()
        do {
            try await site.useCases.residents.rights(
                right.right(ground: form["ground"]),
                words: form["words"],
                of: signed,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as any Failure where failure.kind.field != nil {
            let errors = ErrorFields([failure], visit.words)
            return RightPage(form: right, ground: form["ground"], typed: form["words"], errors: errors).response(visit)
        }
        return visit.redirect("account/privacy?done=asked")
    }

    private func download(_ resident: Resident) async throws -> Response {
        let (visit, signed) = resident
        let proof = try await visit.form().proof(of: signed)
        do {
            let archive = try await site.useCases.residents.download(
                signed,
                proof: proof,
                in: visit.town,
                at: visit.now
            )
            return .archive(archive.name, archive.write)
        } catch let failure as AccountFailure where failure.isOfProof {
            let page = DownloadPage(errors: ErrorFields([failure], visit.words))
            return page.response(visit, of: signed)
        }
    }
}

extension Visit {
    /// The form that the path names.
    fileprivate var rightForm: RightForm {
        get throws(RequestFailure) {
            guard let form = RightForm(rawValue: parameter("right")) else { throw .unknownPage }
            return form
        }
    }
}
