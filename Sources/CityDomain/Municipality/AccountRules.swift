public import CityKit

/// Accounts of residents: `accounts` in `rules.json5`. A town without it has none.
public struct AccountRules: Sendable, Equatable, Decodable {
    public let registration: Registration

    /// An account is made by its owner: e-mail as login, given name, surname and password, a phone number where wanted,
    /// and a link that is sent to the address.
    public struct Registration: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }
}
