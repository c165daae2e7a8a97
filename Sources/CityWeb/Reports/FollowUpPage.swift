import CityDomain
import CityKit
import Hummingbird

/// The words of a report, to be changed by its reporter before the office decides.
struct ChangeReportPage {
    let report: OpenReport
    let description: String
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let most = Submission.longestDescription
        return FollowUpPage(title: words("change.title"), report: report, errors: errors).response(
            visit,
            """
            <p>\(words("change.lead"))</p>
            \(Form(action: visit.ownPath).html(
                """
                \(Field(
                    name: "description",
                    label: words("report.field.description"),
                    error: errors["description"],
                    control: .area(
                        TextArea(
                            value: description,
                            rows: 8,
                            limit: TextArea.Limit(
                                most: most,
                                rule: words("form.limit.rule", ["limit": .number(most)]),
                                left: words("form.limit.left", ["count": .words("{count}"), "limit": .number(most)]),
                                over: words("form.limit.over", ["count": .words("{count}"), "limit": .number(most)])
                            )
                        )
                    )
                ))
                \(Button(words: words("change.save")))
                """
            ))
            """
        )
    }
}

/// The last question before a report is taken back.
struct WithdrawReportPage {
    let report: OpenReport
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return FollowUpPage(title: words("withdraw.title"), report: report, errors: errors).response(
            visit,
            """
            <p>\(words("withdraw.lead"))</p>
            \(Form(action: visit.ownPath).html(Button(words: words("withdraw.button"), look: .danger).html))
            """
        )
    }
}

/// What is still wrong with a report that the office has ended.
struct ReopenReportPage {
    let report: OpenReport
    var reason = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let last = report.report.reopenableUntil(on: visit.today, in: visit.town)
        // A page that stayed open too long shows what was typed, beside the error.
        let isOffered = last != nil || !errors.isEmpty
        return FollowUpPage(title: words("reopen.title"), report: report, errors: errors).response(
            visit,
            isOffered ? form(words, until: last, at: visit.ownPath) : "<p>\(words("reopen.notOffered"))</p>"
        )
    }

    private func form(_ words: Words, until last: CivilDate?, at path: String) -> HTML {
        let term: HTML? = last.map { "<p>\(words("reopen.until", ["day": .date($0)]))</p>" }
        return """
            <p>\(words("reopen.lead"))</p>
            \(term)
            \(Form(action: path).html(
                """
                \(Field(
                    name: "reason",
                    label: words("reopen.reason"),
                    hint: words("reopen.hint"),
                    error: errors["reason"],
                    control: .area(TextArea(value: reason, rows: 6))
                ))
                \(Button(words: words("reopen.button"), icon: .send))
                """
            ))
            """
    }
}

/// The frame of a page behind the secret link, with the way back to the report.
private struct FollowUpPage {
    let title: String
    let report: OpenReport
    let errors: ErrorFields

    func response(_ visit: Visit, _ content: HTML) -> Response {
        let page = PublicPage(title: title, section: .status, robots: .hidden, errors: errors)
        let status = visit.ownPath.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        return page.response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(visit.words("status.back"), to: status))
            \(errors.summary)
            <h1>\(title)</h1>
            \(content)
            </div>
            """
        )
    }
}
