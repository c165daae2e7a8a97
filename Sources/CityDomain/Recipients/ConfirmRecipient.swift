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
        let present: Token?
        let isReplacing: Bool

        /// - Parameters:
        ///   - present: what the device has already, where it is paired.
        ///   - room: whether a device more than one may have sends the oldest one away.
        public init(number: String, code: String, device: String, present: Token? = nil, room: Room) {
            self.number = number
            self.code = code
            self.device = device
            self.present = present
            isReplacing = room == .replacing
        }

        public enum Room: Sendable { case refusing, replacing }
    }

    /// Pairs the device.
    ///
    /// - Parameter network: tries are counted by it as well.
    /// - Returns: what the device keeps.
    /// - Throws: `RecipientFailure.wrongCode` for whatever is wrong, so that nobody learns which numbers there are;
    ///   `.tooManyDevices`; `AccountFailure.paused`.
    public func callAsFunction(_ typed: Typed, network: String, in town: Municipality, at now: Instant) async throws
        -> Token
    {
        guard let rules = town.recipients else { throw RecipientFailure.noRegister }
        // Every try counts, a right one too: who has a code of one's own must not get free guesses at those of others by it.
        let subject = Throttle.Subject(
            key: vault.secret(for: .recipientCodeNetwork, network, in: town.id),
            pause: { Throttle.doubling($0 - 20, most: .hours(1)) }
        )
        try await throttle.count(subject, in: town.id, at: now)
        return try await pair(typed, rules.codes, in: town.id, at: now)
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
            contact: code.contact,
            device: try recipient.key(vault, in: town).seal(words, in: slots.device(id)),
            pairedAt: now,
            seenAt: now
        )
        let room: DeviceRoom = typed.isReplacing ? .replacing(most: rules.devices) : .refusing(most: rules.devices)
        do {
            let present = typed.present.map(vault.hash)
            try await store.use(code.id, pairing: device, insteadOf: present, room: room, at: now, in: town)
        } catch RecipientFailure.tooManyDevices(let most) {
            try await store.takeBackTry(of: code.id, in: town)
            throw RecipientFailure.tooManyDevices(most: most)
        }
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
        let ids = (0..<RecipientCode.mostInAnHour).map { _ in randomness.id(at: now) as ID<RecipientCode> }
        let expiresAt = now + .hours(Int64(rules.codes.hours))
        try await store.issue(to: index, ids: ids, limit: .hourly(at: now), in: town.id) { id, recipient in
            RecipientCode(
                id: id,
                recipient: recipient,
                channel: channel,
                contact: index,
                createdAt: now,
                expiresAt: expiresAt
            )
        }
    }

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
