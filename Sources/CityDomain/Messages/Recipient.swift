public import CityKit

/// Whom a delivery is for.
public enum Recipient: Sendable, Hashable {
    case reporter
    case follower(ID<Follower>)
    case supporter(ID<Supporter>)
    case webhook(ID<Webhook>)
    /// The owner of an account, of the address that asked for a link about one, or from which a complaint came, or somebody who
    /// is to work at the office.
    case account
    /// Somebody of the register of recipients.
    case registered(ID<RegisteredRecipient>)

    private static let accountName = "account"
    /// What stands before the id of a webhook; no id of a follower begins so.
    private static let webhookMark = "webhook-"
    private static let supporterMark = "supporter-"
    private static let registeredMark = "recipient-"

    /// The form the database keeps.
    public var rawValue: String {
        switch self {
        case .reporter: "reporter"
        case .follower(let id): id.rawValue
        case .supporter(let id): "\(Self.supporterMark)\(id)"
        case .webhook(let id): "\(Self.webhookMark)\(id)"
        case .account: Self.accountName
        case .registered(let id): "\(Self.registeredMark)\(id)"
        }
    }

    public var follower: ID<Follower>? { if case .follower(let id) = self { id } else { nil } }
    public var supporter: ID<Supporter>? { if case .supporter(let id) = self { id } else { nil } }
    public var webhook: ID<Webhook>? { if case .webhook(let id) = self { id } else { nil } }

    public init(rawValue: String) {
        if rawValue == "reporter" {
            self = .reporter
        } else if rawValue == Self.accountName {
            self = .account
        } else if rawValue.hasPrefix(Self.webhookMark) {
            self = .webhook(ID(String(rawValue.dropFirst(Self.webhookMark.count))))
        } else if rawValue.hasPrefix(Self.supporterMark) {
            self = .supporter(ID(String(rawValue.dropFirst(Self.supporterMark.count))))
        } else if rawValue.hasPrefix(Self.registeredMark) {
            self = .registered(ID(String(rawValue.dropFirst(Self.registeredMark.count))))
        } else {
            self = .follower(ID(rawValue))
        }
    }
}
