import CityDomain
import CityKit
import Hummingbird

/// What a reporter sees without an account: receipt, status, confirming the address (I-16).
struct ReportStatusRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/status") { request, context in
            let visit = try site.visit(request, context)
            try visit.needs(.reports)
            return StatusLookupPage().response(visit)
        }
        router.post("/:town/status") { request, context in try await lookUp(site.visit(request, context)) }
        router.get("/:town/z/:number/:secret/receipt") { request, context in
            let visit = try site.visit(request, context)
            let (report, secret) = try await report(visit)
            return ReceiptPage(report: report, secret: secret).response(visit)
        }
        router.get("/:town/z/:number/:secret") { request, context in
            try await page(nil, site.visit(request, context))
        }
        FollowUpRoutes(site: site).add(to: router)
        SatisfactionRoutes(site: site).add(to: router)
        router.get("/:town/confirm/:number/:token") { request, context in
            // Only the button confirms: mail scanners open links.
            try await askToConfirm(site.visit(request, context))
        }
        router.post("/:town/confirm/:number/:token") { request, context in
            try await confirm(site.visit(request, context))
        }
    }

    /// - Parameter rating: an answer about the handling that could not be taken.
    func page(_ rating: SatisfactionForm?, thread: ThreadForm? = nil, _ visit: Visit) async throws -> Response {
        let (report, secret) = try await report(visit)
        return StatusPage(
            report: report,
            secret: secret,
            photos: try await site.useCases.photos.read.all(of: report.report.id, in: visit.town.id),
            views: try await site.useCases.audit.views(of: report, in: visit.town),
            joined: try await visit.joinedNotice(of: report.report),
            answer: try await visit.publicAnswer(report.report.number),
            errors: rating?.errors ?? thread?.errors ?? .none,
            said: try await site.useCases.rateHandling.said(about: report.report, in: visit.town.id),
            rating: rating,
            thread: try await site.useCases.thread.read.read(report, in: visit.town.id),
            message: thread,
            idea: try await visit.ideaCard(of: report.report),
            done: StatusPage.FollowUp(rawValue: try visit.query()["done"])
        ).response(visit)
    }

    private func report(_ visit: Visit) async throws -> (OpenReport, ReportSecret) {
        let link = try visit.reportLink()
        return (try await site.useCases.readReport(link), link.secret)
    }

    private func lookUp(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = try await visit.form()
        var failures: [any Failure] = []
        let number = ReportNumber(form["number"])
        let secret = ReportSecret(typed: form["secret"])
        if number == nil { failures.append(Self.failure(of: "number", in: form)) }
        if secret == nil { failures.append(Self.failure(of: "secret", in: form)) }
        if let number, let secret {
            do {
                _ = try await site.useCases.readReport(visit.reportLink(number, secret))
                return visit.redirect("z/\(number.path)/\(secret.grouped)")
            } catch let failure as ReportFailure {
                failures.append(failure)
            }
        }
        return StatusLookupPage(
            number: form["number"],
            secret: form["secret"],
            errors: ErrorFields(failures, visit.words)
        ).response(visit)
    }

    private static func failure(of field: String, in form: FormData) -> ReportFailure {
        let isEmpty = form[field].trimmingSpaces().isEmpty
        return isEmpty ? ReportFailure.fieldMissing(field) : ReportFailure.fieldMalformed(field)
    }

    private func askToConfirm(_ visit: Visit) async throws -> Response {
        let isWaiting = try await site.useCases.email.confirm.isWaiting(confirmation(visit))
        return ConfirmEmailPage(state: isWaiting ? .asking : .confirmedBefore).response(visit)
    }

    private func confirmation(_ visit: Visit) throws -> ConfirmEmail.Link {
        guard let number = ReportNumber(visit.parameter("number")), let token = Token(typed: visit.parameter("token"))
        else { throw ReportFailure.wrongSecret }
        return ConfirmEmail.Link(number, token, from: visit.network, in: visit.town, at: visit.now)
    }

    private func confirm(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        let isNew = try await site.useCases.email.confirm(confirmation(visit))
        return ConfirmEmailPage(state: isNew ? .confirmed : .confirmedBefore).response(visit)
    }
}
