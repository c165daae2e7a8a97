import CityDomain
import CityKit
import Hummingbird

/// Comments as the office reads and decides them, before everybody reads them.
struct CommentDeskRoutes {
    let site: Site

    private var moderate: ModerateComments { site.useCases.comments.moderate }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/comments") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let comments = try await moderate.queue(visit.moderation(signed))
            return CommentQueuePage(page: try await page(visit, signed), comments: comments).response(visit)
        }
        router.get("/:town/office/comments/:comment") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        for act in CommentAct.allCases {
            router.post("/:town/office/comments/:comment/\(act.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await self.act(act, visit, signed)
            }
        }
        router.get("/:town/office/reports/:number/comments") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await list(visit, signed)
        }
        router.post("/:town/office/reports/:number/comments") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await answer(visit, signed)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: CommentActForm = CommentActForm()
    ) async throws -> Response {
        CommentDeskPage(
            page: try await page(visit, signed),
            opened: try await moderate.open(visit.comment, visit.moderation(signed)),
            form: form
        ).response(visit)
    }

    /// Does what the form asks for, or shows the comment as it stands now with what was typed and what is wrong.
    private func act(_ act: CommentAct, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await carryOut(act, form, visit.comment, visit.moderation(signed))
            return visit.redirect("office/comments?done=\(act.rawValue)")
        } catch let failure as CommentFailure where failure != .unknown {
            return try await show(visit, signed, CommentActForm(act, form, failure, visit.words))
        }
    }

    private func carryOut(
        _ act: CommentAct,
        _ form: FormData,
        _ id: ID<ReportComment>,
        _ work: ModerateComments.Work
    ) async throws {
        let named = form["ground"]
        let ground = RejectionReason(rawValue: named)
        guard named.isEmpty || ground != nil else { throw CommentFailure.groundUnknown }
        switch act {
        case .publish: try await moderate.publish(id, words: form["words"], work)
        case .refuse: try await moderate.refuse(id, for: ground, because: form["reason"], work)
        case .takeDown: try await moderate.takeDown(id, for: ground, because: form["reason"], work)
        case .keep: try await moderate.keep(id, work)
        }
    }

    // MARK: - Under one report

    private func report(_ visit: Visit) async throws -> Report {
        try await site.useCases.readReport.unseen(visit.reportNumber, in: visit.town).report
    }

    private func list(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        words: String = "",
        errors: ErrorFields = .none
    ) async throws -> Response {
        let report = try await report(visit)
        return ReportCommentsPage(
            page: try await page(visit, signed),
            report: report,
            comments: try await moderate.all(on: report, visit.moderation(signed)),
            unit: visit.caller(signed).homeUnit ?? report.unit,
            words: words,
            errors: errors
        ).response(visit)
    }

    private func answer(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let words = try await visit.form()["words"]
        do {
            let report = try await report(visit)
            try await moderate.answer(on: report, words: words, visit.moderation(signed))
            return visit.redirect("office/reports/\(report.number.path)/comments?done=answer")
        } catch let failure as CommentFailure {
            return try await list(visit, signed, words: words, errors: ErrorFields([failure], visit.words))
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("comment.desk.title"),
            queue: "office/comments",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

/// What the office does with a comment. Its name is a part of the address.
enum CommentAct: String, CaseIterable {
    case publish, refuse, takeDown, keep
}

/// What was typed in one of the forms of a comment, and what is wrong with it.
struct CommentActForm {
    let act: CommentAct?
    private let typed: FormData
    let errors: ErrorFields

    /// Nothing yet.
    init() { (act, typed, errors) = (nil, FormData(), .none) }

    init(_ act: CommentAct, _ typed: FormData, _ failure: CommentFailure, _ words: Words) {
        (self.act, self.typed) = (act, typed)
        errors = ErrorFields([failure], words)
    }

    /// Nil for another act, and for a field that was not sent.
    func value(_ name: String, of act: CommentAct) -> String? {
        self.act == act && typed.names.contains(name) ? typed[name] : nil
    }

    func error(_ name: String, of act: CommentAct) -> String? { self.act == act ? errors[name] : nil }
}

extension Visit {
    func moderation(_ signed: SignIn.Signed) -> ModerateComments.Work {
        ModerateComments.Work(by: caller(signed), in: town, at: now)
    }
}
