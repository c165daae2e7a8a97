public import CityDomain
import CityHTTP
public import CityKit
import Foundation

/// How to reach TurboSMS. Prints as `‹SMS gateway›`, for it holds a token.
public struct TurboSMSSettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹SMS gateway›"

    public let terms: SMSTerms
    let gateway: SMSGateway
    let token: SMSSecret

    /// - Parameters:
    ///   - token: what stands in the file of the token.
    ///   - url: of the service; another one stands for it in tests.
    public init(token: String, terms: SMSTerms, url: String = "https://api.turbosms.ua") throws(SMSSettingsError) {
        gateway = try SMSGateway(url: url)
        self.token = try SMSSecret(file: token)
        self.terms = terms
    }

    func request(_ path: String, _ body: some Encodable, repetition: HTTPRepetition) -> HTTPRequest {
        HTTPRequest(
            .post,
            gateway.url + path,
            headers: ["Authorization: Bearer \(token.text)", "Content-Type: application/json"],
            body: (try? JSONEncoder().encode(body)).map(Array.init) ?? [],
            repetition: repetition
        )
    }
}

/// Short messages through TurboSMS. It takes no names of ours, so a message whose fate is unknown must not be sent
/// again, and it calls nobody: `TurboSMSReceipts` asks it.
public struct TurboSMSChannel: Channel {
    /// Whether a message whose fate is unknown may be sent again.
    public static let mayRepeat = false

    private struct Content: Encodable {
        struct SMS: Encodable {
            let sender: String
            let text: String
        }

        let recipients: [String]
        let sms: SMS
    }

    private let settings: TurboSMSSettings
    private let clock: any TimeSource
    private let client: HTTPConnections

    public init(_ settings: TurboSMSSettings, clock: any TimeSource) {
        self.settings = settings
        self.clock = clock
        client = settings.terms.client(to: settings.gateway)
    }

    public var width: Int { client.width }

    /// The service has no field for the end of a message's time, so a message whose time is short may arrive after it.
    public func deliver(_ message: SMSMessage) async -> Outcome {
        if let refusal = settings.terms.refusal(of: message, at: clock.now) { return refusal }
        let content = Content(
            recipients: [message.to.digits],
            sms: Content.SMS(sender: settings.terms.sender, text: message.text.text)
        )
        let request = settings.request("/message/send.json", content, repetition: .harmful)
        return TurboSMSAnswer(await client.send(request)).outcome
    }

    public func close() async { client.close() }
}
