public import CityDomain
import CityHTTP
public import CityKit
import Foundation

/// Messages to native apps by Firebase Cloud Messaging, HTTP v1.
public struct FCMChannel: Channel {
    private let client: HTTPConnections
    private let token: FCMToken
    private let address: String
    private let clock: any TimeSource

    /// - Parameters:
    ///   - width: messages under way at once, each over a connection.
    ///   - time: for one of them.
    public init(_ settings: FCMSettings, clock: any TimeSource, width: Int = 64, time: Duration = .seconds(10)) {
        client = HTTPConnections(reach: settings.reach == .inside ? .inside : .outside, width: width, time: time)
        token = FCMToken(settings, client: client, clock: clock)
        address = "\(settings.server)/v1/projects/\(settings.project)/messages:send"
        self.clock = clock
    }

    public var width: Int { client.width }

    public func deliver(_ message: PushMessage) async -> Outcome {
        guard case .fcm(let device) = message.target else {
            return .permanent(DeliveryReason("not a token of Firebase"), .message)
        }
        let life = message.timeToLive(at: clock.now).wholeSeconds
        guard life > 0 else { return .permanent(DeliveryReason("its time is over"), .message) }
        guard let body = FCMPayload.bytes(message, to: device, life: life) else {
            return .permanent(DeliveryReason("the message is too long"), .message)
        }
        let outcome = await send(body, of: message)
        // Google may withdraw a token before its time; a new one is told from a wrong account by trying.
        return outcome.status == 401 ? await send(body, of: message) : outcome
    }

    public func close() { client.close() }

    private func send(_ body: [UInt8], of message: PushMessage) async -> Outcome {
        switch await token.find() {
        case .none(let outcome): return outcome
        case .token(let text):
            let headers = ["Authorization: Bearer \(text)", "Content-Type: application/json"]
            let request = HTTPRequest(
                .post,
                address,
                headers: headers,
                body: body,
                repetition: message.repetition
            )
            let reply = await client.send(request)
            if reply.status == 401 { await token.forget(text) }
            return FCMAnswer(reply, mayRepeat: message.mayRepeat).outcome
        }
    }
}

/// The body of a request, at most 4,096 bytes of message.
enum FCMPayload {
    private static let limit = 4_096

    /// - Parameter life: seconds.
    static func bytes(_ message: PushMessage, to device: PushToken, life: Int) -> [UInt8]? {
        let isUrgent = message.urgency == .high || message.urgency == .normal
        let badge: [(String, NotificationJSON)] =
            message.badge.map { [("notification_count", .number(max(0, $0)))] } ?? []
        return NotificationJSON.fitted(title: message.title, body: message.body, limit: limit) { title, body in
            .object([
                (
                    "message",
                    .object([
                        ("token", .text(device.text)),
                        ("notification", .object([("title", .text(title)), ("body", .text(body))])),
                        (
                            "data",
                            .object([
                                ("id", .text(message.id)), ("at", .text("\(message.at.milliseconds)")),
                                ("link", .text(message.link)),
                                ("lang", .text(message.language.rawValue)),
                            ])
                        ),
                        (
                            "android",
                            .object([
                                ("ttl", .text("\(life)s")), ("priority", .text(isUrgent ? "high" : "normal")),
                                ("collapse_key", .text(message.tag)),
                                ("notification", .object([("tag", .text(message.tag))] + badge)),
                            ])
                        ),
                    ])
                )
            ])
        }
    }
}
