import CCurl
import CityDomain
import CityKit

/// What an answer, or none, means for a delivery.
enum WebhookOutcome {
    /// The longest pause that a receiver may ask for; a longer one is cut.
    static let longestPause = Duration.hours(1)

    /// - Parameter retryAfter: the header, in seconds; nil where there is none or it is a date.
    static func of(status: Int, retryAfter: Int?) -> Outcome {
        let reason = DeliveryReason("answered \(status)", status: status)
        switch status {
        case 200..<300: return .handedOver(reference: nil, status: status)
        case 300..<400:
            return .transient(DeliveryReason("answered \(status); redirects are not followed", status: status))
        case 410: return .permanent(DeliveryReason("answered 410: gone for good", status: status), .address)
        case 429, 503:
            guard let retryAfter else { return .transient(reason) }
            return .rateLimited(reason, retryAfter: min(.seconds(max(1, retryAfter)), longestPause))
        default: return .transient(reason)
        }
    }

    /// - Parameter code: why there is no answer.
    static func of(_ code: CURLcode) -> Outcome {
        let reason = DeliveryReason(String(cString: curl_easy_strerror(code)))
        return switch code {
        // The request may have gone out whole.
        case CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .unknown(reason)
        default: .transient(reason)
        }
    }

    static let notPublic = Outcome.transient(DeliveryReason("the address is not on the public internet"))
}
