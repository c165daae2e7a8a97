/// The mailbox for answers cannot be read now. It never holds what a server said: that may name a person.
public struct MailboxAway: Error, Equatable {
    public let reason: Reason

    public enum Reason: String, Sendable {
        /// Nobody answers there, or not in time.
        case unreachable
        /// The server has no certificate that is believed, or does not encrypt.
        case notTrusted
        /// User or password were refused.
        case signInRefused
        /// There is no such mailbox, or not for this user.
        case noMailbox
        /// The server answers something else.
        case notUnderstood
    }

    public init(_ reason: Reason) { self.reason = reason }
}
