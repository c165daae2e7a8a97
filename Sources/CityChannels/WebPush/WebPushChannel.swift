public import CityDomain
import CityHTTP
public import CityKit

/// Messages to browsers, by their push services (RFC 8030).
public struct WebPushChannel: Channel {
    private let client: HTTPConnections
    private let encryption: ContentEncryption
    private let tokens: VAPIDTokens
    private let clock: any TimeSource

    /// - Parameters:
    ///   - width: messages under way at once, each over a connection.
    ///   - time: for one of them.
    public init(
        _ settings: WebPushSettings,
        reach: PushReach,
        clock: any TimeSource,
        randomness: any Randomness,
        width: Int = 128,
        time: Duration = .seconds(10)
    ) {
        client = HTTPConnections(reach: reach == .inside ? .inside : .outside, width: width, time: time)
        encryption = ContentEncryption(randomness)
        tokens = VAPIDTokens(settings)
        self.clock = clock
    }

    public var width: Int { client.width }

    public func deliver(_ message: PushMessage) async -> Outcome {
        guard case .webPush(let subscription) = message.target else {
            return .permanent(DeliveryReason("not the address of a browser"), .message)
        }
        let limit = subscription.isBridged ? WebPushPayload.bridgedLimit : WebPushPayload.usualLimit
        let outcome = await send(message, to: subscription, limit: limit)
        // A service may allow less than we know of.
        guard outcome.status == 413, limit > WebPushPayload.bridgedLimit else { return outcome }
        return await send(message, to: subscription, limit: WebPushPayload.bridgedLimit)
    }

    public func close() { client.close() }

    private func send(_ message: PushMessage, to subscription: PushSubscription, limit: Int) async -> Outcome {
        let now = clock.now
        let life = message.timeToLive(at: now).wholeSeconds
        guard life > 0 else { return .permanent(DeliveryReason("its time is over"), .message) }
        let tag = message.tag
        guard let payload = WebPushPayload(message, tag: tag, limit: limit) else {
            return .permanent(DeliveryReason("the message is too long"), .message)
        }
        do {
            let body = try encryption.encrypt(payload.plain, for: subscription, padding: payload.padding)
            let token = try tokens.header(for: subscription.origin, at: now)
            let headers = [
                "TTL: \(life)", "Urgency: \(message.urgency.rawValue)", "Topic: \(tag)",
                "Content-Type: application/notification+json", "Content-Encoding: aes128gcm", "Authorization: \(token)",
            ]
            let request = HTTPRequest(
                .post,
                subscription.endpoint,
                headers: headers,
                body: body,
                repetition: message.repetition
            )
            return outcome(of: await client.send(request), of: message, to: subscription.origin)
        } catch {
            // The key was checked when the browser gave it.
            return .permanent(DeliveryReason("the message cannot be encrypted for the browser"), .address)
        }
    }

    private func outcome(of reply: HTTPReply, of message: PushMessage, to origin: String) -> Outcome {
        let answer = WebPushAnswer(reply, mayRepeat: message.mayRepeat)
        if case 200..<300 = reply.status { tokens.accept(origin) }
        return answer.isTokenRefused ? answer.outcome(tokenWasAccepted: tokens.refuse(origin)) : answer.outcome
    }
}

extension PushSubscription {
    fileprivate var isBridged: Bool { origin.hasSuffix(".push.services.mozilla.com") }
}
