import CityDomain
import CityKit

/// Everything that was answered, to read over before it is sent.
struct CheckStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return Columns(
            .side,
            """
            \(form.head(visit))
            \(form.errors["category"] == nil ? nil : FieldError(form.errors["category"], of: "category").html)
            \(groundNotice)
            \(CheckList(id: "answers", title: words("report.check.\(isQuestion ? "question" : "report")"), rows: isQuestion ? questionRows : reportRows))
            \(CheckList(id: "reach", title: words("report.check.contact"), rows: contactRows))
            \(form.form(visit, button: Button(words: words(isQuestion ? "question.form.send" : "report.form.send"), icon: .send), consents))
            """,
            """
            \(Card(
                id: "seen",
                title: words("report.check.seen.title"),
                icon: .eye,
                content: TickList(items: seen).html
            ))
            \(Card(
                id: "unseen",
                title: words("report.check.unseen.title"),
                icon: .lock,
                look: .soft,
                content: TickList(
                    sign: .no,
                    items: [words("report.check.unseen.contact"), words(isQuestion ? "question.check.unseen" : "report.check.unseen.text")] + hidden
                ).html
            ))
            """
        ).html
    }

    private var isQuestion: Bool { form.submission.isQuestion(in: visit.town) }

    private var seen: [String] {
        let words = visit.words
        guard !isQuestion else { return [words("question.check.seen")] }
        let photos = visit.town.photos.publish == .afterReview ? [words("report.check.seen.photos")] : []
        return [words("report.check.seen.content")] + photos + [words("report.check.seen.answers")]
    }

    /// What a photo holds besides the picture is gone; where the town publishes none, so is the picture.
    private var hidden: [String] {
        let rules = visit.town.photos
        guard rules.max > 0, !isQuestion else { return [] }
        let words = visit.words
        return [words("report.check.unseen.metadata")]
            + (rules.publish == .never ? [words("report.check.unseen.photos")] : [])
    }

    /// Nothing for places that the town looks after; the others may be sent all the same.
    private var groundNotice: Notice? {
        guard !isQuestion else { return nil }
        let key: String? =
            switch form.submission.point.map(visit.town.ground(at:)) {
            case .managed, nil: nil
            case .notManaged: "report.ground.notManaged"
            case .outside: "report.ground.outside"
            }
        return key.map { key in
            Notice(
                kind: .information,
                icon: .warning,
                title: visit.words("\(key).title"),
                text: HTML(text: visit.words("\(key).text"))
            )
        }
    }

    private var reportRows: [CheckList.Row] {
        let submission = form.submission
        let category = visit.town.category(ID(submission.category)).map { visit.words($0.name) }
        var rows = [
            row("address", submission.address, .place),
            row("hint", submission.hint, .place),
        ]
        if !(submission.latitude + submission.longitude).isEmpty {
            rows.append(row("point", "\(submission.latitude); \(submission.longitude)", .place))
        }
        rows += [
            row("category", category ?? "", .problem),
            row("description", submission.description, .problem),
        ]
        return rows + detailRows + (visit.town.photos.max > 0 ? [photos] : [])
    }

    private var questionRows: [CheckList.Row] {
        let category = visit.town.category(ID(form.submission.category)).map { visit.words($0.name) }
        return [
            row(visit.words("question.topic"), category ?? "", .question, id: "category"),
            row(visit.words("question.field"), form.submission.description, .question, id: "description"),
        ] + detailRows
    }

    private var detailRows: [CheckList.Row] {
        (visit.town.category(ID(form.submission.category))?.fields ?? []).map { field in
            let said = field.said(form.submission.answers[field.id.rawValue] ?? [], visit)
            return row(visit.words(field.label), said, .details, id: Submission.name(of: field.id))
        }
    }

    private var photos: CheckList.Row {
        let question = visit.words("photo.field")
        let pictures = visit.pictures(form.photos, at: ReportStep.photos.path).html
        let none = HTML(text: visit.words("form.notGiven"))
        return CheckList.Row(
            question: question,
            answer: "\(FieldError(form.errors["photos"], of: "photos"))\(form.photos.isEmpty ? none : pictures)",
            change: .link(
                Link(
                    visit.words("form.change"),
                    to: visit.path("\(ReportStep.photos.path)?return=check"),
                    context: ": \(question)"
                )
            ),
            id: "photos"
        )
    }

    private var contactRows: [CheckList.Row] {
        representedRow + [
            row("email", form.submission.email, .contact),
            row("name", form.submission.name, .contact),
            row("phone", form.submission.phone, .contact),
        ]
    }

    /// In whose name the report is made, where there is a choice or the one that was made is gone.
    private var representedRow: [CheckList.Row] {
        guard form.representation.isAsked else { return [] }
        let error = form.errors["representation"]
        var answer = row(
            visit.words("representation.for"),
            form.representation.answer(visit),
            .contact,
            id: "representation"
        )
        if let error { answer.answer = "\(FieldError(error, of: "representation"))\(answer.answer)" }
        return [answer]
    }

    private func row(_ field: String, _ answer: String, _ step: ReportStep) -> CheckList.Row {
        row(visit.words("report.field.\(field)"), answer, step, id: field)
    }

    private func row(_ question: String, _ answer: String, _ step: ReportStep, id: String) -> CheckList.Row {
        CheckList.Row(
            question: question,
            answer: HTML(paragraphs: answer.trimmingSpaces().isEmpty ? visit.words("form.notGiven") : answer),
            change: .link(
                Link(visit.words("form.change"), to: visit.path("\(step.path)?return=check"), context: ": \(question)")
            ),
            id: id
        )
    }

    private var consents: HTML { "\(age)\(terms)" }

    private var terms: HTML {
        let version = visit.town.regulation(on: visit.today)
        let documents = [
            Link(
                visit.words("report.terms.regulation", ["date": .date(version?.effective ?? visit.today)]),
                to: visit.path("regulation")
            ),
            Link(visit.words("report.terms.privacy"), to: visit.path("privacy")),
        ]
        guard visit.town.reports.terms.acceptance == .ticked else {
            let links = HTML(trusted: documents.map(\.html.markup).joined(separator: " · "))
            return "<p class=\"small\">\(visit.words("report.terms.byUse")) \(links)</p>"
        }
        return Consent(
            name: "terms",
            words: visit.words("report.terms.accept"),
            documents: documents,
            error: form.errors["terms"],
            value: version?.version ?? "",
            state: form.submission.termsVersion == version?.version ? .given : .open
        ).html
    }

    private var age: HTML? {
        visit.town.reports.minimumAge.map { minimum in
            Consent(
                name: "age",
                words: visit.words("report.age.declare", ["count": .number(minimum.years)]),
                error: form.errors["age"],
                state: form.submission.declaresAge ? .given : .open
            ).html
        }
    }
}

extension HTML {
    /// Text with its line breaks.
    init(paragraphs text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { HTML(text: $0).markup }
        self.init(trusted: lines.joined(separator: "<br>"))
    }
}
