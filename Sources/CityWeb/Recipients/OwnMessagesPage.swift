import CityDomain
import CityKit
import Hummingbird

/// What the town knows of somebody whose browser is paired, and what the person decides.
struct OwnMessagesPage {
    let open: OpenRecipient
    let rules: RecipientRules
    let devices: [OpenDevice]
    /// The one that looks.
    let device: ID<RecipientDevice>
    var errors = ErrorFields.none

    private static let changes = ["new", "data", "choices", "paused", "resumed", "contacts", "devices"]

    private var recipient: RegisteredRecipient { open.recipient }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("messages.title"), section: .account, robots: .hidden, errors: errors)
        let number = words("messages.number", ["number": .words(recipient.number.description)])
        return page.response(
            visit,
            """
            <div class="stack">\(done(visit))\(errors.summary)
            \(PageHead(title: words("messages.title"), lead: "\(open.profile.name) · \(number)", leadIcon: .user))
            \(standing(visit))
            \(Columns(.even, "\(facts(visit))\(contacts(visit))\(deviceList(visit))", "\(choices(visit))\(pause(visit))\(leave(visit))"))
            </div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        let query = try? visit.query()
        let changed = query?["new"] == "1" ? "new" : query?["changed"] ?? ""
        return Self.changes.first { $0 == changed }.map { key in
            Notice(
                kind: .success,
                title: visit.words("messages.done.\(key)"),
                text: HTML(text: visit.words("messages.done.text"))
            ).html
        }
    }

    /// What stands against writing to the person just now.
    private func standing(_ visit: Visit) -> HTML? {
        let words = visit.words
        let why: String? =
            if recipient.hold != nil {
                words("messages.standing.held")
            } else if recipient.consent.document == .missing {
                words("messages.standing.unsigned")
            } else if let suspension = recipient.suspension, suspension.holds(on: visit.today) {
                suspension.words(words)
            } else if !recipient.contacts.values.contains(where: { $0.confirmedAt != nil && $0.stoppedAt == nil }) {
                words("messages.standing.unconfirmed")
            } else { nil }
        return why.map {
            Notice(kind: .information, title: words("messages.standing.title"), text: HTML(text: $0)).html
        }
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let list = FactList(rows: RecipientFacts(profile: open.profile, visit: visit).rows)
        let change = Link(words("messages.data.title"), to: visit.path("messages/data"))
        return Card(id: "data", title: words("messages.data"), content: "\(list)<p>\(change)</p>").html
    }

    private func contacts(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = open.profile.contacts.channels.map { channel in
            let contact = recipient.contacts[channel] ?? ContactStanding()
            let isStopped = contact.stoppedAt != nil
            let button = Button(
                words: words(isStopped ? "messages.start" : "messages.stop"),
                look: .quiet,
                size: .small,
                context: words(channel.text)
            )
            let action = visit.path("messages/\(channel.rawValue)/\(isStopped ? "start" : "stop")")
            let code: HTML? =
                contact.confirmedAt == nil && !isStopped
                ? Form(action: visit.path("messages/\(channel.rawValue)/code")).html(
                    Button(words: words("recipient.code"), size: .small, context: words(channel.text)).html
                ) : nil
            return CheckList.Row(
                question: words(channel.text),
                answer: """
                    \(open.profile.contacts.text(of: channel) ?? "") <small class="muted">\(words(contact.text))</small>
                    \(code)\(Form(action: action).html(button.html))
                    """
            )
        }
        return Card(id: "contacts", title: words("recipient.contacts"), content: FactList(rows: rows).html).html
    }

    private func choices(_ visit: Visit) -> HTML {
        let words = visit.words
        let offered = rules.channels.offered
        let first = Choices(
            name: "first",
            legend: words("messages.first"),
            choices: offered.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [recipient.choices.ordered(offered).first?.rawValue ?? ""],
            columns: .two
        )
        let topics = (rules.topics ?? []).html { topic in
            Choices(
                name: topic.field,
                legend: words(topic.name),
                hint: topic.isAdvertising == true ? words("messages.advertising") : nil,
                choices: offered.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
                selected: Set(offered.filter { recipient.choices.wants(topic, through: $0) }.map(\.rawValue)),
                kind: .checkbox,
                columns: .two
            ).html
        }
        let form = Form(action: visit.path("messages/choices"))
            .html("\(first)\(topics)\(Button(words: words("account.save")))")
        return Card(
            id: "choices",
            title: words("messages.choices"),
            content: "<p class=\"small\">\(words("messages.choices.text"))</p>\(form)"
        ).html
    }

    private func pause(_ visit: Visit) -> HTML {
        Card(
            id: "pause",
            title: visit.words("messages.pause"),
            content: SuspensionForm(
                suspension: recipient.suspension,
                pause: visit.path("messages/pause"),
                resume: visit.path("messages/resume"),
                errors: errors
            ).html(visit)
        ).html
    }

    private func deviceList(_ visit: Visit) -> HTML {
        Card(
            id: "devices",
            title: visit.words("messages.devices"),
            content: DeviceList(devices: devices, own: device, path: visit.path("messages/devices")).html(visit)
        ).html
    }

    private func leave(_ visit: Visit) -> HTML {
        let words = visit.words
        return Card(
            id: "leave",
            title: words("messages.leave.title"),
            look: .soft,
            content: """
                <p class="small">\(words("messages.leave.lead"))</p>
                <p>\(Link(words("messages.leave.link"), to: visit.path("messages/leave")))</p>
                """
        ).html
    }
}

extension ContactStanding {
    /// In the order of what matters: the person's own wish first.
    var text: Text {
        if stoppedAt != nil { return Text("recipient.contact.stopped") }
        return Text(confirmedAt == nil ? "recipient.contact.unconfirmed" : "recipient.contact.confirmed")
    }
}

extension RecipientSuspension {
    func words(_ words: Words) -> String {
        guard let until else { return words("recipient.suspended.open", ["from": .date(from)]) }
        return words("recipient.suspended.until", ["from": .date(from), "until": .date(until)])
    }
}
