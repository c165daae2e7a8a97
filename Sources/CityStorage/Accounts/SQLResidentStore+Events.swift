public import CityDomain
public import CityKit

extension SQLResidentStore: AccountEventStore {
    public func note(_ refusal: AccountEvent, warning letter: ID<AccountLink>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard let account = try transaction.residentAccount(refusal.resident, in: "residents") else { return }
            try transaction.insert(refusal)
            guard try transaction.looksLikeGuessing(refusal) else { return }
            let link = AccountLink(
                id: letter,
                purpose: .guessed,
                resident: refusal.resident,
                createdAt: refusal.at
            )
            try transaction.send(link, to: account.loginIndex)
        }
    }

    public func noteNobody(at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO account_events (municipality, id, kind, at, kept_until) VALUES ({town}, '', ?, ?, ?)
                ON CONFLICT (municipality, id) DO UPDATE SET at = excluded.at, kept_until = excluded.kept_until
                """,
                AccountEvent.Kind.refused.rawValue,
                now,
                now
            )
        }
    }

    public func events(
        of resident: ID<Resident>,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<AccountEvent> {
        let start = try Page<AccountEvent>.place(position, EventPlace.init) ?? .newest
        return try await database.town(town).read { transaction in
            let rows = try transaction.query(
                """
                SELECT id, resident, kind, at, place, kept_until FROM account_events
                WHERE municipality = {town} AND resident = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?
                """,
                resident,
                start.at,
                start.id,
                limit + 1
            )
            let elements = try rows.prefix(limit).map(AccountEvent.init)
            let last = rows.count > limit ? elements.last : nil
            return Page(elements: elements, next: last.map { EventPlace($0).text })
        }
    }

    public func sweepEvents(at now: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let over = try transaction.query(
                "SELECT municipality, id FROM account_events WHERE kept_until < ? LIMIT ?",
                now,
                limit
            )
            for row in over {
                try transaction.execute(
                    "DELETE FROM account_events WHERE municipality = ? AND id = ?",
                    try row.text("municipality"),
                    try row.text("id")
                )
            }
            return over.count
        }
    }
}

extension TownTransaction {
    /// Writes a line of the log; none once the account was erased.
    func insert(_ event: AccountEvent) throws {
        try execute(
            """
            INSERT INTO account_events (municipality, id, resident, kind, at, place, kept_until)
            SELECT {town}, CAST(? AS TEXT), id, CAST(? AS TEXT), CAST(? AS {int}), CAST(? AS {blob}), CAST(? AS {int})
            FROM residents WHERE municipality = {town} AND id = ?
            """,
            event.id,
            event.kind,
            event.at,
            event.place?.ciphertext,
            event.keptUntil,
            event.resident
        )
    }

    /// Whether a refusal that was just noted is one of too many, and its owner was not told within a day.
    fileprivate func looksLikeGuessing(_ refusal: AccountEvent) throws -> Bool {
        let guessed: [AccountEvent.Kind] = [.refused, .refusedFactor]
        guard guessed.contains(refusal.kind) else { return false }
        let since = refusal.at - Guessing.day
        let refusals = try query(
            """
            SELECT id FROM account_events
            WHERE municipality = {town} AND resident = ? AND at > ? AND kind IN (?, ?) LIMIT ?
            """,
            refusal.resident,
            since,
            guessed[0],
            guessed[1],
            Guessing.failures
        )
        guard refusals.count == Guessing.failures else { return false }
        return try query(
            "SELECT id FROM account_links WHERE municipality = {town} AND resident = ? AND purpose = ? AND created_at > ?",
            refusal.resident,
            AccountLink.Purpose.guessed.rawValue,
            since
        ).isEmpty
    }
}

/// Where a page of the log ends.
private struct EventPlace {
    let at: Int64
    let id: String

    static let newest = Self(at: .max, id: "")

    private init(at: Int64, id: String) {
        self.at = at
        self.id = id
    }

    init(_ event: AccountEvent) { self.init(at: event.at.milliseconds, id: event.id.rawValue) }

    init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 1).map(String.init)
        guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
        self.init(at: at, id: parts[1])
    }

    var text: String { "\(at)_\(id)" }
}

extension AccountEvent {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            resident: try row.id("resident"),
            kind: try row.value("kind"),
            at: try row.instant("at"),
            place: try row.optionalBlob("place").map(Sealed.init(ciphertext:)),
            keptUntil: try row.instant("kept_until")
        )
    }
}

extension AccountEvent.Kind: Storable {}
