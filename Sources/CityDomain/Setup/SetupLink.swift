public import CityKit

/// The one-time link by which somebody makes a town.
public struct SetupLink: Sendable {
    /// What the database keeps of its secret.
    public let tokenHash: [UInt8]
    public let purpose: Purpose
    /// No request counts from this moment on.
    public let endsAt: Instant
    public let draft: Sealed<SetupDraft>
    /// What was made by it; nil before.
    public let made: Made?

    /// What a link is for.
    public enum Purpose: String, Sendable, CaseIterable {
        /// The first town of an installation; the server prints it. Gone once there is a town.
        case first
        /// A town more; a command prints it.
        case further
    }

    /// What was made by a link.
    public struct Made: Sendable, Equatable {
        public let town: ID<Municipality>
        public let administrator: ID<Staff>
        /// The moment at which both were made.
        public let at: Instant

        public init(town: ID<Municipality>, administrator: ID<Staff>, at: Instant) {
            self.town = town
            self.administrator = administrator
            self.at = at
        }
    }

    public init(
        tokenHash: [UInt8],
        purpose: Purpose,
        endsAt: Instant,
        draft: Sealed<SetupDraft>,
        made: Made? = nil
    ) {
        self.tokenHash = tokenHash
        self.purpose = purpose
        self.endsAt = endsAt
        self.draft = draft
        self.made = made
    }

    /// How long a link works.
    public static let validity = Duration.hours(24)
    /// How long its last page can be looked at once the town is made.
    public static let farewell = Duration.hours(1)

    static func slot(_ tokenHash: [UInt8]) -> Slot {
        Slot(ID(""), table: "town_setups", row: Hex.text(tokenHash), column: "draft")
    }
}

extension SecretPurpose {
    static let setup = Self(rawValue: "setup")
    static let setupNetwork = Self(rawValue: "setup-network")
}
