public import CityDomain
public import CityKit

/// Blind indexes and their key in the database.
public struct SQLIndexStore: IndexStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func rows(of place: IndexedPlace, after last: IndexedRow?, limit: Int) async throws -> [IndexedRow] {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT i.municipality, i.\(place.owner) AS owner, \(place.value) AS value, k.wrapped_key
                FROM \(place.source)
                JOIN data_keys k ON k.municipality = i.municipality AND k.owner = i.\(place.owner)
                    AND k.purpose = 'person'
                WHERE (i.municipality, i.\(place.owner)) > (?, ?) AND \(place.value) IS NOT NULL\(place.condition)
                ORDER BY i.municipality, i.\(place.owner) LIMIT ?
                """,
                last?.town.rawValue ?? "",
                last?.owner ?? "",
                limit
            ).map { row in
                IndexedRow(
                    place: place,
                    town: try row.id("municipality"),
                    owner: try row.text("owner"),
                    value: try row.blob("value"),
                    personKey: WrappedKey(bytes: try row.blob("wrapped_key"))
                )
            }
        }
    }

    public func replace(_ fresh: [NewIndex], under key: WrappedKey, noting entry: AuditEntry, at now: Instant)
        async throws
    {
        try await database.acrossTowns.write { transaction in
            for index in fresh {
                try transaction.execute(
                    """
                    UPDATE \(index.place.table) SET \(index.place.column) = ?
                    WHERE municipality = ? AND \(index.place.owner) = ?\(index.place.condition)
                    """,
                    index.index,
                    index.town,
                    index.owner
                )
            }
            try transaction.execute("UPDATE account_links SET login_index = ?", [UInt8]())
            // Codes that are out work no more; devices stay.
            try transaction.execute("UPDATE recipient_codes SET contact_index = ?", [UInt8]())
            try transaction.execute("UPDATE recipient_devices SET contact_index = ?", [UInt8]())
            try transaction.execute(
                "UPDATE residents SET person_index = NULL, compared = FALSE WHERE person_index IS NOT NULL"
            )
            try transaction.execute(
                """
                INSERT INTO server_keys (purpose, wrapped_key, created_at) VALUES ('index', ?, ?)
                ON CONFLICT (purpose) DO UPDATE SET wrapped_key = excluded.wrapped_key, created_at = excluded.created_at
                """,
                key.bytes,
                now
            )
            try transaction.note(entry)
        }
    }
}

extension IndexedPlace {
    /// Where the index stands.
    fileprivate var table: SQL {
        switch self {
        case .staff: "staff"
        case .residents: "residents"
        case .registrations: "registrations"
        case .addressChanges: "address_changes"
        case .guardians: "guardian_consents"
        case .followers: "report_followers"
        case .supporters, .supportingResidents: "report_supports"
        case .reports: "report_addresses"
        case .recipientSurnames, .recipientNames: "recipients"
        case .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP: "recipient_contacts"
        }
    }

    /// Which rows of the table it is about; nothing where it is about all of them.
    fileprivate var condition: SQL {
        switch channel {
        case .email: " AND channel = 'email'"
        case .sms: " AND channel = 'sms'"
        case .eDelivery: " AND channel = 'eDelivery'"
        case .ePUAP: " AND channel = 'ePUAP'"
        case .app, nil: " "
        }
    }

    fileprivate var column: SQL {
        switch self {
        case .staff, .residents, .registrations, .addressChanges: "login_index"
        case .guardians: "guardian_index"
        case .followers, .supporters, .supportingResidents, .reports: "email_index"
        case .recipientSurnames: "surname_index"
        case .recipientNames: "names_index"
        case .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP: "contact_index"
        }
    }

    /// The column with whose key the value is sealed.
    fileprivate var owner: SQL {
        switch self {
        case .staff, .residents, .registrations, .followers, .supporters, .recipientSurnames, .recipientNames: "id"
        case .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP: "recipient"
        case .addressChanges, .guardians, .supportingResidents: "resident"
        case .reports: "report"
        }
    }

    /// The index as `i`, and the value's table where it is another one.
    fileprivate var source: SQL {
        switch self {
        case .reports:
            "report_addresses i JOIN reports r ON r.municipality = i.municipality AND r.id = i.report"
        case .supportingResidents:
            "report_supports i JOIN residents r ON r.municipality = i.municipality AND r.id = i.resident"
        case .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP:
            "recipient_contacts i JOIN recipients r ON r.municipality = i.municipality AND r.id = i.recipient"
        default: "\(table) i"
        }
    }

    fileprivate var value: SQL {
        switch self {
        case .staff: "i.login"
        case .residents, .registrations: "i.profile"
        case .addressChanges: "i.address"
        case .guardians: "i.guardian"
        case .followers, .supporters: "i.email"
        case .supportingResidents, .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP:
            "r.profile"
        case .recipientSurnames, .recipientNames: "i.profile"
        case .reports: "r.contact"
        }
    }
}
