import CityDomain
import CityKit
import Hummingbird

/// Asks a guardian, behind the link of a letter, whether a young person may have an account.
struct GuardianPage {
    let question: AnswerAsGuardian.Question

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let refusal = Form(action: visit.ownPath, hidden: [("answer", AnswerAsGuardian.Answer.refuses.rawValue)])
            .html(Button(words: words("guardian.refuse"), look: .quiet).html)
        let documents = [
            Link(words("guardian.regulation"), to: visit.path("regulation")),
            Link(words("report.terms.privacy"), to: visit.path("privacy")),
        ]
        return AccountForm(
            title: words("guardian.title"),
            lead: words(
                "guardian.lead",
                [
                    "person": .words(question.profile.name), "email": .words(question.profile.email.text),
                    "age": .number(visit.town.accounts?.guardian?.under ?? 0),
                ]
            ),
            before: "<p>\(documents[0]) · \(documents[1])</p>",
            action: visit.ownPath,
            hidden: [("answer", AnswerAsGuardian.Answer.agrees.rawValue)],
            fields: Button(words: words("guardian.agree")).html,
            after: refusal
        ).response(visit)
    }
}
