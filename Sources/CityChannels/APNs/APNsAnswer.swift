import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What Apple's answer means for a message, by the `reason` it names.
struct APNsAnswer {
    private let answer: PushAnswer

    private struct Words: Decodable { let reason: String? }

    /// After our key or the app's name was refused.
    private static let settingsPause = Duration.minutes(5)
    /// A new token may be made no sooner.
    private static let tokenPause = Duration.minutes(20)

    init(_ reply: HTTPReply, mayRepeat: Bool) {
        let words = reply.status >= 400 ? try? JSONDecoder().decode(Words.self, from: Data(reply.body)) : nil
        answer = PushAnswer(reply, code: PushAnswer.code(words?.reason), mayRepeat: mayRepeat)
    }

    var isTokenExpired: Bool { answer.status == 403 && answer.code == "ExpiredProviderToken" }

    var outcome: Outcome {
        switch (answer.reply.status, answer.code) {
        case (200, _): .handedOver(reference: answer.reply.headers["apns-id"], status: 200)
        case (410, _), (400, "BadDeviceToken"), (400, "DeviceTokenNotForTopic"): .permanent(answer.reason, .address)
        case (403, _), (400, "BadTopic"), (400, "MissingTopic"), (400, "TopicDisallowed"):
            .unavailable(answer.reason, retryAfter: Self.settingsPause)
        case (429, "TooManyProviderTokenUpdates"): .rateLimited(answer.reason, retryAfter: Self.tokenPause)
        // Too much to this one device, not from us.
        case (429, "TooManyRequests"): .transient(answer.reason)
        default: answer.outcome
        }
    }
}
