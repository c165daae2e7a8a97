import CityDomain
import CityKit
import Hummingbird

/// The office writes a report down for somebody who tells it.
struct NewCaseRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/new-report") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            try visit.needs(.reports)
            return try await show(Submission(), way: "", newKey, visit, signed)
        }
        router.post("/:town/office/new-report") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            try visit.needs(.reports)
            return try await take(visit, signed)
        }
    }

    private var newKey: ClientKey { ClientKey(random: site.randomness) }

    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        var submission = Submission()
        for step in ReportStep.allCases { step.read(form, into: &submission) }
        let key = (try? ClientKey(form["key"])) ?? newKey
        guard form["fields"].isEmpty else { return try await show(submission, way: form["way"], key, visit, signed) }
        do {
            let receipt = try await site.useCases.registerReport(
                submission,
                over: OfficeWay(rawValue: form["way"]),
                clientKey: key,
                by: visit.caller(signed),
                in: visit.town,
                at: visit.now
            )
            return CaseRegisteredPage(page: try await page("newCase.done", visit, signed), receipt: receipt)
                .response(visit)
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return try await show(submission, way: form["way"], key, errors: errors, visit, signed)
        } catch ReportFailure.clientKeyReused {
            // The page was gone back to and changed: that is another report.
            let errors = ErrorFields([ReportFailure.clientKeyReused], visit.words)
            return try await show(submission, way: form["way"], newKey, errors: errors, visit, signed)
        }
    }

    private func show(
        _ submission: Submission,
        way: String,
        _ key: ClientKey,
        errors: ErrorFields = .none,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        var page = try await page("newCase.title", visit, signed)
        page.errors = errors
        return NewCasePage(page: page, submission: submission, way: way, key: key, errors: errors).response(visit)
    }

    /// - Parameter title: the key of its text.
    private func page(_ title: String, _ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words(title),
            queue: "office/new-report",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}
