import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What a push service answered, or not, in the words that all of them share.
struct PushAnswer {
    let reply: HTTPReply
    /// What the service calls its reason, such as `UNREGISTERED`; nil when it names none.
    let code: String?
    /// Whether a second copy of the message does no harm.
    let mayRepeat: Bool

    /// The longest pause that a service may ask for; a longer one is cut.
    private static let longestPause = Duration.hours(1)
    /// Where it asks for one and does not say for how long.
    static let usualPause = Duration.minutes(1)

    init(_ reply: HTTPReply, code: String? = nil, mayRepeat: Bool) {
        self.reply = reply
        self.code = code
        self.mayRepeat = mayRepeat
    }

    /// An answer counts from its first line on, however long the rest takes; nil when there was none.
    var status: Int? { reply.status >= 200 ? reply.status : nil }

    var reason: DeliveryReason {
        DeliveryReason("answered \(reply.status)\(code.map { ": \($0)" } ?? "")", status: reply.status)
    }

    /// Seconds of the header, within bounds; nil where there is none or it is a date.
    var retryAfter: Duration? {
        reply.headers["retry-after"].flatMap { Int($0) }.map { min(.seconds(max(1, $0)), Self.longestPause) }
    }

    /// What holds for every service, once it was asked for what is its own.
    var outcome: Outcome {
        switch reply.status {
        case ..<200: unanswered
        case 429: .rateLimited(reason, retryAfter: retryAfter ?? Self.usualPause)
        case 503: retryAfter.map { .rateLimited(reason, retryAfter: $0) } ?? .transient(reason)
        case 300..<400, 408, 425, 500...: .transient(reason)
        default: .permanent(reason, .message)
        }
    }

    private var unanswered: Outcome {
        switch reply.fault ?? .interrupted("no answer") {
        case .unready:
            .unavailable(DeliveryReason("the channel is closed, or libcurl cannot start"), retryAfter: Self.usualPause)
        case .unusable: .permanent(DeliveryReason("libcurl does not take the address"), .message)
        case .closedAddress: .transient(DeliveryReason("the address is not on the public internet"))
        case .tooLong: .transient(DeliveryReason("the answer is too long"))
        case .failed(let reason): .transient(DeliveryReason(reason))
        // The message may have arrived.
        case .interrupted(let reason) where mayRepeat: .transient(DeliveryReason(reason))
        case .interrupted(let reason): .unknown(DeliveryReason(reason))
        }
    }

    /// A word of an answer that may be shown: a name, and nothing that somebody made up.
    static func code(_ text: String?) -> String? {
        guard let text, (1...40).contains(text.utf8.count), text.utf8.allSatisfy({ letters.contains($0) }) else {
            return nil
        }
        return text
    }

    private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_".utf8)
}
