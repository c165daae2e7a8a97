import CityDomain
import CityKit
import Hummingbird

/// Comments on published reports, as residents write them and everybody reads them.
struct CommentRoutes {
    let site: Site

    private var comments: CommentUseCases { site.useCases.comments }

    func add(to router: Router<CityContext>) {
        router.post("/:town/reports/:number/comments") { request, context in
            try await take(request, context)
        }
        router.post("/:town/reports/:number/comments/:comment/remove") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let isOfAccount = try await visit.form()["from"] == RemoveComment.Place.account.rawValue
            let number = try visit.reportNumber
            try await comments.write.remove(visit.comment, of: signed, in: visit.town)
            return visit.redirect(
                isOfAccount
                    ? "account/comments?comment=removed" : "reports/\(number.path)?comment=removed#comments"
            )
        }
        router.get("/:town/reports/:number/comments/:comment/flag") { request, context in
            try await ask(site.visit(request, context))
        }
        router.post("/:town/reports/:number/comments/:comment/flag") { request, context in
            try await flag(site.visit(request, context))
        }
        router.get("/:town/account/comments") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let own = try await comments.write.own(signed, in: visit.town)
            return OwnCommentsPage(comments: own).response(visit)
        }
    }

    // MARK: - Writing

    /// Stores the comment, or shows the page of the report again with what was typed and what to do about it.
    private func take(_ request: Request, _ context: CityContext) async throws -> Response {
        let visit = try site.visit(request, context)
        let number = try visit.reportNumber
        _ = try visit.town.commentRules
        let fields = try await visit.form()
        var form = CommentForm(words: fields["words"], key: Token(typed: fields["key"]))
        do {
            let (_, signed) = try site.residentVisit(request, context)
            form.hints = warnings(form.words, fields["warned"], visit)
            guard form.hints.isEmpty else { return try await show(form, of: number, visit) }
            try await comments.write(
                form.words,
                key: form.key ?? comments.write.newKey(),
                on: number,
                by: signed,
                in: visit.town,
                at: visit.now
            )
            return visit.redirect("reports/\(number.path)?comment=sent#comments")
        } catch let failure as CommentFailure {
            // What is sent from here on is another comment.
            if failure == .sentBefore { form.key = nil }
            return try await show(form.faulty(failure, visit.words), of: number, visit)
        } catch let failure as AccountFailure {
            return try await show(form.faulty(failure, visit.words), of: number, visit)
        }
    }

    /// What in the words should perhaps not be said to everybody; none once the writer has seen the same warning.
    private func warnings(_ words: String, _ seen: String, _ visit: Visit) -> [TextHint] {
        let longest = visit.town.reports.comments?.longest ?? 0
        guard words.unicodeScalars.count <= longest else { return [] }
        let hints = site.useCases.casework.findHints(words, in: visit.town)
        // A browser sends line breaks of a form as two signs.
        let known = Set(seen.split(whereSeparator: \.isNewline).map(String.init))
        return hints.allSatisfy { known.contains(CommentForm.mark(of: [$0])) } ? [] : hints
    }

    private func show(_ form: CommentForm, of number: ReportNumber, _ visit: Visit) async throws -> Response {
        try await PublicReportRoutes(site: site).page(of: number, comment: form, visit)
    }

    // MARK: - Saying that one should not be there

    private func ask(_ visit: Visit) async throws -> Response {
        try await page(visit).response(visit)
    }

    private func page(_ visit: Visit) async throws -> CommentFlagPage {
        let number = try visit.reportNumber
        let comment = try await comments.read.one(visit.comment, of: number, for: visit.audience, in: visit.town)
        return CommentFlagPage(number: number, comment: comment)
    }

    private func flag(_ visit: Visit) async throws -> Response {
        let (number, form) = (try visit.reportNumber, try await visit.form())
        do {
            try await comments.read.flag(
                visit.comment,
                of: number,
                ground: form["ground"],
                from: visit.network,
                for: visit.audience,
                in: visit.town,
                at: visit.now
            )
        } catch let failure as CommentFailure where failure.isOfFlag {
            var page = try await page(visit)
            (page.chosen, page.errors) = (form["ground"], ErrorFields([failure], visit.words))
            return page.response(visit)
        }
        return visit.redirect("reports/\(number.path)?comment=flagged#comments")
    }
}

extension CommentForm {
    /// The same with what is wrong, at the words where it is about them.
    fileprivate func faulty(_ failure: any Failure, _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields([failure], words, ids: ["words": "comment-words"])
        return form
    }
}

extension CommentFailure {
    /// Whether it is told on the form by which somebody says something against a comment.
    fileprivate var isOfFlag: Bool {
        switch self {
        case .flagMissing, .tooManyFlags: true
        default: false
        }
    }
}

extension Visit {
    /// The number that the path names, in a town that takes reports.
    ///
    /// - Throws: `RequestFailure.moduleOff`, `ReportFailure.notFound`.
    var reportNumber: ReportNumber {
        get throws {
            try needs(.reports)
            guard let number = ReportNumber(parameter("number")) else { throw ReportFailure.notFound }
            return number
        }
    }
}
