import CityDomain
import CityKit

extension TownTransaction {
    /// - Parameter condition: may end with an order and a limit; the table is `r`.
    func recipients(where condition: SQL, _ values: any Storable...) throws -> [RegisteredRecipient] {
        try recipients(where: condition, values: values.map(\.databaseValue))
    }

    func recipients(where condition: SQL, values: [Value]) throws -> [RegisteredRecipient] {
        let rows = try query(
            """
            SELECT r.id, r.sequence, r.profile, r.language, r.choices, r.hold_reason, r.held_at, r.suspended_from,
                r.suspended_until, r.way, r.officer, r.consent_version, r.consented_at, r.document,
                r.created_at, k.wrapped_key
            FROM recipients r JOIN data_keys k
                ON k.municipality = r.municipality AND k.owner = r.id AND k.purpose = 'person'
            WHERE r.municipality = {town} AND \(condition)
            """,
            values: values
        )
        let contacts = try contacts(of: rows.map { try $0.id("id") })
        return try rows.map { row in
            try RegisteredRecipient(row, contacts: contacts[try row.id("id")] ?? [:])
        }
    }

    private func contacts(of recipients: [ID<RegisteredRecipient>]) throws
        -> [ID<RegisteredRecipient>: [MessageChannel: ContactStanding]]
    {
        guard !recipients.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT recipient, channel, confirmed_at, stopped_at FROM recipient_contacts
            WHERE municipality = {town} AND recipient IN (\(.repeated("?", recipients.count)))
            """,
            values: recipients.map(\.databaseValue)
        )
        return try rows.reduce(into: [:]) { all, row in
            all[try row.id("recipient"), default: [:]][try row.value("channel")] = ContactStanding(
                confirmedAt: try row.optionalInstant("confirmed_at"),
                stoppedAt: try row.optionalInstant("stopped_at")
            )
        }
    }

    /// Somebody of these names who has one of the addresses; nil where there is nobody.
    func recipient(named names: [UInt8], at contacts: [[UInt8]]) throws -> ID<RegisteredRecipient>? {
        guard !contacts.isEmpty else { return nil }
        return try query(
            """
            SELECT r.id FROM recipients r JOIN recipient_contacts c
                ON c.municipality = r.municipality AND c.recipient = r.id
            WHERE r.municipality = {town} AND r.names_index = ?
                AND c.contact_index IN (\(.repeated("?", contacts.count)))
            ORDER BY r.sequence LIMIT 1
            """,
            values: [names.databaseValue] + contacts.map(\.databaseValue)
        ).first?.id("id")
    }

    func insert(_ recipient: NewRecipient, as number: RecipientNumber) throws {
        try insert(recipient.personKey, of: recipient.id.rawValue, for: "person")
        try execute(
            """
            INSERT INTO recipients (municipality, id, sequence, profile, traits, surname_index, names_index, language,
                choices, way, officer, consent_version, consented_at, document, created_at, version)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            recipient.id,
            number.sequence,
            recipient.sealed.profile.ciphertext,
            recipient.sealed.traits.ciphertext,
            recipient.sealed.surnameIndex,
            recipient.sealed.namesIndex,
            recipient.language,
            recipient.choices.words,
            recipient.origin.way,
            recipient.origin.officer,
            recipient.consent.version,
            recipient.consent.givenAt,
            recipient.consent.document,
            recipient.createdAt,
            try nextRecipientVersion()
        )
        for (channel, index) in recipient.sealed.contacts { try insert(index, of: recipient.id, for: channel) }
    }

    private func insert(_ index: [UInt8], of recipient: ID<RegisteredRecipient>, for channel: MessageChannel) throws {
        try execute(
            """
            INSERT INTO recipient_contacts (municipality, recipient, channel, contact_index) VALUES ({town}, ?, ?, ?)
            """,
            recipient,
            channel,
            index
        )
    }

    private func nextRecipientVersion() throws -> Int { try next(1, in: "recipient-versions") }

    /// Sends the code, whose row is new; those before it end.
    func send(_ code: RecipientCode) throws {
        try execute(
            "UPDATE recipient_codes SET ended_at = ? WHERE municipality = {town} AND recipient = ? AND ended_at IS NULL",
            code.createdAt,
            code.recipient
        )
        try execute(
            """
            INSERT INTO recipient_codes (municipality, id, recipient, channel, contact_index, created_at, expires_at, misses)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, 0)
            """,
            code.id,
            code.recipient,
            code.channel,
            code.contact,
            code.createdAt,
            code.expiresAt
        )
        try insert(
            PlannedDelivery(message: .recipientCode, channel: code.channel.carrier, state: .queued),
            as: ID("recipient-code-\(code.id)"),
            to: .registered(code.recipient),
            about: code.id.rawValue,
            at: code.createdAt
        )
        notify(.deliveries)
    }

    /// - Throws: `RecipientFailure.unknown`, `.changedMeanwhile`, `.notHeld`.
    func make(_ step: RecipientChange, of id: ID<RegisteredRecipient>, at now: Instant) throws {
        switch step {
        case .profile(let sealed, let seen, let devices):
            try replace(seen, by: sealed, of: id, at: now)
            if devices == .unpaired { try unpairStrangers(of: id) }
        case .choices(let choices): try update("choices = ?", [choices.words], of: id)
        case .language(let language): try update("language = ?", [language], of: id)
        case .hold(let hold): try update("hold_reason = ?, held_at = ?", [hold.reason.ciphertext, hold.since], of: id)
        case .release:
            let ended = try set("hold_reason = NULL, held_at = NULL", [], of: id, where: "held_at IS NOT NULL")
            guard ended else { throw RecipientFailure.notHeld }
        case .suspension(let suspension):
            try update("suspended_from = ?, suspended_until = ?", [suspension?.from, suspension?.until], of: id)
        case .documentSigned:
            let state = RecipientConsent.DocumentState.signed
            guard try set("document = ?", [state], of: id, where: "document = 'missing'") else {
                throw RecipientFailure.noPaper
            }
        case .stop(let channel): try set(stopped: now, channel, of: id)
        case .start(let channel): try set(stopped: nil, channel, of: id)
        }
    }

    private func update(_ columns: SQL, _ values: [any Storable], of id: ID<RegisteredRecipient>) throws {
        guard try set(columns, values, of: id) else { throw RecipientFailure.unknown }
    }

    /// - Returns: false when there is no such recipient.
    private func set(
        _ columns: SQL,
        _ values: [any Storable],
        of id: ID<RegisteredRecipient>,
        where condition: SQL = "sequence > 0"
    ) throws -> Bool {
        let version = try nextRecipientVersion()
        return try change(
            "UPDATE recipients SET \(columns), version = ? WHERE municipality = {town} AND id = ? AND \(condition)",
            values: values.map(\.databaseValue) + [version.databaseValue, id.databaseValue]
        ) == 1
    }

    private func set(stopped: Instant?, _ channel: MessageChannel, of id: ID<RegisteredRecipient>) throws {
        let changed = try change(
            """
            UPDATE recipient_contacts SET stopped_at = ? WHERE municipality = {town} AND recipient = ? AND channel = ?
            """,
            stopped,
            id,
            channel
        )
        guard changed == 1 else { throw RecipientFailure.unknown }
        try update("sequence = sequence", [], of: id)
    }

    /// Stores another profile. An address that is another one by now has to be confirmed anew.
    private func replace(
        _ seen: Sealed<RecipientProfile>,
        by sealed: SealedRecipient,
        of id: ID<RegisteredRecipient>,
        at now: Instant
    ) throws {
        guard let before = try recipients(where: "r.id = ?", id).first else { throw RecipientFailure.unknown }
        guard before.profile == seen else { throw RecipientFailure.changedMeanwhile }
        try update(
            "profile = ?, traits = ?, surname_index = ?, names_index = ?",
            [sealed.profile.ciphertext, sealed.traits.ciphertext, sealed.surnameIndex, sealed.namesIndex],
            of: id
        )
        for channel in MessageChannel.allCases {
            let index = sealed.contacts[channel]
            try execute(
                """
                DELETE FROM recipient_contacts
                WHERE municipality = {town} AND recipient = ? AND channel = ? AND contact_index <> ?
                """,
                id,
                channel,
                index ?? []
            )
            guard let index else { continue }
            try execute(
                """
                INSERT INTO recipient_contacts (municipality, recipient, channel, contact_index) VALUES ({town}, ?, ?, ?)
                ON CONFLICT (municipality, recipient, channel) DO NOTHING
                """,
                id,
                channel,
                index
            )
        }
        try endStrayCodes(of: id, at: now)
    }

    /// Ends codes that went to an address that the person has no more.
    private func endStrayCodes(of id: ID<RegisteredRecipient>, at now: Instant) throws {
        try execute(
            """
            UPDATE recipient_codes SET ended_at = ?
            WHERE municipality = {town} AND recipient = ? AND ended_at IS NULL AND contact_index NOT IN (
                SELECT contact_index FROM recipient_contacts WHERE municipality = {town} AND recipient = ?
            )
            """,
            now,
            id,
            id
        )
    }

    /// Takes away the devices that were paired through an address that the person has no more.
    private func unpairStrangers(of id: ID<RegisteredRecipient>) throws {
        try execute(
            """
            DELETE FROM recipient_devices
            WHERE municipality = {town} AND recipient = ? AND contact_index <> ? AND contact_index NOT IN (
                SELECT contact_index FROM recipient_contacts WHERE municipality = {town} AND recipient = ?
            )
            """,
            id,
            [UInt8](),
            id
        )
    }

    /// - Throws: `RecipientFailure.unknown`.
    func erase(_ id: ID<RegisteredRecipient>, at now: Instant) throws {
        let gone = try change("DELETE FROM recipients WHERE municipality = {town} AND id = ?", id)
        guard gone == 1 else { throw RecipientFailure.unknown }
        for table: SQL in ["recipient_contacts", "recipient_codes", "recipient_devices"] {
            try execute("DELETE FROM \(table) WHERE municipality = {town} AND recipient = ?", id)
        }
        try eraseKeys(of: id.rawValue, for: "person")
        try execute(
            """
            UPDATE deliveries SET state = 'cancelled', lease = NULL, lease_until = NULL, updated_at = ?
            WHERE municipality = {town} AND recipient = ? AND state IN ('held', 'queued', 'leased')
            """,
            now,
            Recipient.registered(id).rawValue
        )
        try execute(
            "INSERT INTO recipient_departures (municipality, version, recipient) VALUES ({town}, ?, ?)",
            try nextRecipientVersion(),
            id
        )
    }
}

extension RegisteredRecipient {
    fileprivate init(_ row: Row, contacts: [MessageChannel: ContactStanding]) throws {
        let hold = try row.optionalBlob("hold_reason").map { reason in
            RecipientHold(since: try row.instant("held_at"), reason: Sealed(ciphertext: reason))
        }
        let suspension = try row.optionalDate("suspended_from").map { from in
            try RecipientSuspension(from: from, until: try row.optionalDate("suspended_until"))
        }
        self.init(
            id: try row.id("id"),
            number: RecipientNumber(sequence: try row.int("sequence")),
            profile: Sealed(ciphertext: try row.blob("profile")),
            personKey: WrappedKey(bytes: try row.blob("wrapped_key")),
            language: try row.value("language"),
            choices: RecipientChoices(words: try row.text("choices")),
            contacts: contacts,
            hold: hold,
            suspension: suspension,
            origin: RecipientOrigin(try row.value("way"), officer: try row.value("officer")),
            consent: RecipientConsent(
                version: try row.text("consent_version"),
                givenAt: try row.instant("consented_at"),
                document: try row.value("document")
            ),
            createdAt: try row.instant("created_at")
        )
    }
}

extension MessageChannel {
    /// What carries messages of the channel.
    var carrier: ChannelKind {
        switch self {
        case .email: .email
        case .sms: .sms
        case .eDelivery: .eDelivery
        case .ePUAP: .ePUAP
        case .app: .push
        }
    }
}

extension MessageChannel: Storable {}
extension RecipientOrigin.Way: Storable {}
extension RecipientConsent.DocumentState: Storable {}
