import CityKit

/// A mail that was taken apart. Lives as long as it is handled.
public struct ReceivedMail: Personal {
    /// As its sender named it; nil without a name.
    public let id: String?
    /// All addresses that it may have been sent to, the one of the delivery first.
    public let recipients: [String]
    /// In its header; nobody proves it.
    public let sender: String
    public let subject: String
    public let kind: Kind
    /// What was written, in plain text, with everything that was quoted.
    public let text: String
    public let files: [File]

    /// Who wrote it.
    public enum Kind: Sendable { case person, program }

    public struct File: Personal {
        /// Without folders; empty for none.
        public let name: String
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    public init(
        id: String?,
        recipients: [String],
        sender: String,
        subject: String,
        kind: Kind,
        text: String,
        files: [File]
    ) {
        self.id = id
        self.recipients = recipients
        self.sender = sender
        self.subject = subject
        self.kind = kind
        self.text = text
        self.files = files
    }
}

/// Takes mails apart.
public protocol MailReader: Sendable {
    /// Nil for what is no mail, or is made to be a burden.
    func read(_ bytes: [UInt8]) -> ReceivedMail?
}

/// Where answers by mail arrive. A mail stays until it is removed. All throw `MailboxAway`.
public protocol ReplyMailbox: Sendable {
    /// Names of mails that wait, the oldest first.
    func waiting(limit: Int) async throws -> [String]

    /// - Returns: nil for one that is larger than `limit` octets.
    /// - Throws: when it cannot be read now.
    func read(_ mail: String, limit: Int) async throws -> [UInt8]?

    /// Nothing happens when there is none any more.
    func remove(_ mail: String) async throws
}
