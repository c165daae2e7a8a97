import CityDomain
import CityKit
import Hummingbird

/// What a reporter without an account can do behind the secret link: answer a question, change the words, take the
/// report back, open it again.
struct FollowUpRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/z/:number/:secret/reply") { request, context in
            try await reply(site.visit(request, context))
        }
        router.post("/:town/z/:number/:secret/email") { request, context in
            try await giveEmail(site.visit(request, context))
        }
        router.get("/:town/z/:number/:secret/change") { request, context in
            let visit = try site.visit(request, context)
            let report = try await report(visit)
            return ChangeReportPage(report: report, description: report.content.description).response(visit)
        }
        router.post("/:town/z/:number/:secret/change") { request, context in
            try await change(site.visit(request, context))
        }
        router.get("/:town/z/:number/:secret/withdraw") { request, context in
            let visit = try site.visit(request, context)
            return WithdrawReportPage(report: try await report(visit)).response(visit)
        }
        router.post("/:town/z/:number/:secret/withdraw") { request, context in
            try await withdraw(site.visit(request, context))
        }
        router.get("/:town/z/:number/:secret/reopen") { request, context in
            let visit = try site.visit(request, context)
            return ReopenReportPage(report: try await report(visit)).response(visit)
        }
        router.post("/:town/z/:number/:secret/reopen") { request, context in
            try await reopen(site.visit(request, context))
        }
    }

    private func report(_ visit: Visit) async throws -> OpenReport {
        try await site.useCases.readReport(visit.reportLink())
    }

    private func reply(_ visit: Visit) async throws -> Response {
        let answer = try await visit.form()["reply"]
        do {
            try await site.useCases.followUpReport.reply(visit.reportLink(), answer: answer)
            return try back(visit, done: .reply)
        } catch let failure as ReportFailure where !failure.isOfLink {
            let report = try await report(visit)
            return StatusPage(
                report: report,
                secret: try visit.reportLink().secret,
                views: try await site.useCases.audit.views(of: report, in: visit.town),
                reply: answer,
                errors: ErrorFields([failure], visit.words),
                thread: try await site.useCases.thread.read.read(report, in: visit.town.id),
                idea: try await visit.ideaCard(of: report.report)
            ).response(visit)
        }
    }

    private func giveEmail(_ visit: Visit) async throws -> Response {
        let email = try await visit.form()["email"]
        do {
            try await site.useCases.email.give(visit.reportLink(), email: email)
            return try back(visit, done: .email)
        } catch let failure as EmailAddressFailure {
            let report = try await report(visit)
            return StatusPage(
                report: report,
                secret: try visit.reportLink().secret,
                views: try await site.useCases.audit.views(of: report, in: visit.town),
                email: email,
                errors: ErrorFields([failure], visit.words),
                thread: try await site.useCases.thread.read.read(report, in: visit.town.id),
                idea: try await visit.ideaCard(of: report.report)
            ).response(visit)
        }
    }

    private func change(_ visit: Visit) async throws -> Response {
        let description = try await visit.form()["description"]
        do {
            try await site.useCases.followUpReport.amend(visit.reportLink(), description: description)
            return try back(visit, done: .change)
        } catch let failure as ReportFailure where !failure.isOfLink {
            return ChangeReportPage(
                report: try await report(visit),
                description: description,
                errors: ErrorFields([failure], visit.words)
            ).response(visit)
        }
    }

    private func withdraw(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        do {
            try await site.useCases.followUpReport.withdraw(visit.reportLink())
            return try back(visit, done: .withdraw)
        } catch let failure as ReportFailure where !failure.isOfLink {
            return WithdrawReportPage(
                report: try await report(visit),
                errors: ErrorFields([failure], visit.words)
            ).response(visit)
        }
    }

    private func reopen(_ visit: Visit) async throws -> Response {
        let reason = try await visit.form()["reason"]
        do {
            try await site.useCases.followUpReport.reopen(visit.reportLink(), reason: reason)
            return try back(visit, done: .reopen)
        } catch let failure as ReportFailure where !failure.isOfLink {
            return ReopenReportPage(
                report: try await report(visit),
                reason: reason,
                errors: ErrorFields([failure], visit.words)
            ).response(visit)
        }
    }

    private func back(_ visit: Visit, done: StatusPage.FollowUp) throws -> Response {
        let link = try visit.reportLink()
        return visit.redirect("z/\(link.number.path)/\(link.secret.grouped)?done=\(done.rawValue)")
    }
}

extension Visit {
    /// The link that was opened.
    ///
    /// - Throws: `RequestFailure.moduleOff`, `ReportFailure.wrongSecret` for what cannot be a link.
    func reportLink() throws -> ReportLink {
        try needs(.reports)
        guard let number = ReportNumber(parameter("number")), let secret = ReportSecret(typed: parameter("secret"))
        else { throw ReportFailure.wrongSecret }
        return reportLink(number, secret)
    }

    func reportLink(_ number: ReportNumber, _ secret: ReportSecret) -> ReportLink {
        ReportLink(number, secret, from: network, in: town, at: now)
    }
}

extension ReportFailure {
    /// Whether the link itself was refused, and not what was asked of the report behind it.
    fileprivate var isOfLink: Bool {
        switch self {
        case .wrongSecret, .secretPaused: true
        default: false
        }
    }
}
