import CityDomain
import CityKit

/// Where everybody may give an address to be told of changes to a report.
struct FollowForm {
    var email = ""
    var errors = ErrorFields.none
    /// A letter was sent just now, or had been before.
    var isAsked = false

    /// Nothing once nothing more will happen.
    func card(of report: Report, _ visit: Visit) -> HTML? {
        guard !report.status.isFinished, report.joined == nil else { return nil }
        return Card(
            id: "follow",
            title: visit.words("follow.title"),
            icon: .mail,
            look: .soft,
            content: isAsked ? asked(visit) : form(of: report, visit)
        ).html
    }

    private func asked(_ visit: Visit) -> HTML {
        Notice(
            kind: .success,
            title: visit.words("follow.asked.title"),
            text: HTML(text: visit.words("follow.asked.text"))
        ).html
    }

    private func form(of report: Report, _ visit: Visit) -> HTML {
        let words = visit.words
        let fields: HTML = """
            \(Field(
                name: "email",
                label: words("follow.email"),
                hint: words("follow.hint"),
                error: errors["email"],
                control: .line(TextLine(value: email, kind: .email, autocomplete: .email))
            ))
            \(Button(words: words("follow.button"), icon: .mail, look: .quiet))
            """
        return Form(action: visit.path("reports/\(report.number.path)/follow")).html(fields)
    }
}
