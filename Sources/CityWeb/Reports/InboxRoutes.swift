import CityDomain
import CityKit
import Hummingbird

/// The office's work on reports: inbox, case, decision.
struct InboxRoutes {
    let site: Site

    private static let pageSize = 50

    func add(to router: Router<CityContext>) {
        router.get("/:town/office") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await inbox(visit, signed)
        }
        router.get("/:town/office/find") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await find(visit, signed)
        }
        router.get("/:town/office/reports/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(CaseForm(), of: try number(visit), visit, signed)
        }
        router.post("/:town/office/reports/:number") { request, context in
            do {
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await decide(visit, signed)
            } catch AccountFailure.signedOut {
                return try await askToSignIn(site.visit(request, context))
            }
        }
    }

    private func inbox(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        try visit.needs(.reports)
        let query = try visit.query()
        let status = ReportStatus(rawValue: query["status"])
        let isOverdue = query["overdue"] == "1"
        let request = InboxQuery(
            status: status,
            overdueOn: isOverdue ? visit.today : nil,
            after: query["after"].isEmpty ? nil : query["after"],
            limit: Self.pageSize
        )
        let lines = try await site.useCases.inbox(request, in: visit.town)
        let queue = isOverdue ? "office?overdue=1" : status.map { "office?status=\($0.rawValue)" } ?? "office"
        let page = OfficePage(
            title: visit.words("office.queue.\(isOverdue ? "overdue" : status?.rawValue ?? "open")"),
            queue: queue,
            counts: try await site.useCases.inbox.counts(on: visit.today, in: visit.town),
            signed: signed
        )
        return InboxPage(page: page, lines: lines).response(visit)
    }

    private func find(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        guard let number = ReportNumber(try visit.query()["number"]) else { throw ReportFailure.notFound }
        return visit.redirect("office/reports/\(number.path)")
    }

    func show(_ form: CaseForm, of number: ReportNumber, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> Response
    {
        let report = try await site.useCases.readReport(number, in: visit.town)
        let page = OfficePage(
            title: report.report.number.description,
            counts: try await site.useCases.inbox.counts(on: visit.today, in: visit.town),
            signed: signed,
            isFaulty: !form.errors.isEmpty
        )
        let photos = site.useCases.readPhotos
        return CasePage(
            page: page,
            report: report,
            form: form,
            photos: try await photos.all(of: report.report.id, in: visit.town.id),
            photoLog: try await photos.log(of: report.report.id, in: visit.town.id)
        ).response(visit)
    }

    private func decide(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let fields = try await visit.form()
        let form = CaseForm(fields)
        do {
            let decision = try form.decision()
            _ = try await site.useCases.decideReport(
                decision,
                about: try number(visit),
                publicText: try await publicText(form, visit),
                seen: form.seen,
                by: signed.staff.id,
                in: visit.town,
                at: visit.now
            )
            return visit.redirect("office/reports/\(try number(visit).path)")
        } catch let failure as ReportFailure where failure != .notFound {
            return try await show(form.faulty([failure], visit.words), of: try number(visit), visit, signed)
        }
    }

    /// The session ended while a decision was being typed: nothing of it is lost.
    private func askToSignIn(_ visit: Visit) async throws -> Response {
        let carried = CaseForm.carried(from: try await visit.form()) + [(name: "case", value: try number(visit).path)]
        return SignInPage(carried: carried).response(visit, status: .unauthorized)
    }

    /// What the office releases: its own wording, and the place as the reporter gave it.
    private func publicText(_ form: CaseForm, _ visit: Visit) async throws -> PublicText {
        let report = try await site.useCases.readReport(try number(visit), in: visit.town)
        let description = form.publicText.trimmingSpaces()
        return PublicText(
            title: PublicText.title(of: description),
            description: description,
            address: form.publicAddress.isEmpty ? nil : form.publicAddress,
            point: report.content.place.point
        )
    }

    private func number(_ visit: Visit) throws -> ReportNumber {
        try visit.needs(.reports)
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        return number
    }
}

/// What an officer typed on the page of a case.
struct CaseForm {
    var move = ""
    var justification = ""
    var solution = ""
    var rejection = ""
    var publicText = ""
    var publicAddress = ""
    var seen = 0
    var errors = ErrorFields.none

    init() {}

    init(_ form: FormData) {
        move = form["move"]
        justification = form["justification"]
        solution = form["solution"]
        rejection = form["rejection"]
        publicText = form["publicText"]
        publicAddress = form["publicAddress"].trimmingSpaces()
        seen = Int(form["seen"]) ?? 0
    }

    /// - Throws: `ReportFailure` when no move was chosen, or a text to publish is missing.
    func decision() throws(ReportFailure) -> Decision {
        guard let to = ReportStatus(rawValue: move) else { throw .fieldMissing("move") }
        if to == .accepted, publicText.trimmingSpaces().isEmpty { throw .fieldMissing("publicText") }
        return Decision(
            to: to,
            justification: justification,
            solution: to == .closed ? solution : "",
            rejection: to == .rejected ? RejectionReason(rawValue: rejection) : nil
        )
    }

    /// The fields of a decision, to go along with another form.
    static func carried(from form: FormData) -> [(name: String, value: String)] {
        ["move", "justification", "solution", "rejection", "publicText", "publicAddress", "seen", "case"]
            .filter(form.names.contains).map { (name: $0, value: form[$0]) }
    }

    func faulty(_ failures: [any Failure], _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields(failures, words)
        return form
    }
}
