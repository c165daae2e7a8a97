import CityDomain
import CityKit
import Hummingbird

/// What the office sees of an account, and the forms that verify, close, open and delete it.
struct ResidentRecordPage {
    let page: OfficePage
    let record: BlockResident.Record
    /// Its authority to act for others.
    let representations: [OpenRepresentation]
    /// Whether signing in to the account takes a second step.
    let hasSecondStep: Bool
    var typed = Typed.nothing
    var errors = ErrorFields.none

    /// The form that came back with a fault.
    enum Typed {
        case nothing
        case block(reason: String)
        case erasure(ground: String, reason: String)
    }

    func response(_ visit: Visit) -> Response {
        page.response(
            visit,
            """
            \(errors.summary)
            \(PageHead(title: record.profile.name, lead: state(visit)))
            <div class="measure stack">\(facts(visit))\(authority(visit))\(verifyForm(visit))\(resetForm(visit))
            \(record.block == nil ? blockForm(visit) : unblockForm(visit))\(eraseForm(visit))</div>
            """
        )
    }

    private func state(_ visit: Visit) -> String {
        guard let block = record.block else { return visit.words("residents.open") }
        return visit.words("residents.blocked", ["moment": .words(visit.moment(block.at))])
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [(String, String?)] = [
            ("register.email", record.profile.email.text),
            ("register.phone", record.profile.phone?.formatted ?? words("form.notGiven")),
            ("verification.title", words(record.verification.text)),
            ("residents.since", visit.moment(record.createdAt)),
            ("guardian.agreed", record.guardianAgreedAt.map(visit.moment)),
            ("residents.reason", record.block?.reason),
        ]
        return FactList(
            rows: rows.compactMap { key, value in
                value.map { CheckList.Row(question: words(key), answer: HTML(text: $0)) }
            }
        ).html
    }

    private func authority(_ visit: Visit) -> HTML? {
        guard !representations.isEmpty else { return nil }
        let items = representations.html { open in
            let link = Link(
                open.details.represented.words,
                to: visit.path("office/representations/\(open.representation.id)")
            )
            let standing = open.representation.standing(at: visit.now, in: visit.town)
            return "<li>\(link): \(visit.words(standing.text))</li>\n"
        }
        return "<h2>\(visit.words("representation.title"))</h2><ul class=\"bullets\">\(items)</ul>"
    }

    private var blockReason: String? { if case .block(let reason) = typed { reason } else { nil } }

    private var erasure: (ground: String, reason: String)? {
        if case .erasure(let ground, let reason) = typed { (ground, reason) } else { nil }
    }

    /// What the person at the counter shows is compared with the name that goes along.
    private func verifyForm(_ visit: Visit) -> HTML? {
        guard record.verification < .electronicIdentity else { return nil }
        let words = visit.words
        let next: VerificationLevel = record.verification == .seenInPerson ? .contactConfirmed : .seenInPerson
        let hidden = [("level", next.rawValue), ("name", record.profile.name)]
        let button = Button(words: words("residents.verify.\(next.rawValue)"), look: .quiet)
        return """
            <h2>\(words("verification.title"))</h2>
            <p>\(words("residents.verify.lead"))</p>
            \(Form(action: visit.path("office/residents/\(record.id)/verify"), hidden: hidden).html(button.html))
            """
    }

    /// For somebody who lost all of it and shows a document, as before.
    private func resetForm(_ visit: Visit) -> HTML? {
        guard hasSecondStep else { return nil }
        let words = visit.words
        let button = Button(words: words("residents.resetFactor"), look: .danger)
        let action = visit.path("office/residents/\(record.id)/resetFactor")
        return """
            <h2>\(words("secondStep.title"))</h2>
            <p>\(words("residents.resetFactor.lead"))</p>
            \(Form(action: action, hidden: [("name", record.profile.name)]).html(button.html))
            """
    }

    private func eraseForm(_ visit: Visit) -> HTML {
        let words = visit.words
        let grounds = Choices(
            name: "ground",
            legend: words("rights.ground"),
            error: errors["ground"],
            choices: ErasureGround.allCases.map { ground in
                Choices.Choice(value: ground.rawValue, words: words("rights.ground.erasure.\(ground.rawValue)"))
            },
            selected: [erasure?.ground ?? ""]
        )
        let reason = Field(
            name: "erasureReason",
            label: words("residents.reason"),
            hint: words("residents.erase.hint"),
            error: erasure == nil ? nil : errors["reason"],
            control: .area(TextArea(value: erasure?.reason ?? "", rows: 3))
        )
        let button = Button(words: words("residents.erase"), look: .danger)
        return """
            <h2>\(words("residents.erase.title"))</h2>
            <p>\(words("residents.erase.lead"))</p>
            \(Form(action: visit.path("office/residents/\(record.id)/erase")).html("\(grounds)\(reason)\(button)"))
            """
    }

    private func blockForm(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("residents.reason"),
            hint: words("residents.reason.hint"),
            error: blockReason == nil ? nil : errors["reason"],
            control: .area(TextArea(value: blockReason ?? "", rows: 3))
        )
        let button = Button(words: words("residents.block"))
        return """
            <h2>\(words("residents.block.title"))</h2>
            <p>\(words("residents.block.lead"))</p>
            \(Form(action: visit.path("office/residents/\(record.id)/block")).html("\(field)\(button)"))
            """
    }

    private func unblockForm(_ visit: Visit) -> HTML {
        Form(action: visit.path("office/residents/\(record.id)/unblock")).html(
            Button(words: visit.words("residents.unblock")).html
        )
    }
}
