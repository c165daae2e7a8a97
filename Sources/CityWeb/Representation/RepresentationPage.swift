import CityDomain
import CityKit
import Hummingbird

/// One authority to act for another, with the ways to decide.
struct RepresentationPage {
    var page: OfficePage
    let opened: DecideRepresentation.Opened
    let form: FormData
    let errors: ErrorFields

    private var representation: Representation { opened.open.representation }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let represented = opened.open.details.represented
        return page.response(
            visit,
            """
            \(BackLink(words("representation.desk.title"), to: visit.path("office/representations")))
            \(errors.summary)
            \(PageHead(title: represented.words, lead: words("representation.desk.who", ["name": .words(opened.profile.name)])))
            \(Columns(
                .work,
                Card(id: "facts", title: words("representation.document"), content: FactList(rows: facts(visit)).html).html,
                acts(visit)
            ))
            """
        )
    }

    private func facts(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let account = Link(opened.profile.name, to: visit.path("office/residents/\(representation.resident)"))
        return [
            CheckList.Row(question: words("representation.actor"), answer: account.html),
            CheckList.Row(question: words("verification.title"), answer: HTML(text: words(opened.verification.text))),
        ] + opened.open.rows(visit)
    }

    private func acts(_ visit: Visit) -> HTML {
        switch representation.standing(at: visit.now, in: visit.town) {
        case .asked: "\(granting(visit))\(reasoned("refuse", visit))"
        case .coming, .valid: reasoned("withdraw", visit)
        case .refused, .withdrawn, .givenUp, .expired: ""
        }
    }

    private func granting(_ visit: Visit) -> HTML {
        let words = visit.words
        guard opened.verification.letsAct else {
            return Notice(
                kind: .information,
                title: words("representation.desk.unseen.title"),
                text: HTML(text: words("representation.desk.unseen.text"))
            ).html
        }
        let consent = Consent(
            name: "seen",
            words: words("representation.desk.seen"),
            error: errors["seen"],
            value: DecideRepresentation.Document.seen.rawValue
        )
        let button = Button(words: words("representation.desk.grant"))
        return Card(
            id: "grant",
            title: words("representation.desk.grant"),
            look: .framed,
            content: Form(action: action("grant", visit)).html("\(consent)\(button)")
        ).html
    }

    /// Refusing or withdrawing, which need a reason for the owner of the account.
    private func reasoned(_ name: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("residents.reason"),
            hint: words("representation.desk.reason.hint"),
            error: errors["reason"],
            control: .area(TextArea(value: form["reason"], rows: 3))
        )
        let button = Button(words: words("representation.desk.\(name)"), look: .danger)
        return Card(
            id: name,
            title: words("representation.desk.\(name)"),
            content: Form(action: action(name, visit)).html("\(field)\(button)")
        ).html
    }

    private func action(_ name: String, _ visit: Visit) -> String {
        visit.path("office/representations/\(representation.id)/\(name)")
    }
}
