import CityDomain
import CityHTTP
import CityKit

/// What an answer, or none, means for the delivery to a webhook.
extension Outcome {
    /// The longest pause that a receiver may ask for; a longer one is cut.
    private static let longestPause = Duration.hours(1)

    init(_ reply: HTTPReply) {
        // An answer counts from its first line on, however long the rest takes.
        if reply.status >= 200 {
            self.init(status: reply.status, retryAfter: reply.headers["retry-after"].flatMap { Int($0) })
        } else {
            self.init(reply.fault ?? .interrupted("no answer"))
        }
    }

    /// - Parameter retryAfter: the header, in seconds; nil where there is none or it is a date.
    private init(status: Int, retryAfter: Int?) {
        let reason = DeliveryReason("answered \(status)", status: status)
        switch status {
        case 200..<300: self = .handedOver(reference: nil, status: status)
        case 300..<400:
            self = .transient(DeliveryReason("answered \(status); redirects are not followed", status: status))
        case 410: self = .permanent(DeliveryReason("answered 410: gone for good", status: status), .address)
        case 429, 503:
            guard let retryAfter else {
                self = .transient(reason)
                return
            }
            self = .rateLimited(reason, retryAfter: min(.seconds(max(1, retryAfter)), Self.longestPause))
        default: self = .transient(reason)
        }
    }

    private init(_ fault: HTTPFault) {
        switch fault {
        case .unready: self = .unavailable(DeliveryReason("libcurl cannot start"), retryAfter: .minutes(1))
        case .unusable: self = .permanent(DeliveryReason("libcurl does not take the address"), .message)
        case .closedAddress: self = .transient(DeliveryReason("the address is not on the public internet"))
        case .tooLong: self = .transient(DeliveryReason("the answer is too long"))
        // The request may have gone out whole.
        case .interrupted(let reason): self = .unknown(DeliveryReason(reason))
        case .failed(let reason): self = .transient(DeliveryReason(reason))
        }
    }
}
