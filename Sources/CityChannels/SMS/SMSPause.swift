import CityDomain
import CityHTTP
import CityKit

/// How long a gateway is left alone.
enum SMSPause {
    /// It is not reachable, or asks for fewer messages without saying for how long.
    static let short = Duration.seconds(60)
    /// Somebody must mend something first: the account, its money, our settings.
    static let account = Duration.minutes(5)
    /// The longest that a gateway may ask for; a longer one is cut.
    static let longest = Duration.hours(1)

    static func asked(_ reply: HTTPReply) -> Duration {
        guard let seconds = reply.headers["retry-after"].flatMap({ Int($0) }) else { return short }
        return min(.seconds(max(1, seconds)), longest)
    }
}

extension Outcome {
    /// What it means that no answer came.
    /// - Parameter gateway: its name, for the reason.
    init(noAnswerOf gateway: String, _ fault: HTTPFault?) {
        switch fault ?? .interrupted("no answer") {
        case .unready:
            let reason = "the channel is closed, or libcurl cannot start"
            self = .unavailable(DeliveryReason(reason), retryAfter: SMSPause.short)
        case .unusable:
            self = .unavailable(DeliveryReason("libcurl takes no request to \(gateway)"), retryAfter: SMSPause.account)
        case .closedAddress:
            let reason = "\(gateway) has an address that is not on the public internet"
            self = .unavailable(DeliveryReason(reason), retryAfter: SMSPause.account)
        case .failed(let reason):
            self = .unavailable(DeliveryReason("\(gateway): \(reason)"), retryAfter: SMSPause.short)
        // The request went out.
        case .tooLong: self = .unknown(DeliveryReason("\(gateway): the answer is too long"))
        case .interrupted(let reason): self = .unknown(DeliveryReason("\(gateway): \(reason)"))
        }
    }
}
