public import CityDomain
import CityHTTP
public import CityKit

/// How to reach SMSAPI.pl. Prints as `‹SMS gateway›`, for it holds a token.
public struct SMSAPISettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹SMS gateway›"

    public let terms: SMSTerms
    let gateway: SMSGateway
    let token: SMSSecret

    /// - Parameters:
    ///   - token: what stands in the file of the token, with the right to send.
    ///   - url: of the service; another one stands for it in tests.
    public init(token: String, terms: SMSTerms, url: String = "https://api.smsapi.pl") throws(SMSSettingsError) {
        gateway = try SMSGateway(url: url)
        self.token = try SMSSecret(file: token)
        self.terms = terms
    }
}

/// Short messages through SMSAPI.pl. A message goes out under our own name (`idx`, `check_idx`), so that a second copy
/// of it is known there and not sent.
public struct SMSAPIChannel: Channel {
    /// Whether a message whose fate is unknown may be sent again: within the day for which the service knows its
    /// name.
    public static let mayRepeat = true

    /// Between these the service takes the end of a message's time.
    private static let validity = Duration.minutes(15)...Duration.hours(72)

    private let settings: SMSAPISettings
    private let links: ReceiptLinks
    private let clock: any TimeSource
    private let client: HTTPConnections

    /// - Parameter links: where the service says later what became of a message; `SMSAPICallback` reads that.
    public init(_ settings: SMSAPISettings, links: ReceiptLinks, clock: any TimeSource) {
        self.settings = settings
        self.links = links
        self.clock = clock
        client = settings.terms.client(to: settings.gateway)
    }

    public var width: Int { client.width }

    public func deliver(_ message: SMSMessage) async -> Outcome {
        let now = clock.now
        if let refusal = settings.terms.refusal(of: message, at: now) { return refusal }
        let request = HTTPRequest(
            .post,
            "\(settings.gateway.url)/sms.do",
            headers: [
                "Authorization: Bearer \(settings.token.text)", "Content-Type: application/x-www-form-urlencoded",
            ],
            body: Array(FormFields.text(fields(of: message, at: now)).utf8),
            repetition: .harmless
        )
        return SMSAPIAnswer(await client.send(request)).outcome
    }

    public func close() async { client.close() }

    private func fields(of message: SMSMessage, at now: Instant) -> [(String, String)] {
        var fields = [
            ("to", message.to.digits), ("from", settings.terms.sender), ("message", message.text.text),
            ("encoding", "utf-8"), ("format", "json"), ("max_parts", "\(settings.terms.mostParts)"),
            ("idx", links.name(of: message)), ("check_idx", "1"), ("notify_url", links.link(for: message)),
        ]
        if let end = message.expiresAt {
            let moment = min(max(end, now + Self.validity.lowerBound), now + Self.validity.upperBound)
            fields.append(("expiration_date", "\(moment.milliseconds / 1_000)"))
        }
        return fields
    }
}
