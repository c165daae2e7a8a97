public import CityKit

/// What a person does with the code that was sent: types it, which proves the address and pairs the browser or app, or asks for
/// another one (RC-06, A-09, I-37).
public struct ConfirmRecipient: Sendable {
    private let store: any RecipientStore
    private let throttle: Throttle
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        store: any RecipientStore,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.store = store
        throttle = Throttle(attempts: attempts)
        self.vault = vault
        self.randomness = randomness
    }

    /// What somebody typed.
    public struct Typed: Personal {
        let number: String
        let code: String
        /// What the browser says it is.
        let device: String
        let isReplacing: Bool

        /// - Parameter room: whether a device more than one may have sends the oldest one away.
        public init(number: String, code: String, device: String, room: Room) {
            self.number = number
            self.code = code
            self.device = device
            isReplacing = room == .replacing
        }

        public enum Room: Sendable { case refusing, replacing }
    }

    /// Pairs the device.
    ///
    /// - Parameter network: wrong codes are counted by it as well.
    /// - Returns: what the device keeps.
    /// - Throws: `RecipientFailure.wrongCode` for whatever is wrong, so that nobody learns which numbers there are;
    ///   `.tooManyDevices`; `AccountFailure.paused`.
    public func callAsFunction(_ typed: Typed, network: String, in town: Municipality, at now: Instant) async throws
        -> Token
    {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        let subject = Throttle.Subject(
            key: vault.secret(for: .recipientCodeNetwork, network, in: town.id),
            pause: { Throttle.doubling($0 - 10, most: .hours(1)) }
        )
        return try await throttle.attempt(
            by: nil,
            from: subject,
            in: town.id,
            at: now,
            isWrong: { $0 as? RecipientFailure == .wrongCode }
        ) {
            try await pair(typed, rules.codes, in: town.id, at: now)
        }
    }

    private func pair(_ typed: Typed, _ rules: RecipientRules.Codes, in town: ID<Municipality>, at now: Instant)
        async throws -> Token
    {
        guard let number = RecipientNumber(typed: typed.number),
            let recipient = try await store.recipient(number: number, in: town),
            let code = try await store.openCode(of: recipient.id, in: town),
            code.isOpen(at: now, attempts: rules.attempts),
            let tries = try await store.countTry(of: code.id, in: town), tries <= rules.attempts,
            vault.isCode(typed.code, code.id, in: town)
        else { throw RecipientFailure.wrongCode }
        let token = Token(from: randomness)
        let id: ID<RecipientDevice> = randomness.id(at: now)
        let slots = RecipientSlots(town: town, recipient: recipient.id)
        let words = PersonalText(String(typed.device.prefix(200)))
        let device = RecipientDevice(
            id: id,
            recipient: recipient.id,
            tokenHash: vault.hash(token),
            device: try recipient.key(vault, in: town).seal(words, in: slots.device(id)),
            pairedAt: now,
            seenAt: now
        )
        let room: DeviceRoom = typed.isReplacing ? .replacing(most: rules.devices) : .refusing(most: rules.devices)
        try await store.use(code.id, pairing: device, room: room, at: now, in: town)
        return token
    }

    /// Sends a new code to the address that the person names, which has to be one of the recipient's. Nothing tells whether it
    /// is.
    ///
    /// - Throws: `Failures` where it is no address at all; `AccountFailure.paused`.
    public func askAgain(_ typed: String, network: String, in town: Municipality, at now: Instant) async throws {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        let (channel, contacts) = try contact(typed, in: town, on: town.clock.date(of: now))
        let subject = Throttle.Subject(
            key: vault.secret(for: .recipientCodeAsked, network, in: town.id),
            pause: { Throttle.doubling($0 - 20, most: .hours(1)) }
        )
        try await throttle.count(subject, in: town.id, at: now)
        guard let index = contacts.index(of: channel, vault, in: town.id) else { return }
        for recipient in try await store.recipients(contact: index, in: town.id).prefix(Self.mostOfOneAddress) {
            let code = RecipientCode(for: recipient.id, through: channel, by: rules.codes, randomness, at: now)
            do {
                try await store.issue(code, since: now - .hours(1), noting: nil, in: town.id)
            } catch RecipientFailure.tooManyCodes {
                // The page says the same as for an address that nobody has.
            }
        }
    }

    /// People of a household who share an address; each gets a code.
    private static let mostOfOneAddress = 5

    private func contact(_ typed: String, in town: Municipality, on today: CivilDate) throws
        -> (MessageChannel, RecipientContacts)
    {
        var form = FormCheck(in: town, on: today)
        if typed.contains("@") {
            let email = form.take { () throws(EmailAddressFailure) in try EmailAddress(typed: typed) }
            guard let email else { throw Failures(form.failures) }
            return (.email, RecipientContacts(email: email))
        }
        guard let phone = form.optionalPhone(typed) else {
            throw Failures(form.failures.isEmpty ? [PhoneNumberFailure.empty] : form.failures)
        }
        return (.sms, RecipientContacts(phone: phone))
    }
}

extension SecretPurpose {
    static let recipientCodeNetwork = Self(rawValue: "recipient-code-network")
    static let recipientCodeAsked = Self(rawValue: "recipient-code-asked")
}
