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

/// The frame of a page behind the secret link, with the way back to the report.
private struct FollowUpPage {
    let title: String
    let report: OpenReport
    let errors: ErrorFields

    func response(_ visit: Visit, _ content: HTML) -> Response {
        let page = PublicPage(title: title, section: .status, robots: .hidden, isFaulty: !errors.isEmpty)
        let status = visit.ownPath.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        return page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
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
