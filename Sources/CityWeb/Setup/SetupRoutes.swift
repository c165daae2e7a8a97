import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// The wizard that makes a town, for whoever has its link. For everybody else these pages are not there.
struct SetupRoutes {
    let site: Site

    private var setUp: SetUpTown { site.useCases.setUpTown }

    func add(to router: Router<CityContext>) {
        router.get("/setup/:token") { request, context in
            let visit = try await visit(request, context)
            return visit.redirect(to: visit.opened.made == nil ? firstUndone(visit).rawValue : "done")
        }
        router.get("/setup/:token/brand.css") { request, context in
            let brand = setUp.brand(of: try await visit(request, context).opened.draft).flatMap(Brand.init)
            return Response(
                status: .ok,
                headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: brand?.styleSheet ?? ""))
            )
        }
        router.get("/setup/:token/done") { request, context in
            let visit = try await visit(request, context)
            guard let made = visit.opened.made else { return visit.redirect(to: firstUndone(visit).rawValue) }
            let link = try await site.useCases.staff.manage.link(of: made, at: site.clock.now)
            return SetupDonePage(visit: visit, made: made, link: link).response
        }
        router.get("/setup/:token/:step") { request, context in
            let visit = try await visit(request, context)
            guard visit.opened.made == nil else { return visit.redirect(to: "done") }
            return show(try step(context), visit)
        }
        router.post("/setup/:token/:step") { request, context in
            try site.crossSite.check(request)
            let visit = try await visit(request, context)
            guard visit.opened.made == nil else { return visit.redirect(to: "done") }
            let step = try step(context)
            return step == .review ? try await make(visit) : try await take(step, request, visit)
        }
    }

    private func firstUndone(_ visit: SetupVisit) -> SetupStep {
        let done = setUp.done(in: visit.opened.draft)
        return SetupStep.allCases.first { !done.contains($0) } ?? .review
    }

    private func step(_ context: CityContext) throws -> SetupStep {
        guard let step = context.parameters.get("step").flatMap(SetupStep.init) else {
            throw RequestFailure.unknownPage
        }
        return step
    }

    private func visit(_ request: Request, _ context: CityContext) async throws -> SetupVisit {
        let token = context.parameters.get("token").flatMap { Token(typed: $0) }
        let now = site.clock.now
        var opened = try await setUp.open(token, from: site.network(of: request, context), at: now)
        if let language = request.languageOfLink, opened.made == nil, opened.draft.language != language {
            opened = try await setUp.save(opened, at: now) { $0.language = language }
        }
        return SetupVisit(request: request, site: site, opened: opened, now: now)
    }
}

// MARK: - Steps

extension SetupRoutes {
    /// - Parameter typed: what is shown in the place of what is kept; nil for that.
    private func show(
        _ step: SetupStep,
        _ visit: SetupVisit,
        _ failures: [any Failure] = [],
        typed: SetupDraft? = nil
    ) -> Response {
        let errors = ErrorFields(failures, visit.words)
        let draft = setUp.suggesting(typed ?? visit.opened.draft)
        let frame = SetupFrame(step: step, done: setUp.done(in: visit.opened.draft), errors: errors, visit: visit)
        let profile = setUp.profile(of: draft)
        switch step {
        case .profile:
            return frame.response(SetupProfileForm(profiles: setUp.profiles, draft: draft, frame: frame).html)
        case .town: return frame.response(SetupTownForm(calendars: setUp.calendars, draft: draft, frame: frame).html)
        case .look: return frame.response(SetupLookForm(draft: draft, frame: frame).html)
        case .place: return frame.response(SetupPlaceForm(draft: draft, frame: frame).html)
        case .units: return frame.response(SetupUnitsForm(profile: profile?.town, draft: draft, frame: frame).html)
        case .administrator: return frame.response(SetupAdministratorForm(draft: draft, frame: frame).html)
        case .review: return review(frame, draft, profile, failures, visit)
        }
    }

    private func review(
        _ frame: SetupFrame,
        _ draft: SetupDraft,
        _ profile: TownProfile?,
        _ failures: [any Failure],
        _ visit: SetupVisit
    ) -> Response {
        var failures = failures
        var town: Municipality?
        do { town = try setUp.propose(visit.opened.draft, at: visit.now).town } catch {
            if failures.isEmpty { failures = error.ofSetup }
        }
        let told = SetupFrame(
            step: .review,
            done: frame.done,
            errors: ErrorFields(failures, visit.words),
            visit: visit
        )
        return told.response(SetupReview(town: town, profile: profile?.town, draft: draft, frame: told).html)
    }

    private func take(_ step: SetupStep, _ request: Request, _ visit: SetupVisit) async throws -> Response {
        var visit = visit
        let sent = try await SetupForm(request)
        if let seen = sent.fields["seen"]?.first, visit.opened.draft.isOther(step, than: seen, sent.fields) {
            return otherWindow(step, sent, visit)
        }
        var refused: [SetupFailure] = []
        visit.opened = try await setUp.save(visit.opened, at: visit.now) { draft in
            draft.put(sent.fields, in: step)
            refused = sent.tooLarge + sent.put(in: &draft, of: step)
        }
        guard visit.opened.made == nil else { return visit.redirect(to: "done") }
        let wanted = sent.fields["go"]?.first.flatMap(SetupStep.init)
        if refused.isEmpty, let wanted { return visit.redirect(to: wanted.rawValue) }
        let failures = refused + setUp.failures(of: step, in: visit.opened.draft).filter { $0.isNew(beside: refused) }
        guard failures.isEmpty else { return show(step, visit, failures) }
        return visit.redirect(to: (step.next ?? .review).rawValue)
    }

    /// What was typed here, beside the word that another window changed the step; sending it once more takes its place.
    private func otherWindow(_ step: SetupStep, _ sent: SetupForm, _ visit: SetupVisit) -> Response {
        var draft = visit.opened.draft
        draft.put(sent.fields, in: step)
        return show(step, visit, [SetupFailure.changedMeanwhile], typed: draft)
    }

    private func make(_ visit: SetupVisit) async throws -> Response {
        let form = try await SetupForm(visit.request)
        if let step = form.fields["go"]?.first.flatMap(SetupStep.init) { return visit.redirect(to: step.rawValue) }
        do {
            try await setUp.make(visit.opened, at: visit.now)
            return visit.redirect(to: "done")
        } catch  where !error.ofSetup.isEmpty {
            return show(.review, visit, error.ofSetup)
        }
    }
}

extension Error {
    /// What is wrong with a town that is to be made; nothing where the error is about something else.
    fileprivate var ofSetup: [any Failure] {
        if let failures = self as? Failures { return failures.all }
        guard let failure = self as? SetupFailure, failure != .linkGone else { return [] }
        return [failure]
    }
}

extension SetupDraft {
    /// Whether another window changed a step since a page of it was made, and to something else than the page sent.
    fileprivate func isOther(_ step: SetupStep, than seen: String, _ sent: [String: [String]]) -> Bool {
        mark(of: step) != seen && !says(sent, in: step)
    }
}

extension Failure {
    /// Whether no other failure is about the same field.
    fileprivate func isNew(beside others: [any Failure]) -> Bool {
        kind.field == nil || !others.contains { $0.kind.field == kind.field }
    }
}

/// What a request to the wizard has in common with all others.
struct SetupVisit: Sendable {
    let request: Request
    let site: Site
    var opened: SetUpTown.Opened
    let now: Instant

    /// In the language that was chosen, else that of the browser.
    var words: Words {
        let chosen = request.languageOfLink ?? opened.draft.language
        guard let chosen else { return site.words(for: request, in: nil) }
        return Words(catalogue: site.catalogue, language: chosen)
    }

    func path(_ page: String) -> String { "/setup/\(opened.token.text)/\(page)" }

    func redirect(to page: String) -> Response { Response(status: .seeOther, headers: [.location: path(page)]) }
}
