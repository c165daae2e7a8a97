import CityDomain
import CityKit
import Hummingbird

/// One step of the form of a report.
struct ReportFormPage {
    let step: ReportStep
    let submission: Submission
    var errors = ErrorFields.none
    /// Whether the reader came from a draft that is no longer there.
    var isLost = false
    /// Whether the step was opened from the last one, to change an answer.
    var returnsToCheck = false
    /// What was added so far; only the steps that show photos need it.
    var photos: [ReportPhoto] = []
    /// For whom the report is made; only the steps that show it need it.
    var representation = RepresentationChoice.none
    /// Only the step of the place offers them.
    var own = OwnPlaces.none

    func response(_ visit: Visit) -> Response {
        let page = PublicPage(
            title: visit.words("report.form.\(step.rawValue).title"),
            section: .report,
            robots: .hidden,
            errors: errors
        )
        return page.response(visit, main(visit))
            .allowingTiles(of: visit)
    }

    private func main(_ visit: Visit) -> HTML {
        switch step {
        case .question: QuestionStep(form: self, visit: visit).html
        case .place: PlaceStep(form: self, visit: visit).html
        case .problem: ProblemStep(form: self, visit: visit).html
        case .details: DetailsStep(form: self, visit: visit).html
        case .photos: PhotosStep(form: self, visit: visit).html
        case .contact: ContactStep(form: self, visit: visit).html
        case .check: CheckStep(form: self, visit: visit).html
        }
    }

    /// What stands above every step: the way back, what is wrong, where we are and the heading.
    func head(_ visit: Visit) -> HTML {
        let words = visit.words
        let steps = steps(visit)
        let back = step.previous(in: steps)?.path ?? ""
        let lost: HTML? =
            isLost
            ? Notice(
                kind: .information,
                title: words("report.form.lost.title"),
                text: HTML(text: words("report.form.lost.text"))
            )
            .html : nil
        return """
            \(BackLink(words("page.back"), to: visit.path(returnsToCheck ? ReportStep.check.path : back)))
            \(errors.summary)
            \(Steps(
                current: step.number(in: steps),
                total: steps.count,
                words: words(
                    "report.form.step",
                    ["step": .number(step.number(in: steps)), "steps": .number(steps.count)]
                ),
                name: words("report.form.\(step.rawValue).name")
            ))
            <h1>\(words("report.form.\(step.rawValue).title"))</h1>
            \(lost)
            """
    }

    /// The form around the fields of the step and its one button.
    func form(_ visit: Visit, button: Button, _ fields: HTML) -> HTML {
        Form(
            action: visit.path(step.path),
            hidden: returnsToCheck ? [("return", "check")] : []
        ).html("\(fields)\n\(button)")
    }

    /// A question has its own, also before its topic is chosen.
    private func steps(_ visit: Visit) -> [ReportStep] {
        guard step == .question, !submission.isQuestion(in: visit.town) else {
            return ReportStep.all(for: submission, in: visit.town)
        }
        return [.question, .contact, .check]
    }

    func nextButton(_ visit: Visit) -> Button {
        let steps = steps(visit)
        let target = returnsToCheck ? ReportStep.check : step.next(in: steps)
        return Button(words: visit.words("report.form.next.\(target.rawValue)"))
    }
}

/// Where it is: an address in words, or a point.
struct PlaceStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return """
            <div class="measure stack">
            \(form.head(visit))
            \(ReportNotices(visit: visit))
            \(question)\(form.own.html(visit, returning: form.returnsToCheck ? "&return=check" : ""))
            \(form.form(visit, button: form.nextButton(visit), """
                \(AddressLine(
                    name: "address",
                    label: words("report.field.address"),
                    hint: words("report.field.address.hint"),
                    error: form.errors["address"],
                    value: form.submission.address,
                    visit: visit
                ))
                \(Field(
                    name: "hint",
                    label: words("report.field.hint"),
                    hint: words("report.field.hint.hint"),
                    error: form.errors["hint"],
                    optional: words("form.optional"),
                    control: .line(TextLine(value: form.submission.hint, autocomplete: .off))
                ))
                \(PointFields(submission: form.submission, errors: form.errors, words: words))
                \(ReportMapView(visit: visit, kind: .choice))
                """))
            </div>
            """
    }
}

extension PlaceStep {
    /// The way to the other form, where the town takes questions.
    fileprivate var question: HTML? {
        guard !visit.town.topics(on: visit.today).isEmpty else { return nil }
        return "<p>\(Link(visit.words("question.form.instead"), to: visit.path(ReportStep.question.path)))</p>"
    }
}

/// What a report is not for, before anything is typed (K14).
struct ReportNotices: Component {
    let visit: Visit

    var html: HTML {
        visit.town.reports.notices.html { notice in
            switch notice.about {
            case .emergency:
                Notice(
                    kind: .emergency,
                    title: visit.words("report.notice.emergency.title"),
                    text: emergency
                ).html
            case .officialLetter:
                Notice(
                    kind: .letter,
                    title: visit.words("report.notice.letter.title"),
                    text: HTML(text: visit.words("report.notice.letter.text"))
                ).html
            }
        }
    }

    private var emergency: HTML {
        let number = visit.town.profile.emergencyNumber
        return """
            \(visit.words("report.notice.emergency.call")) <a href="tel:\(number)">\(number)</a>. \
            \(visit.words("report.notice.emergency.text"))
            """
    }
}

/// What happened.
struct ProblemStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return """
            <div class="measure stack">
            \(form.head(visit))
            \(form.form(visit, button: form.nextButton(visit), """
                \(categories)
                \(Field(
                    name: "description",
                    label: words("report.field.description"),
                    hint: words("report.field.description.hint"),
                    error: form.errors["description"],
                    control: .area(TextArea(value: form.submission.description, rows: 6, limit: limit))
                ))
                """))
            </div>
            """
    }

    private var categories: Choices {
        Choices(
            name: "category",
            legend: visit.words("report.field.category"),
            error: form.errors["category"],
            groups: visit.town.offeredCategories(on: visit.today).compactMap { group, categories in
                // Questions have a form of their own, where the town has a rule for them.
                let reports = categories.filter { !visit.town.takesQuestions($0.kind) }
                return reports.isEmpty
                    ? nil : Choices.Group(title: visit.words(group.name), choices: reports.map(choice))
            },
            selected: [form.submission.category],
            columns: .two
        )
    }

    private func choice(_ category: CityDomain.Category) -> Choices.Choice {
        Choices.Choice(
            value: category.id.rawValue,
            words: visit.words(category.name),
            hint: category.hint.map { visit.words($0) },
            warning: category.warning.map { visit.words($0) }
        )
    }

    private var limit: TextArea.Limit {
        let most = Submission.longestDescription
        return TextArea.Limit(
            most: most,
            rule: visit.words("form.limit.rule", ["limit": .number(most)]),
            left: visit.words("form.limit.left", ["count": .words("{count}"), "limit": .number(most)]),
            over: visit.words("form.limit.over", ["count": .words("{count}"), "limit": .number(most)])
        )
    }
}

/// How the office may answer.
struct ContactStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return """
            <div class="measure stack">
            \(form.head(visit))
            <p>\(words("report.form.contact.lead"))</p>
            \(form.form(visit, button: form.nextButton(visit), """
                \(form.representation.question(visit, error: form.errors["representation"]))\
                \(field("email", .line(TextLine(value: form.submission.email, kind: .email, autocomplete: .email))))
                \(field("name", .line(TextLine(value: form.submission.name, autocomplete: .name))))
                \(field("phone", .line(TextLine(value: form.submission.phone, kind: .phone, width: .half, autocomplete: .tel))))
                """))
            </div>
            """
    }

    private func field(_ name: String, _ control: Field.Control) -> Field {
        let isNeeded = name == "email" && visit.town.reports.reporting.anonymous == .withEmail
        return Field(
            name: name,
            label: visit.words("report.field.\(name)"),
            hint: visit.words("report.field.\(name).hint"),
            error: form.errors[name],
            optional: isNeeded ? nil : visit.words("form.optional"),
            control: control
        )
    }
}
