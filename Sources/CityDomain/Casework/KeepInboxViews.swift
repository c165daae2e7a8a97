public import CityKit

/// Lets people of the office keep views of the inbox under a name of their own (I-01).
///
/// All throw `AccountFailure.rightMissing` and `CaseworkFailure`.
public struct KeepInboxViews: Sendable {
    /// Of one person.
    static let most = 20
    /// Letters and signs.
    public static let longestName = 60

    private let cases: any CaseworkStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(cases: any CaseworkStore, vault: any Vault, randomness: any Randomness) {
        self.cases = cases
        self.vault = vault
        self.randomness = randomness
    }

    /// In the order in which they were kept.
    public func all(of staff: Staff, in town: Municipality) async throws -> [SavedInboxView] {
        let key = try key(of: staff, in: town.id)
        return try await cases.views(of: staff.id, in: town.id).map { sealed in
            let name = try key.open(sealed.name, in: SavedInboxView.slot(sealed.id, in: town.id)).words
            return SavedInboxView(id: sealed.id, name: name, view: sealed.view)
        }
    }

    public func keep(_ view: InboxView, as name: String, of staff: Staff, in town: Municipality, at now: Instant)
        async throws
    {
        let name = name.trimmingSpaces()
        guard !name.isEmpty, name.unicodeScalars.count <= Self.longestName else {
            throw CaseworkFailure.viewNameMissing
        }
        let id: ID<SavedInboxView> = randomness.id(at: now)
        let slot = SavedInboxView.slot(id, in: town.id)
        let sealed = try key(of: staff, in: town.id).seal(PersonalText(name), in: slot)
        try await cases.add(
            SealedInboxView(id: id, staff: staff.id, name: sealed, view: view),
            most: Self.most,
            in: town.id
        )
    }

    public func forget(_ view: ID<SavedInboxView>, of staff: Staff, in town: Municipality) async throws {
        try await cases.remove(view, of: staff.id, in: town.id)
    }

    private func key(of staff: Staff, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(staff.personKey, in: StaffSlots(town: town, staff: staff.id).personKey)
    }
}

/// A view under the name its owner gave it.
public struct SavedInboxView: Personal {
    public let id: ID<SavedInboxView>
    public let name: String
    public let view: InboxView

    static func slot(_ id: ID<SavedInboxView>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "inbox_views", row: id, column: "name")
    }
}

/// The same as it is stored.
public struct SealedInboxView: Sendable {
    public let id: ID<SavedInboxView>
    public let staff: ID<Staff>
    /// Sealed under the key of the person.
    public let name: Sealed<PersonalText>
    public let view: InboxView

    public init(id: ID<SavedInboxView>, staff: ID<Staff>, name: Sealed<PersonalText>, view: InboxView) {
        self.id = id
        self.staff = staff
        self.name = name
        self.view = view
    }
}
