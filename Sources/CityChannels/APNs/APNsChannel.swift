public import CityDomain
import CityHTTP
public import CityKit

/// Messages to native apps of Apple's devices, many at once over HTTP/2.
public struct APNsChannel: Channel {
    private let client: HTTPConnections
    private let token: APNsToken
    private let address: String
    private let topic: String
    private let clock: any TimeSource

    /// - Parameters:
    ///   - width: messages under way at once.
    ///   - time: for one of them.
    public init(_ settings: APNsSettings, clock: any TimeSource, width: Int = 64, time: Duration = .seconds(10)) {
        let reach: HTTPReach = if case .other = settings.server { .inside } else { .outside }
        client = HTTPConnections(
            reach: reach,
            version: .two,
            width: width,
            certificates: settings.certificates,
            time: time
        )
        token = APNsToken(settings)
        address = settings.address
        topic = settings.topic
        self.clock = clock
    }

    public var width: Int { client.width }

    public func deliver(_ message: PushMessage) async -> Outcome {
        guard case .apns(let device) = message.target else {
            return .permanent(DeliveryReason("not a token of Apple's"), .message)
        }
        guard message.timeToLive(at: clock.now) > .zero else {
            return .permanent(DeliveryReason("its time is over"), .message)
        }
        guard let body = APNsPayload.bytes(message) else {
            return .permanent(DeliveryReason("the message is too long"), .message)
        }
        do {
            let text = try token.text(at: clock.now)
            let answer = await send(body, message, to: device, text)
            guard answer.isTokenExpired, token.expire(text, at: clock.now) else { return answer.outcome }
            return await send(body, message, to: device, try token.text(at: clock.now)).outcome
        } catch {
            return .unavailable(DeliveryReason("the token cannot be signed"), retryAfter: PushAnswer.usualPause)
        }
    }

    public func close() { client.close() }

    private func send(_ body: [UInt8], _ message: PushMessage, to device: PushToken, _ token: String) async
        -> APNsAnswer
    {
        let isUrgent = message.urgency == .high || message.urgency == .normal
        let headers = [
            "authorization: bearer \(token)", "content-type: application/json", "apns-topic: \(topic)",
            "apns-push-type: alert", "apns-priority: \(isUrgent ? 10 : 5)",
            "apns-expiration: \(message.expiresAt.milliseconds / 1_000)", "apns-collapse-id: \(message.tag)",
        ]
        let request = HTTPRequest(
            .post,
            "\(address)/3/device/\(device.text)",
            headers: headers,
            body: body,
            repetition: message.repetition
        )
        return APNsAnswer(await client.send(request), mayRepeat: message.mayRepeat)
    }
}

/// The body of a request, at most 4,096 bytes.
enum APNsPayload {
    private static let limit = 4_096

    static func bytes(_ message: PushMessage) -> [UInt8]? {
        let badge: [(String, NotificationJSON)] = message.badge.map { [("badge", .number(max(0, $0)))] } ?? []
        return NotificationJSON.fitted(title: message.title, body: message.body, limit: limit) { title, body in
            let alert = NotificationJSON.object([("title", .text(title)), ("body", .text(body))])
            return .object([
                ("aps", .object([("alert", alert), ("sound", .text("default"))] + badge)),
                ("id", .text(message.id)), ("at", .number(Int(message.at.milliseconds))),
                ("link", .text(message.link)), ("lang", .text(message.language.rawValue)),
            ])
        }
    }
}
