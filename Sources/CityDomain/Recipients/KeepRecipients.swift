public import CityKit

/// Lets the clerks of the office keep the register of recipients (RC-03, RC-10, G-11). Each look at somebody's data is in the
/// audit log before anything is shown.
///
/// All throw `AccountFailure.rightMissing`; `RecipientFailure.noRegister`, `.unknown`.
public struct KeepRecipients: Sendable {
    private let store: any RecipientStore
    private let addresses: any AddressDirectory
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit
    private let issue: IssueRecipientCode

    public init(
        store: any RecipientStore,
        addresses: any AddressDirectory,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.store = store
        self.addresses = addresses
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
        issue = IssueRecipientCode(store: store, vault: vault, randomness: randomness)
    }

    /// Answers to one search.
    public static let most = 50
    /// Characters of a reason.
    public static let longestReason = 1_000

    public func list(
        _ which: RecipientSelection,
        after position: String?,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Page<OpenRecipient> {
        try await look(.recipients, by: caller, in: town, at: now)
        let day = town.clock.date(of: now)
        let page = try await store.recipients(which, on: day, after: position, limit: Self.most, in: town.id)
        return try page.map { try $0.openedWhole(vault, in: town.id) }
    }

    /// What the town says of its register.
    public func rules(by caller: Caller, in town: Municipality) throws -> RecipientRules {
        try register(caller, in: town).rules
    }

    public func counts(by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> [RecipientSelection: Int]
    {
        _ = try register(caller, in: town)
        return try await store.counts(on: town.clock.date(of: now), in: town.id)
    }

    /// By number, e-mail, phone, address for electronic delivery or surname, whole and in any spelling of case.
    public func find(_ typed: String, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> [OpenRecipient]
    {
        let caller = try register(caller, in: town).caller
        let act = RecordAudit.Act(.recipientSought, .recipients, reason: caller.reason, values: ["words": typed])
        try await audit(act, by: caller, in: town.id, at: now)
        return try await found(typed, in: town).map { try $0.openedWhole(vault, in: town.id) }
    }

    private func found(_ typed: String, in town: Municipality) async throws -> [RegisteredRecipient] {
        if let number = RecipientNumber(typed: typed),
            let recipient = try await store.recipient(number: number, in: town.id)
        {
            return [recipient]
        }
        let country = PhoneNumber.Country(rawValue: town.profile.country) ?? .poland
        let contacts = RecipientContacts(
            email: try? EmailAddress(typed: typed),
            phone: try? PhoneNumber(typed: typed, in: country),
            eDelivery: try? EDeliveryAddress(typed: typed),
            ePUAP: try? EPUAPAddress(typed: typed)
        )
        for channel in contacts.channels {
            guard let index = contacts.index(of: channel, vault, in: town.id) else { continue }
            let all = try await store.recipients(contact: index, in: town.id)
            if !all.isEmpty { return all }
        }
        guard let surname = try? PersonName(typed: typed) else { return [] }
        let index = vault.index(surname, of: .recipientSurname, in: town.id)
        return try await store.recipients(surname: index, limit: Self.most, in: town.id)
    }

    public func one(_ id: ID<RegisteredRecipient>, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> OpenRecipient
    {
        try await look(.recipient(id), by: caller, in: town, at: now)
        return try await recipient(id, in: town.id).openedWhole(vault, in: town.id)
    }

    /// The devices that a recipient has paired, with what each says it is.
    public func devices(of id: ID<RegisteredRecipient>, by caller: Caller, in town: Municipality) async throws
        -> [OpenDevice]
    {
        _ = try register(caller, in: town)
        let recipient = try await recipient(id, in: town.id)
        return try await store.devices(of: id, in: town.id).map { try $0.opened(recipient, vault, in: town.id) }
    }

    private func recipient(_ id: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws
        -> RegisteredRecipient
    {
        guard let recipient = try await store.recipient(id, in: town) else { throw RecipientFailure.unknown }
        return recipient
    }

    private func register(_ caller: Caller, in town: Municipality) throws -> (rules: RecipientRules, caller: Caller) {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        return (rules, try caller.using(.manageRecipients))
    }

    private func look(_ object: AuditObject, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let caller = try register(caller, in: town).caller
        let act = RecordAudit.Act(.recipientViewed, object, reason: caller.reason)
        try await audit(act, by: caller, in: town.id, at: now)
    }
}

// MARK: - Changes

extension KeepRecipients {
    /// - Parameter seen: the profile that the clerk saw.
    /// - Throws: `Failures` with all that is wrong; `RecipientFailure.changedMeanwhile`.
    public func change(
        _ id: ID<RegisteredRecipient>,
        to form: RecipientForm,
        seeing seen: Sealed<RecipientProfile>,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let (rules, _) = try register(caller, in: town)
        let before = try await recipient(id, in: town.id)
        var check = RecipientFormCheck(
            form,
            by: rules,
            addresses.addresses(of: town.id),
            in: town,
            on: town.clock.date(of: now)
        )
        let sealed = try SealedRecipient(
            try check.changed(),
            of: id,
            under: try before.key(vault, in: town.id),
            vault,
            in: town.id
        )
        if let language = form.language, language != before.language {
            try await make(.language(language), of: id, .recipientChanged, by: caller, in: town, at: now)
        }
        try await make(
            .profile(sealed, seen: seen, devices: .unpaired),
            of: id,
            .recipientChanged,
            by: caller,
            in: town,
            at: now
        )
    }

    /// What is for the person waits from now on.
    ///
    /// - Throws: `RecipientFailure.reasonMissing`, `.wayNotOffered` in a town whose rules know no hold.
    public func hold(
        _ id: ID<RegisteredRecipient>,
        because reason: String,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard try register(caller, in: town).rules.hold != nil else { throw RecipientFailure.wayNotOffered }
        let words = reason.trimmingInvisible()
        guard !words.isEmpty, words.count <= Self.longestReason else { throw RecipientFailure.reasonMissing }
        let slots = RecipientSlots(town: town.id, recipient: id)
        let key = try await recipient(id, in: town.id).key(vault, in: town.id)
        let hold = RecipientHold(since: now, reason: try key.seal(PersonalText(words), in: slots.holdReason))
        try await make(.hold(hold), of: id, .recipientHeld, by: caller, in: town, at: now)
    }

    /// The data were checked: what waited goes out.
    ///
    /// - Throws: `RecipientFailure.notHeld`.
    public func release(_ id: ID<RegisteredRecipient>, by caller: Caller, in town: Municipality, at now: Instant)
        async throws
    {
        try await make(.release, of: id, .recipientReleased, by: caller, in: town, at: now)
    }

    /// - Parameter suspension: nil ends it.
    public func suspend(
        _ id: ID<RegisteredRecipient>,
        _ suspension: RecipientSuspension?,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let kind: AuditKind = suspension == nil ? .recipientResumed : .recipientSuspended
        try await make(.suspension(suspension), of: id, kind, by: caller, in: town, at: now)
    }

    /// The paper came back signed.
    ///
    /// - Throws: `RecipientFailure.noPaper` where none is missing.
    public func noteSigned(_ id: ID<RegisteredRecipient>, by caller: Caller, in town: Municipality, at now: Instant)
        async throws
    {
        try await make(.documentSigned, of: id, .recipientSigned, by: caller, in: town, at: now)
    }

    /// Destroys all that is known of the person, who asked for it.
    public func erase(_ id: ID<RegisteredRecipient>, by caller: Caller, in town: Municipality, at now: Instant)
        async throws
    {
        try await store.erase(
            id,
            noting: try entry(.recipientErased, id, by: caller, in: town, at: now),
            at: now,
            in: town.id
        )
    }

    /// Sends a new code; those before it work no more.
    ///
    /// - Parameter channel: one of which the person has an address; nil for the first.
    /// - Throws: `RecipientFailure.noAddress`.
    public func sendCode(
        to id: ID<RegisteredRecipient>,
        through channel: MessageChannel?,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let (rules, _) = try register(caller, in: town)
        try await issue(
            to: try await recipient(id, in: town.id),
            through: channel,
            by: rules,
            limit: nil,
            noting: try entry(.recipientCodeSent, id, part: channel?.rawValue, by: caller, in: town, at: now),
            in: town.id,
            at: now
        )
    }

    /// The device reads nothing more of the person's.
    public func remove(
        _ device: ID<RecipientDevice>,
        of id: ID<RegisteredRecipient>,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let entry = try entry(.recipientDeviceRemoved, id, by: caller, in: town, at: now)
        try await store.remove(device, of: id, noting: entry, in: town.id)
    }

    private func make(
        _ change: RecipientChange,
        of id: ID<RegisteredRecipient>,
        _ kind: AuditKind,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let entry = try entry(kind, id, by: caller, in: town, at: now)
        try await store.change(id, change, noting: entry, at: now, in: town.id)
    }

    private func entry(
        _ kind: AuditKind,
        _ id: ID<RegisteredRecipient>,
        part: String? = nil,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        let caller = try register(caller, in: town).caller
        return try audit.entry(.init(kind, .recipient(id, part)), by: caller, in: town.id, at: now)
    }
}

/// A paired device, for its owner and the office.
public struct OpenDevice: Personal, Equatable {
    public let id: ID<RecipientDevice>
    public let words: String
    public let pairedAt: Instant
    public let seenAt: Instant
}

extension RecipientDevice {
    func opened(_ recipient: RegisteredRecipient, _ vault: any Vault, in town: ID<Municipality>) throws -> OpenDevice {
        let slots = RecipientSlots(town: town, recipient: recipient.id)
        let words = try recipient.key(vault, in: town).open(device, in: slots.device(id)).words
        return OpenDevice(id: id, words: words, pairedAt: pairedAt, seenAt: seenAt)
    }
}
