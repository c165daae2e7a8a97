import CityDomain
import CityKit
import Hummingbird

/// Photos of reports that were sent: for everybody what the office released, for the reporter and the office all.
struct PhotoRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/photos/:photo/:size") { request, context in try await released(site.visit(request, context))
        }
        router.get("/:town/z/:number/:secret/photos/:photo/:size") { request, context in
            try await own(site.visit(request, context))
        }
        router.get("/:town/office/photos/:number/:photo/:size") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await all(visit, signed)
        }
        router.post("/:town/office/reports/:number/photos/:photo") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await decide(visit, signed)
        }
    }

    private func released(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let id = ID<ReportPhoto>(visit.parameter("photo"))
        let photo = try await site.useCases.photos.read.released(id, for: visit.audience, in: visit.town)
        return try await visit.picture(photo, for: .everybody)
    }

    private func own(_ visit: Visit) async throws -> Response {
        let report = try await site.useCases.readReport(visit.reportLink())
        return try await visit.picture(
            of: site.useCases.photos.read.all(of: report.report.id, in: visit.town.id),
            for: .oneReader
        )
    }

    private func all(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let report = try await site.useCases.readReport.unseen(try number(visit), in: visit.town)
        let photo = try await site.useCases.photos.read.forOffice(
            ID(visit.parameter("photo")),
            of: report.report,
            by: visit.caller(signed),
            in: visit.town.id,
            at: visit.now
        )
        return try await visit.picture(photo, for: .oneReader)
    }

    private func decide(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let number = try number(visit)
        let report = try await site.useCases.readReport.unseen(number, in: visit.town)
        guard let decision = ReleasePhoto.Decision(rawValue: form["decision"]) else {
            throw ReportPhotoFailure.notFound
        }
        try await site.useCases.photos.release(
            ID(visit.parameter("photo")),
            of: report.report,
            decision,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
        return visit.redirect("office/reports/\(number.path)#photos")
    }

    private func number(_ visit: Visit) throws -> ReportNumber {
        try visit.needs(.reports)
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        return number
    }
}
