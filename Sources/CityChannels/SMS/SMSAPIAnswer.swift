import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What the answer of SMSAPI.pl, or none, means for a message. Errors come with the status 200 as well.
struct SMSAPIAnswer {
    private let reply: HTTPReply

    init(_ reply: HTTPReply) { self.reply = reply }

    private struct Content: Decodable {
        struct Row: Decodable {
            let id: LooseText?
            let error: LooseText?
        }

        let error: LooseText?
        let list: [Row]?
    }

    var outcome: Outcome {
        guard reply.status >= 200 else { return Outcome(noAnswerOf: "SMSAPI", reply.fault) }
        let content = try? JSONDecoder().decode(Content.self, from: Data(reply.body))
        if let code = (content?.error ?? content?.list?.first?.error).flatMap({ Int($0.text) }), code != 0 {
            return Self.refusal(code)
        }
        let reason = DeliveryReason("SMSAPI answered \(reply.status)", status: reply.status)
        switch reply.status {
        case 200..<300:
            guard let id = content?.list?.first?.id?.text else {
                return .unknown(DeliveryReason("SMSAPI answered nothing that can be read", status: reply.status))
            }
            return .handedOver(reference: id, status: reply.status)
        case 401, 402, 403, 404, 300..<400: return .unavailable(reason, retryAfter: SMSPause.account)
        case 429: return .rateLimited(reason, retryAfter: SMSPause.asked(reply))
        case 400..<500: return .permanent(reason, .message)
        default: return .transient(reason)
        }
    }

    /// The numbers of its errors. What it may mend itself, and what is not in the list, is tried again: a message that
    /// it has is not sent twice.
    private static func refusal(_ code: Int) -> Outcome {
        let reason = DeliveryReason("SMSAPI error \(code)\(meanings[code].map { ": \($0)" } ?? "")", status: code)
        return switch code {
        // It has a message of this name, so an earlier attempt got through.
        case 53: .handedOver(reference: nil, status: code)
        case 13, 57: .permanent(reason, .address)
        case 8, 11, 12, 17...19, 20, 26...28, 50, 54, 56, 70, 74: .permanent(reason, .message)
        case 14, 101...105, 110, 1_000, 1_001: .unavailable(reason, retryAfter: SMSPause.account)
        case 202, 203: .rateLimited(reason, retryAfter: SMSPause.short)
        default: .transient(reason)
        }
    }

    private static let meanings = [
        11: "the text is too long or missing", 12: "more parts than allowed",
        13: "the number is wrong or barred", 14: "the name of the sender is not registered",
        52: "too many messages to one number", 56: "the end of the message’s time is not taken",
        57: "the number is barred", 101: "the token is wrong", 102: "the token is wrong",
        103: "no money on the account",
        105: "the account does not allow our address", 110: "the account does not allow this", 200: "not sent",
        202: "too many at once", 203: "too many",
    ]
}

/// A text, or a number that stands for one.
struct LooseText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        text = try (try? value.decode(String.self)) ?? String(value.decode(Int.self))
    }
}
