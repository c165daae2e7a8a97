import CityDomain
import CityKit

/// On the page of whoever asked: where everybody reads the answer, and where a fault is reported that was sent as a question.
struct QuestionNotices: Component {
    let visit: Visit
    let report: Report
    /// Nil where the office published nothing of it.
    let answer: AnsweredQuestion?

    var html: HTML { "\(published)\(fault)" }

    private var published: HTML? {
        answer.map { answer in
            Notice(
                kind: .information,
                icon: .eye,
                title: visit.words("question.status.published.title"),
                text: """
                    \(visit.words("question.status.published.text")) \
                    \(Link(visit.words("question.status.published.link"), to: visit.path("questions/\(answer.number.path)")))
                    """
            ).html
        }
    }

    private var fault: HTML? {
        guard visit.town.takesQuestions(report.kind), report.status == .rejected,
            report.history.last(where: \.changesStatus)?.rejection == .wrongCategory
        else { return nil }
        return Notice(
            kind: .information,
            icon: .report,
            title: visit.words("question.status.fault.title"),
            text: """
                \(visit.words("question.status.fault.text")) \
                \(Link(visit.words("question.form.fault"), to: visit.path(ReportStep.place.path)))
                """
        ).html
    }
}
