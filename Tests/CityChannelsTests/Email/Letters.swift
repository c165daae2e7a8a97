import CityDomain
import CityKit

extension EmailMessage {
    /// A letter of the town to a resident.
    static func fake(
        subject: String = "Your report 7/2026",
        text: String = "Thank you.\n",
        html: HTML? = nil,
        from: String? = "Town Hall",
        replyTo: Mailbox? = nil,
        toName: String? = nil,
        headers: [EmailHeader] = []
    ) throws -> EmailMessage {
        EmailMessage(
            id: MessageID(ID<String>("01abc"), domain: "town.example"),
            date: Instant(milliseconds: 1_767_603_723_456),
            from: Mailbox(name: from, address: try EmailAddress(typed: "office@town.example")),
            replyTo: replyTo,
            to: Mailbox(name: toName, address: try EmailAddress(typed: "jan@example.org")),
            subject: subject,
            text: text,
            html: html,
            headers: headers
        )
    }
}
