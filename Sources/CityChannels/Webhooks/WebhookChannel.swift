public import CityDomain
import CityHTTP
import CityKit

/// Requests to webhooks, each over a connection of its own.
public struct WebhookChannel: Channel {
    private let client: HTTPClient

    /// - Parameter time: for one request, everything included.
    public init(reach: WebhookReach, time: Duration = .seconds(10)) {
        client = HTTPClient(reach: reach == .inside ? .inside : .outside, time: time)
    }

    public var width: Int { client.width }

    public func deliver(_ message: WebhookMessage) async -> Outcome {
        let headers = [
            "Content-Type: application/json", "webhook-id: \(message.id)",
            "webhook-timestamp: \(message.at.milliseconds / 1_000)", "webhook-signature: \(message.signature)",
        ]
        return Outcome(await client.send(HTTPRequest(.post, message.url.text, headers: headers, body: message.body)))
    }

    public func close() {}
}
