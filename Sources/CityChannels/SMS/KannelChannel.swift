public import CityDomain
import CityHTTP
public import CityKit

/// Short messages through Kannel, on connections that stay open between messages. Kannel does not know a message that
/// it has had before, so one whose fate is unknown must not be sent again.
///
/// Source: Kannel 1.4.5 User's Guide, “Using the HTTP interface to send SMS messages”, “Delivery Reports”.
public struct KannelChannel: Channel {
    /// Whether a message whose fate is unknown may be sent again.
    public static let mayRepeat = false

    /// Delivered, not delivered, refused by the network; not the steps before, which would double the calls.
    private static let finalReceipts = "19"

    private let settings: KannelSettings
    private let links: ReceiptLinks
    private let clock: any TimeSource
    private let client: HTTPConnections

    /// - Parameter links: where Kannel says later what became of a message; `KannelCallback` reads that.
    public init(_ settings: KannelSettings, links: ReceiptLinks, clock: any TimeSource) {
        self.settings = settings
        self.links = links
        self.clock = clock
        client = settings.terms.client(to: settings.gateway)
    }

    public var width: Int { client.width }

    public func deliver(_ message: SMSMessage) async -> Outcome {
        let now = clock.now
        if let refusal = settings.terms.refusal(of: message, at: now) { return refusal }
        let query = FormFields.text(fields(of: message, at: now))
        return KannelAnswer(await client.send(HTTPRequest(.get, "\(settings.gateway.url)?\(query)"))).outcome
    }

    public func close() async { client.close() }

    private func fields(of message: SMSMessage, at now: Instant) -> [(String, String)] {
        var fields = [
            ("username", settings.user), ("password", settings.password.text), ("from", settings.terms.sender),
            ("to", message.to.e164), ("charset", "UTF-8"), ("coding", message.text.encoding == .gsm7 ? "0" : "2"),
            ("text", message.text.text), ("dlr-mask", Self.finalReceipts),
            ("dlr-url", "\(links.link(for: message))?\(KannelCallback.pattern)"),
        ]
        // In minutes.
        if let end = message.expiresAt { fields.append(("validity", "\(max(1, (end - now).wholeSeconds / 60))")) }
        return fields
    }
}

/// What Kannel's answer, or none, means for a message.
struct KannelAnswer {
    private let reply: HTTPReply

    init(_ reply: HTTPReply) { self.reply = reply }

    var outcome: Outcome {
        guard reply.status >= 200 else { return Outcome(noAnswerOf: "Kannel", reply.fault) }
        // “0: Accepted for delivery” and “3: Queued for later delivery”: Kannel has written it down in both.
        if reply.status == 202 { return .handedOver(reference: nil, status: 202) }
        let reason = DeliveryReason("Kannel answered \(reply.status)\(words)", status: reply.status)
        return switch reply.status {
        case 403 where isAboutNumber: .permanent(reason, .message)
        // The path or the password is wrong: nothing is wrong with the message.
        case 300..<400, 401, 403, 404: .unavailable(reason, retryAfter: SMSPause.account)
        case 429: .rateLimited(reason, retryAfter: SMSPause.asked(reply))
        case 400..<500: .permanent(reason, .message)
        case 500, 503: .transient(reason)
        // Another server in between, or one that we do not know: it may have been sent.
        default: .unknown(reason)
        }
    }

    /// “Not routable. Do not try again.”: Kannel has no network for this number.
    private var isAboutNumber: Bool { text.hasPrefix("Not routable") }

    private var text: String { String(decoding: reply.body.prefix(200), as: UTF8.self) }

    /// Kannel's own words hold nothing of the message. Digits may be a number all the same.
    private var words: String {
        let plain = text.prefix { !$0.isNewline }.filter { $0.isASCII && ($0.isLetter || " .,-/()".contains($0)) }
            .prefix(100)
        return plain.isEmpty ? "" : ": \(plain)"
    }
}
