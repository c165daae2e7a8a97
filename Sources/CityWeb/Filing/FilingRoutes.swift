import CityDomain
import CityKit
import Hummingbird

/// Handing the file of a case to the records system of the office (G-40, I-14).
struct FilingRoutes {
    let site: Site

    private var file: FileCase { site.useCases.casework.file }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/reports/:number/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/reports/:number/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await take(visit, signed)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ typed: FormData? = nil,
        errors: ErrorFields = .none
    ) async throws -> Response {
        let offer = try await file.offer(visit.casework(on: visit.reportNumber, signed))
        let page = OfficePage(
            title: visit.words("filing.title", ["number": .words(offer.number.description)]),
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
        return FilingPage(page: page, offer: offer, typed: typed, errors: errors).response(visit)
    }

    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            let filing = try CaseFiling(sign: form["sign"], archivalClass: form["archivalClass"])
            let archive = try await file(visit.casework(on: visit.reportNumber, signed), as: filing) { file in
                try await site.paperPrinter.pdf(of: Paper(file, visit), at: visit.now)
            }
            return .archive(archive.name, archive.write)
        } catch let failures as Failures {
            return try await show(visit, signed, form, errors: ErrorFields(failures.all, visit.words))
        }
    }
}
