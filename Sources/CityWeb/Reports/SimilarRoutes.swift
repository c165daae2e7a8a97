import CityDomain
import CityKit
import Hummingbird
import Logging

/// The page between two steps of the form that shows similar reports; skipped when there are none.
struct SimilarRoutes {
    let site: Site

    static let path = "report/similar"

    func add(to router: Router<CityContext>) {
        router.get("/:town/\(Self.path)") { request, context in try await show(site.visit(request, context)) }
    }

    /// Where the form goes on after a step: to the similar reports if there are any, else on to `next`.
    ///
    /// A fault in the search must not keep anybody from reporting.
    func detour(after step: ReportStep, to next: String, _ submission: Submission, _ visit: Visit) async -> String {
        guard step == .place || step == .problem else { return next }
        do {
            return try await similar(to: submission, visit).isEmpty ? next : "\(Self.path)?next=\(next.escapedInQuery)"
        } catch {
            visit.context.logger.error("similar reports", metadata: ["error": "\(type(of: error))"])
            return next
        }
    }

    private func show(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        let next = ReportStep.path(in: try visit.query()["next"]) ?? ReportStep.problem.path
        guard let token = visit.draftToken, let draft = try await visit.draft(token) else {
            return visit.redirect("\(ReportStep.place.path)?lost=1")
        }
        let reports = try await similar(to: draft.submission, visit)
        guard !reports.isEmpty else { return visit.redirect(next) }
        return SimilarPage(reports: reports, next: next).response(visit)
    }

    private func similar(to submission: Submission, _ visit: Visit) async throws -> [SimilarReport] {
        guard let probe = DuplicateProbe(submission, in: visit.town, at: visit.now) else { return [] }
        return try await site.useCases.findSimilarReports(to: probe, for: visit.audience, in: visit.town)
    }
}
