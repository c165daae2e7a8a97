import CityDomain
import CityHTTP
import CityKit
import Foundation

/// What Firebase's answer means for a message, by its `errorCode` where it names one.
struct FCMAnswer {
    private let answer: PushAnswer
    private let name: String?
    /// Whether the token is what it does not take.
    private let isAboutToken: Bool

    private struct Sent: Decodable { let name: String }

    private struct Refused: Decodable {
        struct Fault: Decodable {
            let status: String?
            let details: [Detail]?
        }
        struct Detail: Decodable {
            let errorCode: String?
            let fieldViolations: [Violation]?
        }
        struct Violation: Decodable { let field: String? }

        let error: Fault
    }

    /// After our account was refused.
    private static let accountPause = Duration.minutes(5)

    init(_ reply: HTTPReply, mayRepeat: Bool) {
        let body = Data(reply.body)
        name = reply.status == 200 ? (try? JSONDecoder().decode(Sent.self, from: body))?.name : nil
        let fault = reply.status >= 400 ? (try? JSONDecoder().decode(Refused.self, from: body))?.error : nil
        let details = fault?.details ?? []
        let code = details.lazy.compactMap(\.errorCode).first ?? fault?.status
        isAboutToken = details.contains { $0.fieldViolations?.contains { $0.field == "message.token" } == true }
        answer = PushAnswer(reply, code: PushAnswer.code(code), mayRepeat: mayRepeat)
    }

    var outcome: Outcome {
        switch (answer.reply.status, answer.code) {
        case (200, _): .handedOver(reference: name, status: 200)
        case (_, "UNREGISTERED"), (_, "SENDER_ID_MISMATCH"): .permanent(answer.reason, .address)
        case (400, _) where isAboutToken: .permanent(answer.reason, .address)
        // Our account, or the rights that it has; a 404 without a name is a project that is not there.
        case (401, _), (403, _), (404, _): .unavailable(answer.reason, retryAfter: Self.accountPause)
        default: answer.outcome
        }
    }
}
