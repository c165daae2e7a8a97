public import CityKit

/// A letter to one recipient, in words; a channel turns it into what the wire needs.
public struct EmailMessage: Hashable, Personal {
    public let id: MessageID
    public let date: Instant
    public let from: Mailbox
    public let replyTo: Mailbox?
    public let to: Mailbox
    public let subject: String
    /// Plain text; lines of any length, any line ends.
    public let text: String
    /// The same in HTML; nil sends plain text alone.
    public let html: HTML?
    public let headers: [EmailHeader]

    public init(
        id: MessageID,
        date: Instant,
        from: Mailbox,
        replyTo: Mailbox? = nil,
        to: Mailbox,
        subject: String,
        text: String,
        html: HTML? = nil,
        headers: [EmailHeader] = []
    ) {
        self.id = id
        self.date = date
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.headers = headers
    }
}

/// An address with the name of who is behind it.
public struct Mailbox: Hashable, Personal {
    public let name: String?
    public let address: EmailAddress

    public init(name: String? = nil, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}

/// The name of one letter in the world (RFC 5322 §3.6.4). The same delivery keeps its id over all attempts, so that a
/// mail program can drop a second copy.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// Without the angle brackets.
    public let description: String

    /// - Parameter domain: of the sender's address.
    public init<Entity>(_ id: ID<Entity>, domain: some StringProtocol) {
        let allowed = { (text: String) in
            text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
        }
        description = "\(allowed(id.rawValue))@\(allowed(String(domain)))"
    }
}

/// A further header, such as `List-Unsubscribe`.
public struct EmailHeader: Hashable, Sendable {
    public let name: String
    public let value: String

    /// Nil when the name is no header name (RFC 5322 §3.6.8) or the value is not printable ASCII on one line.
    public init?(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: ":") }),
            value.utf8.allSatisfy({ (32...126).contains($0) }), name.utf8.count + value.utf8.count < 900
        else { return nil }
        self.name = name
        self.value = value
    }
}
