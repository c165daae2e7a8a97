public import CityKit

/// What a person does on a device that was paired: sees and corrects the data, chooses, stops for a while or for good (G-11,
/// RC-11, I-22).
///
/// All throw `RecipientFailure.unknown` for a device that is not paired any more.
public struct OwnRecipient: Sendable {
    private let store: any RecipientStore
    private let addresses: any AddressDirectory
    private let vault: any Vault
    private let issue: IssueRecipientCode

    public init(
        store: any RecipientStore,
        addresses: any AddressDirectory,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.store = store
        self.addresses = addresses
        self.vault = vault
        issue = IssueRecipientCode(store: store, vault: vault, randomness: randomness)
    }

    /// Who holds a paired device.
    public struct Holder: Sendable, Equatable {
        public let device: ID<RecipientDevice>
        public let recipient: RegisteredRecipient
    }

    /// How long a look stands for those after it: the moment of the last one is not written each time.
    private static let seenAgain = Duration.hours(1)

    /// - Throws: `RecipientFailure.unknown`.
    public func holder(_ token: Token, in town: Municipality, at now: Instant) async throws -> Holder {
        guard town.recipients != nil,
            let (device, recipient) = try await store.device(tokenHash: vault.hash(token), in: town.id),
            device.isOpen(at: now)
        else { throw RecipientFailure.unknown }
        if now - device.seenAt > Self.seenAgain { try await store.touch(device.id, at: now, in: town.id) }
        return Holder(device: device.id, recipient: recipient)
    }

    public func opened(_ holder: Holder, in town: Municipality) throws -> OpenRecipient {
        try holder.recipient.openedWhole(vault, in: town.id)
    }

    public func devices(of holder: Holder, in town: Municipality) async throws -> [OpenDevice] {
        try await store.devices(of: holder.recipient.id, in: town.id).map {
            try $0.opened(holder.recipient, vault, in: town.id)
        }
    }

    /// Sends a code to each address that is new.
    ///
    /// - Parameter seen: the profile that the person saw.
    /// - Returns: where the first code went; nil where no address is new.
    /// - Throws: `Failures` with all that is wrong; `RecipientFailure.changedMeanwhile`, `.tooManyCodes`.
    public func change(
        _ holder: Holder,
        to form: RecipientForm,
        seeing seen: Sealed<RecipientProfile>,
        in town: Municipality,
        at now: Instant
    ) async throws -> MessageChannel? {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        let recipient = holder.recipient
        var check = RecipientFormCheck(
            form,
            by: rules,
            addresses.addresses(of: town.id),
            in: town,
            on: town.clock.date(of: now)
        )
        let profile = try check.changed()
        let sealed = try SealedRecipient(
            profile,
            of: recipient.id,
            under: try recipient.key(vault, in: town.id),
            vault,
            in: town.id
        )
        let before = try recipient.opened(vault, in: town.id).contacts
        try await make(.profile(sealed, seen: seen, devices: .kept), of: holder, in: town, at: now)
        if let language = form.language, language != recipient.language {
            try await make(.language(language), of: holder, in: town, at: now)
        }
        let fresh = profile.contacts.channels.filter { before.text(of: $0) != profile.contacts.text(of: $0) }
        guard let first = fresh.first else { return nil }
        try await sendCode(to: first, holder, in: town, at: now)
        return first
    }

    /// Sends a code by which the person confirms one of the addresses.
    ///
    /// - Throws: `RecipientFailure.noAddress`, `.tooManyCodes`.
    public func sendCode(to channel: MessageChannel, _ holder: Holder, in town: Municipality, at now: Instant)
        async throws
    {
        guard let rules = town.recipients,
            let recipient = try await store.recipient(holder.recipient.id, in: town.id)
        else { throw RecipientFailure.unknown }
        let limit = CodeLimit.hourly(at: now)
        try await issue(to: recipient, through: channel, by: rules, limit: limit, noting: nil, in: town.id, at: now)
    }

    public func choose(_ choices: RecipientChoices, _ holder: Holder, in town: Municipality, at now: Instant)
        async throws
    {
        try await make(.choices(choices), of: holder, in: town, at: now)
    }

    /// - Parameter suspension: nil ends it.
    public func suspend(_ suspension: RecipientSuspension?, _ holder: Holder, in town: Municipality, at now: Instant)
        async throws
    {
        try await make(.suspension(suspension), of: holder, in: town, at: now)
    }

    public enum Writing: Sendable { case stopped, allowed }

    /// Whether the town may write to one of the addresses.
    public func set(
        _ writing: Writing,
        to channel: MessageChannel,
        _ holder: Holder,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try await make(writing == .stopped ? .stop(channel) : .start(channel), of: holder, in: town, at: now)
    }

    /// Takes a device away; the own one signs out.
    public func remove(_ device: ID<RecipientDevice>, of holder: Holder, in town: Municipality) async throws {
        try await store.remove(device, of: holder.recipient.id, noting: nil, in: town.id)
    }

    /// Destroys all that the register has of the person: nothing more is sent.
    public func erase(_ holder: Holder, in town: Municipality, at now: Instant) async throws {
        try await store.erase(holder.recipient.id, noting: nil, at: now, in: town.id)
    }

    private func make(_ change: RecipientChange, of holder: Holder, in town: Municipality, at now: Instant)
        async throws
    {
        try await store.change(holder.recipient.id, change, noting: nil, at: now, in: town.id)
    }
}
