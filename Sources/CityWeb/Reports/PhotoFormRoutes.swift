import CityDomain
import CityKit
import Hummingbird

/// The step of the form in which photos are added and removed. What was added is kept at once, so that a later step that
/// fails loses none.
struct PhotoFormRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        let path = "/:town/\(ReportStep.photos.path)"
        router.post("\(path)") { request, context in try await take(site.visit(request, context)) }
        router.post("\(path)/remove") { request, context in try await remove(site.visit(request, context)) }
        router.get("\(path)/:photo/:size") { request, context in try await picture(site.visit(request, context)) }
    }

    private func take(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        guard let token = visit.draftToken, let draft = try await visit.draft(token) else {
            return visit.redirect("\(ReportStep.place.path)?lost=1")
        }
        if let receipt = draft.receipt { return visit.redirect(receipt) }
        var uploads = PhotoUploads(visit, upTo: visit.town.photos.max)
        let form = try await uploads.read()
        try await uploads.add(by: .draft(token), accepted: form["photoTerms"])
        // The draft lives a day from here on.
        try await visit.keep(draft, token)
        guard uploads.failures.isEmpty else {
            let page = ReportFormPage(
                step: .photos,
                submission: draft.submission,
                errors: ErrorFields(uploads.failures.distinct(in: visit.words), visit.words),
                returnsToCheck: form["return"] == "check",
                photos: try await site.useCases.photos.read.waiting(for: .draft(token), in: visit.town.id)
            )
            return page.response(visit)
        }
        return visit.redirect(next(after: form, visit))
    }

    /// Adding stays on the page, where the photos are to be seen.
    private func next(after form: FormData, _ visit: Visit) -> String {
        let returns = form["return"] == "check"
        guard form["step"] == "next" else { return ReportStep.photos.path + (returns ? "?return=check" : "") }
        return (returns ? .check : ReportStep.photos.next(in: ReportStep.allCases)).path
    }

    private func remove(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        let form = try await visit.form()
        if let token = visit.draftToken {
            try await site.useCases.photos.remove(ID(form["photo"]), by: .draft(token), in: visit.town.id)
        }
        return visit.redirect(ReportStep.photos.path + (form["return"] == "check" ? "?return=check" : ""))
    }

    private func picture(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        guard let token = visit.draftToken else { throw ReportPhotoFailure.notFound }
        let photos = try await site.useCases.photos.read.waiting(for: .draft(token), in: visit.town.id)
        return try await visit.picture(of: photos, for: .oneReader)
    }
}

extension [any Failure] {
    /// Each thing once, however many files it is wrong with.
    fileprivate func distinct(in words: Words) -> Self {
        var said: Set<String> = []
        return filter { said.insert(words($0.text)).inserted }
    }
}

extension Visit {
    /// - Throws: `RequestFailure.moduleOff`; `ReportFailure.accountNeeded` where only accounts may report and there are none,
    ///   `AccountFailure.residentSignedOut` where there are.
    func admitReporters() throws {
        try needs(.reports)
        try town.takesNewReports(on: today)
        guard town.reports.reporting.admitsVisitors || resident != nil else {
            throw town.accounts == nil ? ReportFailure.accountNeeded as any Failure : AccountFailure.residentSignedOut
        }
    }

    /// What opens the half-filled form of this browser.
    var draftToken: Token? { cookie(.draft).value(in: request).flatMap { Token(typed: $0) } }

    /// Keeps what was typed; with the account of whoever is signed in, so that it goes when the account does.
    func keep(_ draft: ReportDraft, _ token: Token) async throws {
        try await site.useCases.drafts.keep(draft, token, of: resident?.resident.id, in: town.id, at: now)
    }

    func draft(_ token: Token) async throws -> ReportDraft? {
        try await site.useCases.drafts.draft(token, in: town.id, at: now)
    }
}
