public import CityDomain
public import CityKit

/// Messages to devices, each through the push service that its target names.
public struct PushChannel: Channel {
    private let webPush: WebPushChannel?
    private let fcm: FCMChannel?
    private let apns: APNsChannel?
    private let clock: any TimeSource
    private let providers = PushProviders()

    /// Nil for a service that the town does not use.
    public init(webPush: WebPushChannel?, fcm: FCMChannel? = nil, apns: APNsChannel? = nil, clock: any TimeSource) {
        self.webPush = webPush
        self.fcm = fcm
        self.apns = apns
        self.clock = clock
    }

    public var width: Int { max(1, (webPush?.width ?? 0) + (fcm?.width ?? 0) + (apns?.width ?? 0)) }

    public func deliver(_ message: PushMessage) async -> Outcome {
        let provider = message.target.provider
        if let refusal = providers.refusal(of: provider, at: clock.now) { return refusal }
        let outcome = await send(message)
        providers.note(outcome, of: provider, at: clock.now)
        return outcome
    }

    public func close() async {
        webPush?.close()
        fcm?.close()
        apns?.close()
    }

    private func send(_ message: PushMessage) async -> Outcome {
        let outcome =
            switch message.target {
            case .webPush: await webPush?.deliver(message)
            case .fcm: await fcm?.deliver(message)
            case .apns: await apns?.deliver(message)
            }
        return outcome ?? .unavailable(DeliveryReason("this push service is not set up"), retryAfter: .hours(1))
    }
}
