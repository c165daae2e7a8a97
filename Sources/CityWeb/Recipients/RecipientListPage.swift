import CityDomain
import CityKit
import Hummingbird

/// The register of recipients, or what a search found in it.
struct RecipientListPage {
    let page: OfficePage
    let which: RecipientSelection
    let counts: [RecipientSelection: Int]
    let recipients: Page<OpenRecipient>
    /// What was looked for; nil for the list.
    var sought: String?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let head = PageHead(
            title: page.title,
            lead: words("recipient.lead"),
            action: LinkButton(Link(words("recipient.new"), to: visit.path("office/recipients/new")), size: .small).html
        )
        return page.response(
            visit,
            "\(head)\n<div class=\"stack\">\(search(visit))\n\(tabs(visit))\n\(list(visit))</div>"
        )
    }

    /// By POST: what is looked for is personal and stays out of addresses.
    private func search(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "words",
            label: words("recipient.search"),
            hint: words("recipient.search.hint"),
            control: .line(TextLine(value: sought ?? "", kind: .search, width: .half, autocomplete: .off))
        )
        let button = Button(words: words("recipient.search.button"), icon: .search, look: .quiet)
        return Form(action: visit.path("office/recipients")).html("\(field)\(button)")
    }

    private func tabs(_ visit: Visit) -> HTML {
        let place = { (which: RecipientSelection) in visit.path("office/recipients?which=\(which.rawValue)") }
        return Tabs(
            label: visit.words("recipient.selections"),
            look: .chips,
            items: RecipientSelection.allCases.map { which in
                Tabs.Item(words: visit.words(which.text), href: place(which), count: "\(counts[which] ?? 0)")
            },
            current: sought == nil ? place(which) : ""
        ).html
    }

    private func list(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !recipients.elements.isEmpty else {
            return EmptyState(
                title: words(sought == nil ? "recipient.none" : "recipient.notFound"),
                text: words(sought == nil ? "recipient.none.text" : "recipient.notFound.text")
            ).html
        }
        let table = QueueTable(
            caption: page.title,
            columns: ["name", "contacts", "state"].map { words("recipient.column.\($0)") },
            rows: recipients.elements.map { row($0, visit) }
        )
        let more: HTML? = recipients.next.map { next in
            let link = Link(
                words("page.next"),
                to: visit.path("office/recipients?which=\(which.rawValue)&after=\(next)")
            )
            return Pagination(label: words("page.pages"), position: "", next: link).html
        }
        return "\(table)\n\(more)"
    }

    private func row(_ open: OpenRecipient, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let contacts = open.profile.contacts.channels.map { words($0.text) }.joined(separator: ", ")
        let state = RecipientState(open.recipient, on: visit.today)
        return QueueTable.Row(
            head: open.profile.name,
            note: open.recipient.number.description,
            href: visit.path("office/recipients/\(open.recipient.id)"),
            cells: [
                QueueTable.Cell(contacts),
                QueueTable.Cell(words("recipient.state.\(state.rawValue)")),
            ]
        )
    }
}

/// What a clerk has to know of a recipient first.
enum RecipientState: String, CaseIterable {
    case held, unsigned, suspended, unconfirmed, active

    init(_ recipient: RegisteredRecipient, on day: CivilDate) {
        self =
            if recipient.hold != nil {
                .held
            } else if recipient.consent.document == .missing {
                .unsigned
            } else if recipient.suspension?.holds(on: day) == true {
                .suspended
            } else if recipient.contacts.values.contains(where: { $0.confirmedAt != nil }) {
                .active
            } else {
                .unconfirmed
            }
    }
}
