import CityDomain
import CityKit

extension TownTransaction {
    /// Makes one account a part of another.
    ///
    /// - Throws: `AccountFailure.changedMeanwhile`, `MergeFailure.blocked`, `.secondStep`.
    func merge(_ merge: AccountMerge, at now: Instant) throws {
        let (kept, gone) = (merge.kept.id, merge.gone.resident.id)
        guard let (stays, goes) = try accounts(kept, gone), goes == merge.gone,
            try belongings(of: gone) == merge.seen
        else { throw AccountFailure.changedMeanwhile }
        guard stays.resident.block == nil, goes.resident.block == nil else { throw MergeFailure.blocked }
        guard try !hasFactor(gone.factorHolder) else { throw MergeFailure.secondStep }
        try recounting(reports(of: gone) + reports(of: kept)) {
            try moveRows(from: gone, to: kept)
            try takeLimits(from: gone, to: kept)
        }
        try askAgain(for: gone, at: now)
        try take(merge.moved, from: gone, to: kept)
        try forget(merge)
        try execute(
            "INSERT INTO merged_accounts (municipality, gone, resident, at) VALUES ({town}, ?, ?, ?)",
            gone,
            kept,
            now
        )
        try closeSessions(of: kept, keeping: nil)
    }

    private func accounts(_ kept: ID<Resident>, _ gone: ID<Resident>) throws -> (ResidentAccount, ResidentAccount)? {
        guard let stays = try residentAccount(kept, in: "residents"),
            let goes = try residentAccount(gone, in: "residents")
        else { return nil }
        return (stays, goes)
    }

    /// What is not sealed under the person's key only changes its owner. Of services and accepted versions that both have
    /// those of the account that stays count.
    private func moveRows(from gone: ID<Resident>, to kept: ID<Resident>) throws {
        for table: SQL in [
            "resident_reports", "report_drafts", "complaints", "comments", "merged_accounts", "abuse_watches",
        ] {
            try execute("UPDATE \(table) SET resident = ? WHERE municipality = {town} AND resident = ?", kept, gone)
        }
        try execute(
            """
            UPDATE resident_identities SET resident = ?
            WHERE municipality = {town} AND resident = ? AND provider NOT IN (
                SELECT o.provider FROM resident_identities o WHERE o.municipality = {town} AND o.resident = ?
            )
            """,
            kept,
            gone,
            kept
        )
        try execute(
            """
            UPDATE resident_acceptances SET resident = ?
            WHERE municipality = {town} AND resident = ? AND version NOT IN (
                SELECT o.version FROM resident_acceptances o WHERE o.municipality = {town} AND o.resident = ?
            )
            """,
            kept,
            gone,
            kept
        )
    }

    /// What was sealed anew.
    private func take(_ moved: AccountBelongings, from gone: ID<Resident>, to kept: ID<Resident>) throws {
        for record in moved.profiles {
            try execute(
                """
                INSERT INTO profile_changes (municipality, resident, at, profile) VALUES ({town}, ?, ?, ?)
                ON CONFLICT (municipality, resident, at) DO NOTHING
                """,
                kept,
                record.until,
                record.profile.ciphertext
            )
        }
        for event in moved.events {
            try execute(
                "UPDATE account_events SET resident = ?, place = ? WHERE municipality = {town} AND id = ?",
                kept,
                event.place?.ciphertext,
                event.id
            )
        }
        for request in moved.requests {
            try execute(
                """
                UPDATE rights_requests SET resident = ?, words = ?, answer = ? WHERE municipality = {town} AND id = ?
                """,
                kept,
                request.words?.ciphertext,
                request.answer?.ciphertext,
                request.request.id
            )
        }
        for representation in moved.representations { try take(representation, to: kept) }
        for address in moved.addresses { try take(address, to: kept) }
    }

    /// A restriction of either account holds, and the objections of both; the last sign-in is the later one.
    private func takeLimits(from gone: ID<Resident>, to kept: ID<Resident>) throws {
        let rows = try query(
            "SELECT objections, signed_in_at FROM residents WHERE municipality = {town} AND id IN (?, ?)",
            kept,
            gone
        )
        let objections = try Set(
            rows.flatMap { try ($0.optionalText("objections") ?? "").split(separator: " ").map(String.init) }
        )
        let signedIn = try rows.compactMap { try $0.optionalInstant("signed_in_at") }.max()
        let other: SQL = "SELECT o.restricted_at FROM residents o WHERE o.municipality = {town} AND o.id = ?"
        try execute(
            """
            UPDATE residents SET compared = FALSE, warned_at = NULL, signed_in_at = ?, objections = ?,
                restricted_at = COALESCE(restricted_at, (\(other)))
            WHERE municipality = {town} AND id = ?
            """,
            signedIn,
            objections.isEmpty ? nil : objections.sorted().joined(separator: " "),
            gone,
            kept
        )
    }

    /// Destroys what is left of the account that goes: its login, its key, its letters and the subscriptions of its
    /// address.
    private func forget(_ merge: AccountMerge) throws {
        let gone = merge.gone.resident.id
        try eraseLinks(of: gone, merge.gone.loginIndex)
        try eraseFollower(merge.followerIndex)
        try moveSupports(from: gone, merge.supporterIndex, to: merge.kept.id, merge.keptSupporterIndex)
        try forgetRegistrations(of: merge.gone.loginIndex)
        for subject in merge.attempts {
            try execute("DELETE FROM sign_in_attempts WHERE municipality = {town} AND subject = ?", subject)
        }
        for table: SQL in [
            "resident_sessions", "resident_identities", "resident_acceptances", "identity_flows", "address_changes",
            "profile_changes",
        ] {
            try execute("DELETE FROM \(table) WHERE municipality = {town} AND resident = ?", gone)
        }
        try removeFactors(of: gone.factorHolder)
        try endPendingSignIns(of: gone.factorHolder)
        try forgetPairs(of: gone)
        try execute("DELETE FROM residents WHERE municipality = {town} AND id = ?", gone)
        try eraseKeys(of: gone.rawValue, for: "person")
    }
}
