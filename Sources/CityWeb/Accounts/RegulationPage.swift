import CityDomain
import CityKit
import Hummingbird

/// Asks a resident to accept the regulation anew, and shows what has changed.
struct RegulationPage {
    let question: AcceptRegulation.Question
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let consent = Consent(
            name: "terms",
            words: words("register.terms"),
            documents: [
                Link(
                    words("report.terms.regulation", ["date": .date(question.version.effective)]),
                    to: visit.path("regulation?version=\(question.version.version)")
                )
            ],
            error: errors["terms"],
            value: question.version.version
        )
        return AccountForm(
            title: words("account.terms.title"),
            lead: words("account.terms.lead", ["date": .date(question.version.effective)]),
            action: visit.path("account/terms"),
            fields: "\(changes(words))\(consent)\(Button(words: words("account.terms.button")))",
            after: leave(visit),
            errors: errors
        ).response(visit)
    }

    private func changes(_ words: Words) -> HTML {
        guard let changes = question.changes else { return "<p>\(words("account.terms.unknown"))</p>" }
        let points = changes.html { change in
            """
            <h3>\(change.heading)</h3>
            \(change.before.map { "<p><del>\($0)</del></p>" as HTML })
            \(change.after.map { "<p><ins>\($0)</ins></p>" as HTML })

            """
        }
        let language = HTML.attribute("lang", question.version.language.rawValue)
        return "<h2>\(words("account.terms.changes"))</h2>\n<div class=\"stack tight\"\(language)>\(points)</div>"
    }

    /// Who does not agree leaves.
    private func leave(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("account.terms.decline"))</h2>
            <p>\(words("account.terms.decline.text"))</p>
            <ul class="bullets">
            <li>\(Link(words("download.title"), to: visit.path("account/download")))</li>
            <li>\(Link(words("erase.title"), to: visit.path("account/erase")))</li>
            </ul>
            \(Form(action: visit.path("account/sign-out")).html(
                Button(words: words("account.signOut"), icon: .signOut, look: .quiet).html
            ))
            """
    }
}
