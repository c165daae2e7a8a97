import CityDomain
import CityKit
import Hummingbird

/// The form of a report: place, problem, contact, check. Each step has an address of its own and keeps what was typed.
struct ReportFormRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/report") { request, context in try await start(site.visit(request, context)) }
        for step in ReportStep.allCases {
            router.get("/:town/report/\(step.rawValue)") { request, context in
                try await show(step, site.visit(request, context))
            }
            // Photos come in another encoding; see `PhotoFormRoutes`.
            guard step != .photos else { continue }
            router.post("/:town/report/\(step.rawValue)") { request, context in
                try await take(step, site.visit(request, context))
            }
        }
    }

    private func start(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        return visit.redirect(ReportStep.place.path)
    }

    private func show(_ step: ReportStep, _ visit: Visit) async throws -> Response {
        try visit.admit(step)
        let draft = try await draft(of: visit)
        if let receipt = draft?.value.receipt, !step.isFirst { return visit.redirect(receipt) }
        guard let submission = draft?.value.submission ?? (step.isFirst ? Submission() : nil) else {
            // No draft under this browser's cookie: gone after a day, or the browser keeps no cookies.
            return visit.redirect("\(ReportStep.place.path)?lost=1")
        }
        let isLost = try visit.query()["lost"] == "1"
        let returns = try visit.query()["return"] == "check"
        var shown = draft?.value.receipt == nil ? submission.begun(at: step, in: visit.town) : Submission()
        let own = try await ownPlaces(at: step, visit)
        if step == .place { shown.takePlace(of: try visit.query(), own) }
        return ReportFormPage(
            step: step,
            submission: shown,
            isLost: isLost,
            returnsToCheck: returns,
            photos: try await photos(draft?.token, at: step, visit),
            representation: try await representation(draft?.value, at: step, visit),
            own: own
        ).response(visit)
    }

    private func take(_ step: ReportStep, _ visit: Visit) async throws -> Response {
        try visit.admit(step)
        let form = try await visit.form()
        var (token, draft) = try await draft(of: visit).map { ($0.token, $0.value) } ?? newDraft(visit)
        if let receipt = draft.receipt {
            // Sent before: the same button pressed twice, or a new report in the same browser.
            guard step.isFirst else { return visit.redirect(receipt) }
            (token, draft) = newDraft(visit)
        }
        draft.submission = draft.submission.begun(at: step, in: visit.town)
        let earlier = draft.submission
        step.read(form, into: &draft.submission)
        if step == .place {
            let addresses = site.useCases.addresses.addresses(of: visit.town.id)
            draft.submission.takePoint(from: addresses, after: earlier)
        }
        if step == .contact { draft.representation = form["representation"].isEmpty ? nil : form["representation"] }
        try await visit.keep(draft, token)
        let response = try await answer(step, form, token, draft, visit)
        return visit.knowingDevice(response.setting(visit.cookie(.draft).setting(token.text, maxAge: .days(1))))
    }

    private func answer(
        _ step: ReportStep,
        _ form: FormData,
        _ token: Token,
        _ draft: ReportDraft,
        _ visit: Visit
    ) async throws -> Response {
        let returns = form["return"] == "check"
        let steps = ReportStep.all(for: draft.submission, in: visit.town)
        do {
            if let part = step.part { try draft.submission.check(part, in: visit.town, on: visit.today) }
            if step == .contact { _ = try await choice(draft, visit) }
            guard step == .check else {
                // A category that was changed may ask what the one before did not.
                let isDone = returns && !(step.part == .problem && steps.contains(.details))
                let next = isDone ? ReportStep.check.path : step.next(in: steps).path + (returns ? "?return=check" : "")
                return visit.redirect(await detour(after: step, to: next, draft.submission, visit))
            }
            return try await submit(draft, token, visit)
        } catch let failures as Failures {
            return try await again(step, token, draft, failures.all, form, visit)
        } catch let failure as RepresentationFailure {
            return try await again(step, token, draft, [failure], form, visit)
        }
    }

    /// By way of what was reported or asked before, where there is something of the kind.
    private func detour(after step: ReportStep, to next: String, _ submission: Submission, _ visit: Visit) async
        -> String
    {
        if let choice = AddressChoiceRoutes(site: site).detour(after: step, to: next, submission, visit) {
            return choice
        }
        return submission.isQuestion(in: visit.town)
            ? await AnsweredRoutes(site: site).detour(after: step, to: next, submission, visit)
            : await SimilarRoutes(site: site).detour(after: step, to: next, submission, visit)
    }

    /// The step once more, with what is wrong.
    private func again(
        _ step: ReportStep,
        _ token: Token,
        _ draft: ReportDraft,
        _ failures: [any Failure],
        _ form: FormData,
        _ visit: Visit
    ) async throws -> Response {
        ReportFormPage(
            step: step,
            submission: draft.submission,
            errors: ErrorFields(failures, visit.words),
            returnsToCheck: form["return"] == "check",
            photos: try await photos(token, at: step, visit),
            representation: try await representation(draft, at: step, visit),
            own: try await ownPlaces(at: step, visit)
        ).response(visit)
    }

    /// The addresses of whoever is signed in, for the step that offers them.
    private func ownPlaces(at step: ReportStep, _ visit: Visit) async throws -> OwnPlaces {
        guard step == .place, let signed = visit.resident else { return .none }
        return OwnPlaces(try await site.useCases.residents.addresses.all(of: signed, in: visit.town))
    }

    /// For whom the report is made, for the steps that show it.
    private func representation(_ draft: ReportDraft?, at step: ReportStep, _ visit: Visit) async throws
        -> RepresentationChoice
    {
        guard step == .contact || step == .check else { return .none }
        let act = site.useCases.residents.representation.act
        return RepresentationChoice(
            choices: try await act.choices(of: visit.resident, in: visit.town, at: visit.now),
            chosen: draft?.representation
        )
    }

    /// - Throws: `RepresentationFailure.ended` when the account may not act for the person who was chosen, or not any more.
    private func choice(_ draft: ReportDraft, _ visit: Visit) async throws -> ActForAnother.Choice? {
        guard let chosen = draft.representation else { return nil }
        let act = site.useCases.residents.representation.act
        return try await act.choice(ID(chosen), of: visit.resident, in: visit.town, at: visit.now)
    }

    /// The photos that were added so far, for the steps that show them.
    private func photos(_ token: Token?, at step: ReportStep, _ visit: Visit) async throws -> [ReportPhoto] {
        guard let token, step == .photos || step == .check else { return [] }
        return try await site.useCases.photos.read.waiting(for: .draft(token), in: visit.town.id)
    }

    private func submit(_ draft: ReportDraft, _ token: Token, _ visit: Visit) async throws -> Response {
        let isQuestion = draft.submission.isQuestion(in: visit.town)
        let photos = isQuestion ? [] : try await photos(token, at: .check, visit)
        let receipt = try await site.useCases.submitReport(
            isQuestion ? draft.submission.withoutPlace : draft.submission,
            clientKey: ClientKey(draft.clientKey),
            origin: .page,
            language: visit.language,
            photos: PhotoClaim(uploader: .draft(token), ids: photos.map(\.id)),
            by: visit.resident,
            for: try await choice(draft, visit),
            from: visit.sender,
            in: visit.town,
            at: visit.now
        )
        let path = "z/\(receipt.number.path)/\(receipt.secret.grouped)/receipt"
        try await visit.keep(draft.sent(to: path), token)
        return visit.redirect(path)
    }

    /// A resident who is signed in need not type the contact data again (WCAG 3.3.7).
    private func newDraft(_ visit: Visit) -> (Token, ReportDraft) {
        var (token, draft) = site.useCases.drafts.new()
        if let profile = visit.resident?.profile {
            draft.submission.name = profile.name
            draft.submission.email = profile.email.text
            draft.submission.phone = profile.phone?.formatted ?? ""
        }
        return (token, draft)
    }

    private func draft(of visit: Visit) async throws -> (token: Token, value: ReportDraft)? {
        guard let token = visit.draftToken else { return nil }
        return try await visit.draft(token).map { (token, $0) }
    }
}

/// A step of the form.
enum ReportStep: String, CaseIterable {
    /// Of a question, which has no place, no problem and no photos.
    case question
    case place, problem, details, photos, contact, check

    var path: String { "report/\(rawValue)" }

    /// Whether a form begins with it.
    var isFirst: Bool { self == .question || self == .place }

    /// The steps of one report: its category may ask for details, the town may take photos.
    static func all(for submission: Submission, in town: Municipality) -> [ReportStep] {
        let asks = town.category(ID(submission.category))?.askedFields.isEmpty == false
        if submission.isQuestion(in: town) { return [.question] + (asks ? [.details] : []) + [.contact, .check] }
        return allCases.filter {
            $0 != .question && ($0 != .details || asks) && ($0 != .photos || town.photos.max > 0)
        }
    }

    /// A step of the form as it stands in an address; nil for anything else, so that no link leads away.
    static func path(in next: String) -> String? {
        allCases.map(\.path).flatMap { [$0, "\($0)?return=check"] }.first { $0 == next }
    }

    /// From 1.
    func number(in steps: [ReportStep]) -> Int { (steps.firstIndex(of: self) ?? 0) + 1 }

    func next(in steps: [ReportStep]) -> ReportStep { steps[min(number(in: steps), steps.count - 1)] }

    func previous(in steps: [ReportStep]) -> ReportStep? {
        let number = number(in: steps)
        return number > 1 ? steps[number - 2] : nil
    }

    /// Nil for photos, which are checked when they are added.
    var part: Submission.Part? {
        switch self {
        case .place: .place
        case .problem, .question: .problem
        case .details: .details
        case .photos: nil
        case .contact: .contact
        case .check: .consent
        }
    }

    /// Takes the fields of this step; the others stay as they are.
    func read(_ form: FormData, into submission: inout Submission) {
        switch self {
        case .place:
            submission.address = form["address"]
            submission.hint = form["hint"]
            submission.latitude = form["latitude"]
            submission.longitude = form["longitude"]
        case .problem, .question:
            if submission.category != form["category"] { submission.answers = [:] }
            submission.category = form["category"]
            submission.description = form["description"]
        case .details:
            submission.answers = [:]
            for name in form.names where name.hasPrefix("field-") {
                submission.answers[String(name.dropFirst("field-".count))] = form.all(name)
            }
        case .photos: break
        case .contact:
            submission.name = form["name"]
            submission.email = form["email"]
            submission.phone = form["phone"]
        case .check:
            submission.termsVersion = form["terms"]
            submission.declaresAge = form["age"] == "yes"
        }
    }
}

extension Submission {
    /// The submission as a step of the form of a report or of a question takes it over: whoever began the other form keeps
    /// the words, and chooses anew what it is about.
    fileprivate func begun(at step: ReportStep, in town: Municipality) -> Self {
        guard !category.isEmpty, isQuestion(in: town) != (step == .question),
            [.question, .place, .problem].contains(step)
        else { return self }
        var submission = self
        (submission.category, submission.answers) = ("", [:])
        return submission
    }
}

extension Visit {
    /// - Throws: as `admitReporters`; `QuestionFailure.notOffered` for the step of a question where nothing can be asked.
    fileprivate func admit(_ step: ReportStep) throws {
        try admitReporters()
        if step == .question, town.topics(on: today).isEmpty { throw QuestionFailure.notOffered }
    }
}

extension Response {
    /// The response with a cookie to set.
    func setting(_ cookie: Cookie) -> Response {
        var response = self
        response.setCookie(cookie)
        return response
    }
}
