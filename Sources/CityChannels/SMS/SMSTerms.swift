public import CityDomain
import CityKit

/// What every gateway for short messages needs to be told besides its address and its secret.
public struct SMSTerms: Hashable, Sendable {
    /// What the telephone shows as the sender: a name of 2 to 11 letters and digits of ASCII, dots, hyphens and blanks,
    /// one letter at least, or a number of 3 to 15 digits. Most networks take only names that were registered for the
    /// town.
    public let sender: String
    public let price: SMSPrice
    /// Messages that need more parts are refused here, since gateways cut them without a word.
    public let mostParts: Int
    /// How many messages are on their way to the gateway at once. The two boxes of Kannel wait for each other where there
    /// are few: 32 for many messages.
    public let connections: Int
    /// For one message, everything included.
    public let timeout: Duration

    /// - Parameters:
    ///   - price: of one part, in the currency of the town: `0.0785`.
    ///   - mostParts: from 1 to 10.
    ///   - connections: from 1 to 64.
    ///   - timeout: from 1 to 120 seconds.
    public init(
        sender: String,
        price: String,
        mostParts: Int = 6,
        connections: Int = 4,
        timeout: Duration = .seconds(20)
    ) throws(SMSSettingsError) {
        guard Self.isSender(sender) else { throw .wrongSender }
        guard let price = SMSPrice(price) else { throw .wrongPrice }
        guard (1...10).contains(mostParts) else { throw .wrongParts }
        guard (1...64).contains(connections) else { throw .wrongConnections }
        guard timeout >= .seconds(1), timeout <= .minutes(2) else { throw .wrongTimeout }
        self.sender = sender
        self.price = price
        self.mostParts = mostParts
        self.connections = connections
        self.timeout = timeout
    }

    private static func isSender(_ text: String) -> Bool {
        let isNumber = text.utf8.allSatisfy { (48...57).contains($0) }
        if isNumber { return (3...15).contains(text.utf8.count) }
        let isName = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".- ".contains($0)) }
        return isName && (2...11).contains(text.utf8.count) && text.contains(where: \.isLetter)
            && text == text.trimmingSpaces()
    }

    /// Why a message is not handed over at all; nil where nothing speaks against it.
    func refusal(of message: SMSMessage, at now: Instant) -> Outcome? {
        if message.text.parts == 0 { return .permanent(DeliveryReason("the message is empty"), .message) }
        if message.text.parts > mostParts {
            let reason = "the message takes \(message.text.parts) parts; \(mostParts) are allowed"
            return .permanent(DeliveryReason(reason), .message)
        }
        if let end = message.expiresAt, end <= now {
            return .permanent(DeliveryReason("the time of the message is over"), .message)
        }
        return nil
    }
}

/// The secret of an account at a gateway.
public struct SMSSecret: Hashable, Sendable, Redacted {
    public static let standIn = "‹secret›"
    let text: String

    /// - Parameter file: what stands in the file of the secret; blanks and ends of lines around it are not a part of
    ///   it.
    public init(file: String) throws(SMSSettingsError) {
        let text = file.trimmingSpaces()
        guard !text.isEmpty else { throw .noSecret }
        // It goes into a line of a request.
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }), text.utf8.count <= 1_000 else {
            throw .wrongSecret
        }
        self.text = text
    }
}

/// What an operator must mend in the settings of a gateway for short messages. Never holds a part of a secret.
public enum SMSSettingsError: Error, Hashable, CustomStringConvertible {
    case noURL
    case wrongScheme
    case noHost
    case secretInURL
    case moreThanURL
    case inTheClear
    case noUser
    case noSecret
    case wrongSecret
    case wrongSender
    case wrongPrice
    case wrongParts
    case wrongConnections
    case wrongTimeout

    public var description: String {
        switch self {
        case .noURL: "The address of the SMS gateway is no URL. Write http://127.0.0.1:13013/cgi-bin/sendsms."
        case .wrongScheme: "The address of the SMS gateway must begin with https:// or http://."
        case .noHost: "The address of the SMS gateway names no host."
        case .secretInURL: "The user and the secret of the SMS gateway do not belong into its address."
        case .moreThanURL: "Nothing may follow the path in the address of the SMS gateway."
        case .inTheClear:
            "Without TLS others can read the messages: write https://, or an address of this machine or network."
        case .noUser: "The SMS gateway needs the name of a user."
        case .noSecret: "The file with the secret of the SMS gateway is empty."
        case .wrongSecret: "The secret of the SMS gateway must be one line of at most 1000 octets."
        case .wrongSender:
            "The sender of short messages must be a name of 2 to 11 plain letters and digits, or 3 to 15 digits."
        case .wrongPrice: "The price of a part of a short message must be an amount such as 0.0785, below 100."
        case .wrongParts: "A short message may have from 1 to 10 parts."
        case .wrongConnections: "The SMS gateway may have from 1 to 64 connections."
        case .wrongTimeout: "The SMS gateway may take from 1 to 120 seconds for a message."
        }
    }
}
