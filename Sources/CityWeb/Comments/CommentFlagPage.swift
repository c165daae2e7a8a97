import CityDomain
import CityKit
import Hummingbird

/// Asks why a comment should not be there.
struct CommentFlagPage {
    let number: ReportNumber
    let comment: PublicComment
    var chosen = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("comment.flag.title")
        let grounds = Choices(
            name: "ground",
            legend: words("comment.flag.legend"),
            error: errors["ground"],
            choices: CommentFlag.allCases.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [chosen]
        )
        let path = "reports/\(number.path)"
        return PublicPage(title: title, section: .reports, robots: .hidden, errors: errors).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("comment.flag.back"), to: visit.path("\(path)#comments")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("comment.flag.lead"))</p>
            \(Conversation(messages: [
                Conversation.Message(
                    side: .resident,
                    by: "\(visit.name(of: comment.voice)) · \(visit.moment(comment.writtenAt))",
                    text: comment.words,
                    language: visit.languageOfReports
                )
            ]))
            \(Form(action: visit.path("\(path)/comments/\(comment.id)/flag")).html(
                "\(grounds)\(Button(words: words("comment.flag.button"), icon: .flag))"
            ))
            </div>
            """
        )
    }
}
