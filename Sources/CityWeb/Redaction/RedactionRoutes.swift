import CityDomain
import CityKit
import Hummingbird

/// The page on which the office covers parts of a photo and writes its caption.
struct RedactionRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        let path = "/:town/office/reports/:number/photos/:photo/cover"
        router.get("\(path)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let opened = try await site.useCases.photos.redact.open(try await work(visit, signed))
            let done = try visit.query()["done"] == "1"
            return try await show(RedactionForm(of: opened), opened, visit, signed, isDone: done)
        }
        router.post("\(path)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await take(visit, signed)
        }
        router.get("/:town/office/photos/:number/:photo/:size/covered") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await covered(visit, signed)
        }
    }

    private func work(_ visit: Visit, _ signed: SignIn.Signed) async throws -> RedactPhoto.Work {
        RedactPhoto.Work(
            ID(visit.parameter("photo")),
            of: try await report(visit),
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
    }

    private func report(_ visit: Visit) async throws -> Report {
        try visit.needs(.reports)
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        return try await site.useCases.readReport.unseen(number, in: visit.town).report
    }

    /// What everybody sees, or will see. The look is in the audit log as any other one.
    private func covered(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let photo = try await site.useCases.photos.read.forOffice(
            ID(visit.parameter("photo")),
            of: try await report(visit),
            by: visit.caller(signed),
            in: visit.town.id,
            at: visit.now
        )
        return try await visit.picture(site.useCases.photos.read.shown(photo, in: visit.town.id), for: .oneReader)
    }

    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = try await work(visit, signed)
        let form = RedactionForm(try await visit.form())
        guard form.step == .save else {
            let opened = try await site.useCases.photos.redact.open(work)
            return try await show(form.afterStep(visit.words), opened, visit, signed)
        }
        do {
            try await site.useCases.photos.redact(form.redaction(), work)
            return visit.redirect("\(try place(visit))?done=1")
        } catch let failures as Failures {
            let opened = try await site.useCases.photos.redact.open(work)
            return try await show(form.faulty(failures.all, visit.words), opened, visit, signed)
        } catch let failure as RedactionFailure {
            let opened = try await site.useCases.photos.redact.open(work)
            return try await show(form.faulty([failure], visit.words), opened, visit, signed)
        }
    }

    private func place(_ visit: Visit) throws -> String {
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        return "office/reports/\(number.path)/photos/\(visit.parameter("photo"))/cover"
    }

    private func show(
        _ form: RedactionForm,
        _ opened: OpenRedaction,
        _ visit: Visit,
        _ signed: SignIn.Signed,
        isDone: Bool = false
    ) async throws -> Response {
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        let page = OfficePage(
            title: visit.words("redaction.title", ["number": .words(number.description)]),
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: form.errors
        )
        return RedactionPage(page: page, number: number, opened: opened, form: form, isDone: isDone).response(visit)
    }
}
