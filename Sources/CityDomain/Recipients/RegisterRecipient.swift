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
        let (recipient, code) = try made(checked, by: rules, from: RecipientOrigin(.form), language, in: town, at: now)
        do {
            _ = try await store.add(
                recipient,
                unlessKnownBy: [code.contact],
                code: code,
                limit: .hourly(at: now),
                noting: nil,
                in: town.id
            )
        } catch RecipientFailure.tooManyCodes {
            // The page says the same: it must not tell how many know the address.
        }
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
        let origin = RecipientOrigin(.clerk, officer: caller.officer)
        let (recipient, code) = try made(checked, by: rules, from: origin, language, in: town, at: now)
        let act = RecordAudit.Act(.recipientAdded, .recipient(recipient.id))
        let added = try await store.add(
            recipient,
            unlessKnownBy: Array(recipient.sealed.contacts.values),
            code: code,
            limit: nil,
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
        return switch added {
        case .added: .added(recipient.id)
        case .known(let id): .known(id)
        }
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

    /// The recipient with the code that goes out.
    private func made(
        _ checked: CheckedRecipient,
        by rules: RecipientRules,
        from origin: RecipientOrigin,
        _ language: Language,
        in town: Municipality,
        at now: Instant
    ) throws -> (NewRecipient, RecipientCode) {
        let recipient = try sealed(checked, from: origin, language: language, in: town.id, at: now)
        let code = RecipientCode(
            for: recipient.id,
            through: checked.codeChannel,
            at: recipient.sealed.contacts[checked.codeChannel] ?? [],
            by: rules.codes,
            randomness,
            at: now
        )
        return (recipient, code)
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

extension RecipientRules {
    /// Where a code goes: the first channel in the person's order that has an address to which the town may write.
    func codeChannel(of recipient: RegisteredRecipient) -> MessageChannel? {
        recipient.choices.ordered(channels.offered).first { channel in
            channel.hasAddress && recipient.contacts[channel].map { $0.stoppedAt == nil } ?? false
        }
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
            namesIndex: vault.index(RecipientNames(profile), of: .recipientNames, in: town),
            contacts: Dictionary(
                uniqueKeysWithValues: profile.contacts.channels.compactMap { channel in
                    profile.contacts.index(of: channel, vault, in: town).map { (channel, $0) }
                }
            )
        )
    }
}
