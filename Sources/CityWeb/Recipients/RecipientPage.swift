import CityDomain
import CityKit
import Hummingbird

/// One recipient with all that is known, and what the office does about it.
struct RecipientPage {
    let page: OfficePage
    let open: OpenRecipient
    let rules: RecipientRules
    let devices: [OpenDevice]
    /// The reason that was typed and could not be taken.
    var reason = ""
    var errors = ErrorFields.none

    enum Act: String, CaseIterable {
        case hold, release, suspend, resume, sign, code, erase
    }

    private var recipient: RegisteredRecipient { open.recipient }

    private func path(_ act: Act, _ visit: Visit) -> String {
        visit.path("office/recipients/\(recipient.id)/\(act.rawValue)")
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = words("messages.number", ["number": .words(recipient.number.description)])
        return page.response(
            visit,
            """
            \(BackLink(words("recipient.title"), to: visit.path("office/recipients")))
            \(done(visit))\(errors.summary)
            \(PageHead(title: open.profile.name, lead: number))
            \(Columns(.side, "\(facts(visit))\(contacts(visit))\(deviceList(visit))", "\(consent(visit))\(hold(visit))\(pause(visit))\(erase(visit))"))
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        let query = try? visit.query()
        let key: String? =
            if query?["new"] == "1" { "new" } else if query?["known"] == "1" { "known" } else {
                Act(rawValue: query?["done"] ?? "")?.rawValue
            }
        return key.map { key in
            let next =
                key == "new" && recipient.origin.way.needsDocument ? "recipient.paper.next" : "recipient.done.text"
            return Notice(
                kind: key == "known" ? .information : .success,
                title: visit.words("recipient.done.\(key)"),
                text: HTML(text: visit.words(next))
            ).html
        }
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let officeFacts: [(String, String)] = [
            ("recipient.language", recipient.language.ownName),
            ("recipient.way", words(recipient.origin.way.text)),
            ("recipient.since", visit.moment(recipient.createdAt)),
        ]
        let list = FactList(
            rows: RecipientFacts(profile: open.profile, visit: visit).rows
                + officeFacts.map { CheckList.Row(question: words($0), answer: HTML(text: $1)) }
        )
        let change = Link(words("recipient.change"), to: visit.path("office/recipients/\(recipient.id)/data"))
        return Card(id: "data", title: words("recipient.data"), content: "\(list)<p>\(change)</p>").html
    }

    private func contacts(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = open.profile.contacts.channels.map { channel in
            let contact = recipient.contacts[channel] ?? ContactStanding()
            let button = Button(
                words: words("recipient.code"),
                look: .quiet,
                size: .small,
                context: words(channel.text)
            )
            let form = Form(action: path(.code, visit), hidden: [("channel", channel.rawValue)]).html(button.html)
            return CheckList.Row(
                question: words(channel.text),
                answer: """
                    \(open.profile.contacts.text(of: channel) ?? "") <small class="muted">\(words(contact.text))</small>
                    \(form)
                    """
            )
        }
        return Card(id: "contacts", title: words("recipient.contacts"), content: FactList(rows: rows).html).html
    }

    private func deviceList(_ visit: Visit) -> HTML {
        let list = DeviceList(
            devices: devices,
            own: nil,
            path: visit.path("office/recipients/\(recipient.id)/devices")
        )
        return Card(id: "devices", title: visit.words("recipient.devices"), content: list.html(visit)).html
    }

    private func consent(_ visit: Visit) -> HTML {
        let words = visit.words
        let consent = recipient.consent
        let given = words(
            "recipient.consent.given",
            ["version": .words(consent.version), "moment": .words(visit.moment(consent.givenAt))]
        )
        let state: HTML? = consent.document.map { "<p>\(words($0.text))</p>" }
        let form: HTML? =
            consent.document == .missing
            ? Form(action: path(.sign, visit)).html(Button(words: words("recipient.sign"), size: .small).html) : nil
        return Card(
            id: "consent",
            title: words("recipient.consent"),
            content: "<p>\(given)</p>\(state)\(consentPaper(visit))\(form)"
        ).html
    }

    /// The way to the sheet to be signed; nil where none is needed.
    private func consentPaper(_ visit: Visit) -> HTML? {
        guard recipient.origin.way.needsDocument else { return nil }
        let words = visit.words
        guard recipient.consent.version == visit.town.recipients?.consent.version else {
            return "<p>\(words("recipient.paper.outdated"))</p>"
        }
        let link = Link(words("recipient.paper"), to: visit.path("office/recipients/\(recipient.id)/consent"))
        return "<p>\(link)</p>"
    }

    private func hold(_ visit: Visit) -> HTML? {
        let words = visit.words
        guard rules.hold != nil || recipient.hold != nil else { return nil }
        if let hold = recipient.hold {
            let since = words("recipient.held", ["moment": .words(visit.moment(hold.since))])
            let form = Form(action: path(.release, visit)).html(
                Button(words: words("recipient.release"), size: .small).html
            )
            return Card(
                id: "hold",
                title: words("recipient.hold"),
                look: .framed,
                content: "<p>\(since)</p><p>\(open.holdReason ?? "")</p>\(form)"
            ).html
        }
        let field = Field(
            name: "reason",
            label: words("recipient.hold.reason"),
            error: errors["reason"],
            control: .area(TextArea(value: reason, rows: 2))
        )
        let form = Form(action: path(.hold, visit)).html(
            "\(field)\(Button(words: words("recipient.hold.button"), look: .quiet))"
        )
        return Card(
            id: "hold",
            title: words("recipient.hold"),
            content: "<p class=\"small\">\(words("recipient.hold.text"))</p>\(form)"
        ).html
    }

    private func pause(_ visit: Visit) -> HTML {
        Card(
            id: "pause",
            title: visit.words("messages.pause"),
            content: SuspensionForm(
                suspension: recipient.suspension,
                pause: path(.suspend, visit),
                resume: path(.resume, visit),
                errors: errors
            ).html(visit)
        ).html
    }

    private func erase(_ visit: Visit) -> HTML {
        let words = visit.words
        let confirmed = Consent(name: "confirmed", words: words("recipient.erase.asked"), error: errors["confirmed"])
        let button = Button(words: words("recipient.erase.button"), look: .danger, size: .small)
        return Card(
            id: "erase",
            title: words("recipient.erase"),
            look: .danger,
            content: """
                <p class="small">\(words("recipient.erase.text"))</p>
                \(Form(action: path(.erase, visit)).html("\(confirmed)\(button)"))
                """
        ).html
    }
}
