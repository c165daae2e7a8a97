public import CityKit

/// Takes somebody into the register: by the person's own form, or written down by a clerk who was asked to (RC-02, RC-06,
/// RC-07). The code that proves the address and pairs the app is sent at once.
public struct RegisterRecipient: Sendable {
    private let store: any RecipientStore
    private let addresses: any AddressDirectory
    private let throttle: Throttle
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        store: any RecipientStore,
        addresses: any AddressDirectory,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.store = store
        self.addresses = addresses
        throttle = Throttle(attempts: attempts)
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Registers somebody by the form on the pages of the town. Nothing tells whether the person is in the register already:
    /// who is gets a new code instead, and is not changed.
    ///
    /// - Parameter network: one network may register so often, then it has to wait.
    /// - Throws: `RecipientFailure.noRegister`, `.wayNotOffered`; `Failures` with all that is wrong;
    ///   `AccountFailure.paused`.
    public func callAsFunction(
        _ form: RecipientForm,
        language: Language,
        network: String,
        in town: Municipality,
        at now: Instant
    ) async throws -> MessageChannel {
        let (rules, checked) = try checked(form, .form, in: town, at: now)
        try await count(network, in: town.id, at: now)
        if let known = try await known(checked, in: town.id) {
            try? await issue(for: known, through: checked.codeChannel, rules, in: town.id, at: now)
            return checked.codeChannel
        }
        let origin = RecipientOrigin(.form)
        let recipient = try sealed(checked, from: origin, language: language, in: town.id, at: now)
        let code = RecipientCode(for: recipient.id, through: checked.codeChannel, by: rules.codes, randomness, at: now)
        _ = try await store.add(recipient, code: code, noting: nil, in: town.id)
        return checked.codeChannel
    }

    /// Writes somebody down who asked the office for it.
    ///
    /// - Throws: as above; `AccountFailure.rightMissing`.
    public func enter(
        _ form: RecipientForm,
        language: Language,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Entered {
        let caller = try caller.using(.manageRecipients)
        let (rules, checked) = try checked(form, .clerk, in: town, at: now)
        if let known = try await known(checked, in: town.id) { return .known(known.id) }
        let origin = RecipientOrigin(.clerk, officer: caller.officer)
        let recipient = try sealed(checked, from: origin, language: language, in: town.id, at: now)
        let act = RecordAudit.Act(.recipientAdded, .recipient(recipient.id))
        _ = try await store.add(
            recipient,
            code: RecipientCode(for: recipient.id, through: checked.codeChannel, by: rules.codes, randomness, at: now),
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
        return .added(recipient.id)
    }

    /// What came of writing somebody down.
    public enum Entered: Sendable, Equatable {
        case added(ID<RegisteredRecipient>)
        /// Somebody of this name has the address already.
        case known(ID<RegisteredRecipient>)
    }

    private func checked(_ form: RecipientForm, _ way: RecipientOrigin.Way, in town: Municipality, at now: Instant)
        throws -> (RecipientRules, CheckedRecipient)
    {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        guard rules.registration.ways.contains(way) else { throw RecipientFailure.wayNotOffered }
        let today = town.clock.date(of: now)
        var check = RecipientFormCheck(form, by: rules, addresses.addresses(of: town.id), in: town, on: today)
        return (rules, try check.finish())
    }

    /// Somebody of the same name who has one of the addresses.
    private func known(_ checked: CheckedRecipient, in town: ID<Municipality>) async throws -> RegisteredRecipient? {
        let profile = checked.profile
        for channel in profile.contacts.channels {
            guard let index = profile.contacts.index(of: channel, vault, in: town) else { continue }
            for other in try await store.recipients(contact: index, in: town) {
                if try other.opened(vault, in: town).isNamed(like: profile) { return other }
            }
        }
        return nil
    }

    private func sealed(
        _ checked: CheckedRecipient,
        from origin: RecipientOrigin,
        language: Language,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> NewRecipient {
        let id: ID<RegisteredRecipient> = randomness.id(at: now)
        let key = try vault.newKey(in: RecipientSlots(town: town, recipient: id).personKey)
        return NewRecipient(
            id: id,
            sealed: try SealedRecipient(checked.profile, of: id, under: key.key, vault, in: town),
            personKey: key.wrapped,
            language: language,
            choices: RecipientChoices(),
            origin: origin,
            consent: RecipientConsent(
                version: checked.consent,
                givenAt: now,
                document: origin.way.needsDocument ? .missing : nil
            ),
            createdAt: now
        )
    }

    private func issue(
        for recipient: RegisteredRecipient,
        through channel: MessageChannel,
        _ rules: RecipientRules,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let known = recipient.contacts[channel] != nil ? channel : rules.codeChannel(of: recipient)
        guard let known else { return }
        let code = RecipientCode(for: recipient.id, through: known, by: rules.codes, randomness, at: now)
        try await store.issue(code, since: now - .hours(1), noting: nil, in: town)
    }

    private func count(_ network: String, in town: ID<Municipality>, at now: Instant) async throws {
        let subject = Throttle.Subject(
            key: vault.secret(for: .recipientNetwork, network, in: town),
            pause: { Throttle.doubling($0 - 20, most: .hours(1)) }
        )
        try await throttle.count(subject, in: town, at: now)
    }
}

extension SecretPurpose {
    static let recipientNetwork = Self(rawValue: "recipient-network")
}

extension RecipientProfile {
    /// Whether it is written to the same person: the same names in either order, whatever their letters.
    func isNamed(like other: Self) -> Bool {
        let names = { (profile: Self) in Set([profile.givenName.indexForm, profile.surname.indexForm]) }
        return names(self) == names(other)
    }
}

extension RecipientRules {
    /// Where a code goes: the first channel in the person's order that has an address.
    func codeChannel(of recipient: RegisteredRecipient) -> MessageChannel? {
        recipient.choices.ordered(channels.offered).first { $0.hasAddress && recipient.contacts[$0] != nil }
    }
}

extension SealedRecipient {
    init(
        _ profile: RecipientProfile,
        of recipient: ID<RegisteredRecipient>,
        under key: any DataKey,
        _ vault: any Vault,
        in town: ID<Municipality>
    ) throws {
        let slots = RecipientSlots(town: town, recipient: recipient)
        self.init(
            profile: try key.seal(profile, in: slots.profile),
            traits: try key.seal(RecipientTraits(profile), in: slots.traits),
            surnameIndex: vault.index(profile.surname, of: .recipientSurname, in: town),
            contacts: Dictionary(
                uniqueKeysWithValues: profile.contacts.channels.compactMap { channel in
                    profile.contacts.index(of: channel, vault, in: town).map { (channel, $0) }
                }
            )
        )
    }
}
