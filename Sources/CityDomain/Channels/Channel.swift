/// A way in which messages leave the town hall: e-mail, SMS, electronic delivery, push. The delivery engine owns rows,
/// retries and order; a channel carries one message and says what became of it.
public protocol Channel<Message>: Sendable {
    associatedtype Message: Sendable

    /// How many messages it carries at once; more callers than that wait.
    var width: Int { get }

    /// Carries one message. Takes as long as the counterpart does, at most the channel's own time-out.
    func deliver(_ message: Message) async -> Outcome

    /// Says goodbye to the counterpart, after the messages under way.
    func close() async
}
