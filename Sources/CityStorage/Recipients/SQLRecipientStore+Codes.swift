public import CityDomain
public import CityKit

extension SQLRecipientStore {
    public func issue(
        _ code: RecipientCode,
        limit: CodeLimit?,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.recipients(where: "r.id = ?", code.recipient).first != nil else {
                throw RecipientFailure.unknown
            }
            if let limit { try transaction.check(limit, of: code.contact) }
            try transaction.send(code)
            if let entry { try transaction.note(entry) }
        }
    }

    public func issue(
        to contact: [UInt8],
        ids: [ID<RecipientCode>],
        limit: CodeLimit,
        in town: ID<Municipality>,
        make: @escaping @Sendable (ID<RecipientCode>, ID<RegisteredRecipient>) -> RecipientCode
    ) async throws {
        try await database.town(town).write { transaction in
            // A write in any case, so that the time tells nothing.
            _ = try transaction.next(1, in: "recipient-codes-asked")
            let room = try transaction.room(under: limit, of: contact)
            for (id, recipient) in zip(ids, try transaction.owners(of: contact, limit: max(0, room))) {
                try transaction.send(make(id, recipient))
            }
        }
    }

    public func code(_ id: ID<RecipientCode>, in town: ID<Municipality>) async throws -> RecipientCode? {
        try await database.town(town).read { try $0.code(where: "id = ?", id) }
    }

    public func openCode(of recipient: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws
        -> RecipientCode?
    {
        try await database.town(town).read {
            try $0.code(where: "recipient = ? AND ended_at IS NULL ORDER BY created_at DESC, id DESC", recipient)
        }
    }

    public func countTry(of code: ID<RecipientCode>, in town: ID<Municipality>) async throws -> Int? {
        try await database.town(town).write { transaction in
            try transaction.query(
                """
                UPDATE recipient_codes SET misses = misses + 1
                WHERE municipality = {town} AND id = ? AND ended_at IS NULL RETURNING misses
                """,
                code
            ).first?.int("misses")
        }
    }

    public func takeBackTry(of code: ID<RecipientCode>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE recipient_codes SET misses = misses - 1 WHERE municipality = {town} AND id = ? AND misses > 0",
                code
            )
        }
    }

    public func use(
        _ code: ID<RecipientCode>,
        pairing device: RecipientDevice,
        insteadOf present: [UInt8]?,
        room: DeviceRoom,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard let used = try transaction.code(where: "id = ? AND ended_at IS NULL", code) else {
                throw RecipientFailure.wrongCode
            }
            if let present {
                try transaction.execute(
                    "DELETE FROM recipient_devices WHERE municipality = {town} AND token_hash = ? AND recipient = ?",
                    present,
                    used.recipient
                )
            }
            try transaction.makeRoom(room, for: used.recipient)
            try transaction.execute(
                "UPDATE recipient_codes SET ended_at = ? WHERE municipality = {town} AND id = ?",
                now,
                code
            )
            try transaction.confirm(used, at: now)
            try transaction.insert(device)
        }
    }

    // MARK: - Devices

    public func device(tokenHash: [UInt8], in town: ID<Municipality>) async throws
        -> (RecipientDevice, RegisteredRecipient)?
    {
        try await database.town(town).read { transaction in
            guard let device = try transaction.devices(where: "token_hash = ?", tokenHash).first,
                let recipient = try transaction.recipients(where: "r.id = ?", device.recipient).first
            else { return nil }
            return (device, recipient)
        }
    }

    public func devices(of recipient: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws
        -> [RecipientDevice]
    {
        try await database.town(town).read {
            try $0.devices(where: "recipient = ? ORDER BY paired_at DESC, id DESC", recipient)
        }
    }

    public func touch(_ device: ID<RecipientDevice>, at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE recipient_devices SET seen_at = ? WHERE municipality = {town} AND id = ?",
                now,
                device
            )
        }
    }

    public func remove(
        _ device: ID<RecipientDevice>,
        of recipient: ID<RegisteredRecipient>,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let gone = try transaction.change(
                "DELETE FROM recipient_devices WHERE municipality = {town} AND recipient = ? AND id = ?",
                recipient,
                device
            )
            if gone == 1, let entry { try transaction.note(entry) }
        }
    }

    public func sweep(codesBefore moment: Instant, devicesBefore idle: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let codes = try transaction.change(
                """
                DELETE FROM recipient_codes WHERE (municipality, id) IN (
                    SELECT municipality, id FROM recipient_codes WHERE created_at < ? ORDER BY created_at LIMIT ?
                )
                """,
                moment,
                limit
            )
            let devices = try transaction.change(
                """
                DELETE FROM recipient_devices WHERE (municipality, token_hash) IN (
                    SELECT municipality, token_hash FROM recipient_devices WHERE seen_at < ? ORDER BY seen_at LIMIT ?
                )
                """,
                idle,
                limit
            )
            return codes + devices
        }
    }
}

extension TownTransaction {
    fileprivate func code(where condition: SQL, _ value: any Storable) throws -> RecipientCode? {
        try query(
            """
            SELECT id, recipient, channel, contact_index, created_at, expires_at, misses, ended_at
            FROM recipient_codes
            WHERE municipality = {town} AND \(condition) LIMIT 1
            """,
            value
        ).first.map { row in
            RecipientCode(
                id: try row.id("id"),
                recipient: try row.id("recipient"),
                channel: try row.value("channel"),
                contact: try row.blob("contact_index"),
                createdAt: try row.instant("created_at"),
                expiresAt: try row.instant("expires_at"),
                misses: try row.int("misses"),
                endedAt: try row.optionalInstant("ended_at")
            )
        }
    }

    fileprivate func devices(where condition: SQL, _ value: any Storable) throws -> [RecipientDevice] {
        try query(
            """
            SELECT id, recipient, token_hash, contact_index, device, paired_at, seen_at FROM recipient_devices
            WHERE municipality = {town} AND \(condition)
            """,
            value
        ).map { row in
            RecipientDevice(
                id: try row.id("id"),
                recipient: try row.id("recipient"),
                tokenHash: try row.blob("token_hash"),
                contact: try row.blob("contact_index"),
                device: Sealed(ciphertext: try row.blob("device")),
                pairedAt: try row.instant("paired_at"),
                seenAt: try row.instant("seen_at")
            )
        }
    }

    /// - Throws: `RecipientFailure.tooManyDevices`.
    fileprivate func makeRoom(_ room: DeviceRoom, for recipient: ID<RegisteredRecipient>) throws {
        let devices = try devices(where: "recipient = ? ORDER BY seen_at DESC, id DESC", recipient)
        guard devices.count >= room.most else { return }
        guard case .replacing = room else { throw RecipientFailure.tooManyDevices(most: room.most) }
        for device in devices.dropFirst(room.most - 1) {
            try execute("DELETE FROM recipient_devices WHERE municipality = {town} AND id = ?", device.id)
        }
    }

    /// - Throws: `RecipientFailure.wrongCode` when the person has another address by now.
    fileprivate func confirm(_ code: RecipientCode, at now: Instant) throws {
        let confirmed = try change(
            """
            UPDATE recipient_contacts SET confirmed_at = COALESCE(confirmed_at, ?)
            WHERE municipality = {town} AND recipient = ? AND channel = ? AND contact_index = ?
            """,
            now,
            code.recipient,
            code.channel,
            code.contact
        )
        guard confirmed == 1 else { throw RecipientFailure.wrongCode }
        try execute(
            "UPDATE recipients SET version = ? WHERE municipality = {town} AND id = ?",
            try next(1, in: "recipient-versions"),
            code.recipient
        )
    }

    /// - Throws: `RecipientFailure.tooManyCodes` when the address was sent as many as the limit allows.
    func check(_ limit: CodeLimit, of contact: [UInt8]) throws {
        guard try room(under: limit, of: contact) > 0 else { throw RecipientFailure.tooManyCodes }
    }

    func room(under limit: CodeLimit, of contact: [UInt8]) throws -> Int {
        let sent = try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS codes FROM recipient_codes
            WHERE municipality = {town} AND contact_index = ? AND created_at > ?
            """,
            contact,
            limit.since
        ).first?.int("codes")
        return limit.most - (sent ?? 0)
    }

    /// Who has an address to which the town may write, those first who confirmed it.
    fileprivate func owners(of contact: [UInt8], limit: Int) throws -> [ID<RegisteredRecipient>] {
        try query(
            """
            SELECT recipient FROM recipient_contacts
            WHERE municipality = {town} AND contact_index = ? AND stopped_at IS NULL
            ORDER BY CASE WHEN confirmed_at IS NULL THEN 1 ELSE 0 END, recipient LIMIT ?
            """,
            contact,
            limit
        ).map { try $0.id("recipient") }
    }

    fileprivate func insert(_ device: RecipientDevice) throws {
        try execute(
            """
            INSERT INTO recipient_devices (municipality, token_hash, id, recipient, contact_index, device, paired_at, seen_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
            """,
            device.tokenHash,
            device.id,
            device.recipient,
            device.contact,
            device.device.ciphertext,
            device.pairedAt,
            device.seenAt
        )
    }
}
