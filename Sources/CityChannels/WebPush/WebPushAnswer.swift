import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What a push service's answer means for a message (RFC 8030 §5 and §8, RFC 8292 §4.2; autopush's `errno`).
struct WebPushAnswer {
    private let answer: PushAnswer

    /// The longest name of a message that is kept.
    private static let longestReference = 500
    /// After our token was refused.
    private static let tokenPause = Duration.minutes(5)

    init(_ reply: HTTPReply, mayRepeat: Bool) {
        answer = PushAnswer(reply, code: Self.code(in: reply), mayRepeat: mayRepeat)
    }

    var isTokenRefused: Bool { answer.status == 401 || answer.status == 403 }

    /// A token that the service has taken for others is good: then the browser has subscribed for another key, and no
    /// message will ever reach it. Else the key, the clock or the contact is wrong, and nothing is with the message.
    func outcome(tokenWasAccepted: Bool) -> Outcome {
        tokenWasAccepted
            ? .permanent(answer.reason, .address) : .unavailable(answer.reason, retryAfter: Self.tokenPause)
    }

    /// What it means where it is not about the token.
    var outcome: Outcome {
        switch answer.reply.status {
        case 200..<300: .handedOver(reference: reference, status: answer.reply.status)
        case 404, 410: .permanent(answer.reason, .address)
        case 400 where answer.code == Self.otherKey: .permanent(answer.reason, .address)
        default: answer.outcome
        }
    }

    /// Apple's word for a subscription that was made for another key.
    private static let otherKey = "VapidPkHashMismatch"

    /// The message's own address at the service.
    private var reference: String? {
        answer.reply.headers["location"].flatMap { location in
            let isShort = location.utf8.count <= Self.longestReference
            return isShort && location.utf8.allSatisfy { (33...126).contains($0) } ? location : nil
        }
    }

    private struct Words: Decodable {
        let errno: Int?
        let reason: String?
    }

    private static func code(in reply: HTTPReply) -> String? {
        guard reply.status >= 400, let words = try? JSONDecoder().decode(Words.self, from: Data(reply.body)) else {
            return nil
        }
        return words.errno.map { "errno \($0)" } ?? PushAnswer.code(words.reason)
    }
}
