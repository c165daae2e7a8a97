import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What the answer of TurboSMS, or none, means for a message.
struct TurboSMSAnswer {
    private let reply: HTTPReply

    init(_ reply: HTTPReply) { self.reply = reply }

    private struct Content: Decodable {
        struct Row: Decodable {
            let code: Int
            let id: LooseText?

            enum CodingKeys: String, CodingKey {
                case code = "response_code"
                case id = "message_id"
            }
        }

        let code: Int
        let rows: [Row]?

        enum CodingKeys: String, CodingKey {
            case code = "response_code"
            case rows = "response_result"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            code = try values.decode(Int.self, forKey: .code)
            // Of an error it is null, or whatever belongs to it.
            rows = try? values.decode([Row].self, forKey: .rows)
        }
    }

    var outcome: Outcome {
        guard reply.status >= 200 else { return Outcome(noAnswerOf: "TurboSMS", reply.fault) }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(reply.body)) else { return unreadable }
        guard Self.hasWorked(content.code) else { return Self.refusal(content.code) }
        // 802 and 803 say that it took some of the recipients; there is one.
        guard let row = content.rows?.first else {
            return .unknown(DeliveryReason("TurboSMS said nothing of the recipient", status: content.code))
        }
        guard Self.hasWorked(row.code) else { return Self.refusal(row.code) }
        return .handedOver(reference: row.id?.text, status: row.code)
    }

    static func hasWorked(_ code: Int) -> Bool { code == 0 || (800...803).contains(code) }

    /// A server in front of it answered, or the answer broke off.
    private var unreadable: Outcome {
        let reason = DeliveryReason("TurboSMS answered \(reply.status)", status: reply.status)
        return switch reply.status {
        case 401, 403, 404, 300..<400: .unavailable(reason, retryAfter: SMSPause.account)
        case 429: .rateLimited(reason, retryAfter: SMSPause.asked(reply))
        case 503: .transient(reason)
        case 400..<500: .permanent(reason, .message)
        default: .unknown(reason)
        }
    }

    private static func refusal(_ code: Int) -> Outcome {
        let reason = DeliveryReason("TurboSMS \(code)\(meanings[code].map { ": \($0)" } ?? "")", status: code)
        return switch code {
        case 305, 404: .permanent(reason, .address)
        case 103, 105, 106, 200, 203, 301, 302, 400, 401: .unavailable(reason, retryAfter: SMSPause.account)
        case 104, 201, 202, 300, 303, 304, 403, 405, 406, 411...413, 502: .permanent(reason, .message)
        case 503: .transient(reason)
        // The number is among the recipients already; or it failed at a moment of which it tells nothing (500, 501,
        // 999).
        default: .unknown(reason)
        }
    }

    private static let meanings = [
        103: "the token is missing", 105: "the token is wrong", 106: "the account is blocked",
        203: "no money on the account", 301: "the token is wrong", 302: "the sender is wrong",
        305: "the number is wrong", 400: "the sender is not allowed", 401: "the sender is not active",
        404: "the number is on the stop list", 406: "the country is not allowed", 407: "the number is there already",
        412: "the text has something forbidden", 413: "the text is too long", 503: "not sent",
    ]
}
