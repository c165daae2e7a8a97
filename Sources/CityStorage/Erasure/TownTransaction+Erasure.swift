import CityDomain
import CityKit

extension TownTransaction {
    /// Destroys the keys of a person and every row that is about the person; what stays is nobody's.
    func erase(_ erasure: Erasure) throws {
        // Nobody restricts the use of what is nobody's.
        try recounting(reports(of: erasure.resident)) { try leaveReports(of: erasure) }
        try eraseDrafts(of: erasure.resident)
        try eraseFollower(erasure.followerIndex)
        try eraseSupports(of: erasure.resident, erasure.supporterIndex)
        try eraseLinks(of: erasure.resident, erasure.loginIndex)
        try forgetRegistrations(of: erasure.loginIndex)
        try leaveRequests(of: erasure.resident)
        try leaveComplaints(of: erasure.resident, at: erasure.at)
        try leaveComments(of: erasure.resident, at: erasure.at)
        for subject in erasure.attempts {
            try execute("DELETE FROM sign_in_attempts WHERE municipality = {town} AND subject = ?", subject)
        }
        for table in Self.ownTables {
            try execute("DELETE FROM \(table) WHERE municipality = {town} AND resident = ?", erasure.resident)
        }
        try removeFactors(of: erasure.resident.factorHolder)
        try endPendingSignIns(of: erasure.resident.factorHolder)
        try forgetPairs(of: erasure.resident)
        try execute("DELETE FROM residents WHERE municipality = {town} AND id = ?", erasure.resident)
        try eraseKeys(of: erasure.resident.rawValue, for: "person")
        if let farewell = erasure.farewell { try send(farewell, to: erasure.resident, at: erasure.at) }
    }

    /// Tables whose rows belong to one account and go with it.
    private static let ownTables: [SQL] = [
        "resident_sessions", "resident_identities", "resident_acceptances", "identity_flows", "address_changes",
        "profile_changes", "account_events", "merged_accounts",
        "guardian_consents", "representations", "abuse_watches", "resident_addresses",
    ]

    func eraseKeys(of owner: String, for purpose: String) throws {
        try execute("DELETE FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = ?", owner, purpose)
    }

    /// Takes the person away from the reports: contact data, their keys, and letters that wait. What the hash of the
    /// submission was made from held the contact data too, so it goes as well.
    private func leaveReports(of erasure: Erasure) throws {
        let own: SQL = "SELECT report FROM resident_reports WHERE municipality = {town} AND resident = ?"
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person' AND owner IN (\(own))",
            erasure.resident
        )
        try execute(
            "DELETE FROM report_addresses WHERE municipality = {town} AND report IN (\(own))",
            erasure.resident
        )
        try execute(
            """
            UPDATE reports SET contact = NULL, has_email = FALSE, email_confirmed_at = NULL, body_hash = ?,
                reporter_erased_at = ?
            WHERE municipality = {town} AND id IN (\(own))
            """,
            [UInt8](),
            erasure.at,
            erasure.resident
        )
        try execute(
            """
            UPDATE deliveries SET state = 'cancelled', lease = NULL, lease_until = NULL, updated_at = ?
            WHERE municipality = {town} AND recipient = ? AND state IN ('held', 'queued', 'leased') AND subject IN (\(own))
            """,
            erasure.at,
            Recipient.reporter.rawValue,
            erasure.resident
        )
        try forgetSatisfactionWords(of: own, erasure.resident)
        try forgetTraces(of: own, erasure.resident)
        try execute("DELETE FROM resident_reports WHERE municipality = {town} AND resident = ?", erasure.resident)
    }

    /// Erases half-filled forms, and the photos that wait for them: without its key nobody opens the file of one, and the
    /// sweep of files removes it.
    private func eraseDrafts(of resident: ID<Resident>) throws {
        let drafts = try query(
            "SELECT token_hash FROM report_drafts WHERE municipality = {town} AND resident = ?",
            resident
        )
        for draft in drafts {
            let owner = PhotoOwner(draft: try draft.blob("token_hash"))
            let photos: SQL = "FROM report_photos WHERE municipality = {town} AND owner = ? AND report IS NULL"
            try execute(
                "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'photo' AND owner IN (SELECT id \(photos))",
                owner.rawValue
            )
            try execute("DELETE \(photos)", owner.rawValue)
        }
        try execute("DELETE FROM report_drafts WHERE municipality = {town} AND resident = ?", resident)
    }

    /// Ends the subscriptions of an address.
    func eraseFollower(_ index: [UInt8]) throws {
        let followers: SQL = "FROM report_followers WHERE municipality = {town} AND email_index = ?"
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person' AND owner IN (SELECT id \(followers))",
            index
        )
        try execute("DELETE \(followers)", index)
    }

    /// Erases the links of letters, and the letters that hold them.
    func eraseLinks(of resident: ID<Resident>, _ index: [UInt8]) throws {
        let links: SQL = "FROM account_links WHERE municipality = {town} AND (resident = ? OR login_index = ?)"
        let letters: SQL = """
            FROM deliveries WHERE municipality = {town} AND recipient = 'account' AND subject IN (SELECT id \(links))
            """
        try execute(
            "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery IN (SELECT id \(letters))",
            resident,
            index
        )
        try execute("DELETE \(letters)", resident, index)
        try execute("DELETE \(links)", resident, index)
    }

    /// Stores the address and the delivery of the last letter.
    private func send(_ farewell: Farewell, to resident: ID<Resident>, at now: Instant) throws {
        try insert(farewell.key, of: resident.rawValue, for: "farewell")
        try execute(
            """
            INSERT INTO farewells (municipality, id, email, reason, language, created_at) VALUES ({town}, ?, ?, ?, ?, ?)
            """,
            resident,
            farewell.email.ciphertext,
            farewell.reason?.ciphertext,
            farewell.language,
            now
        )
        try insert(
            PlannedDelivery(message: .accountErased, channel: .email, state: .queued),
            as: ID(farewellTo: resident),
            about: resident.rawValue,
            at: now
        )
        notify(.deliveries)
    }
}
