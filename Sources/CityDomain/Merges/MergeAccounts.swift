public import CityKit

/// Makes two accounts of one person one, once both addresses have answered a letter (A-54, K27). Both histories stay.
public struct MergeAccounts: Sendable {
    private let residents: any ResidentStore
    private let accounts: any AccountMergeStore
    private let claims: ClaimReports
    private let vault: any Vault
    private let log: AccountLog
    private let audit: RecordAudit

    /// How often a merge begins anew because the account that goes changed meanwhile.
    private static let attempts = 3

    public init(
        residents: any ResidentStore,
        accounts: any AccountMergeStore,
        claims: ClaimReports,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.accounts = accounts
        self.claims = claims
        self.vault = vault
        self.audit = audit
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// What becomes of the account whose letter it is.
    public enum Part: Sendable, Equatable {
        case stays
        case goes
    }

    public enum Outcome: Sendable, Equatable {
        /// The other letter is not answered yet.
        case waiting
        case merged
    }

    /// - Throws: `AccountFailure.wrongLink`.
    public func part(of link: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant) async throws
        -> Part
    {
        try await open(link, token: token, in: town.id, at: now).link.purpose == .mergeStay ? .stays : .goes
    }

    /// Answers a letter; with both answered the accounts are one, and signed out everywhere.
    ///
    /// - Throws: `AccountFailure.wrongLink`, `.changedMeanwhile`; `MergeFailure.blocked`, `.secondStep`.
    public func agree(
        by id: ID<AccountLink>,
        token: Token?,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Outcome {
        for _ in 1..<Self.attempts {
            do {
                return try await answer(id, token: token, from: place, in: town, at: now)
            } catch AccountFailure.changedMeanwhile {
                continue
            }
        }
        return try await answer(id, token: token, from: place, in: town, at: now)
    }

    private func answer(
        _ id: ID<AccountLink>,
        token: Token?,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Outcome {
        let open = try await open(id, token: token, in: town.id, at: now)
        let merge = try await merge(open, in: town.id, at: now)
        let (kept, gone) = (open.kept.resident, open.gone.resident)
        let act = RecordAudit.Act(.accountsMerged, .residents(kept.id, gone.id))
        let isMerged = try await accounts.agree(
            by: open.link,
            merge,
            logging: try log.event(.merged, of: kept, from: place, in: town, at: now),
            noting: try audit.entry(act, by: .resident(kept.id), in: town.id, at: now),
            in: town.id
        )
        return isMerged ? .merged : .waiting
    }

    private struct Open {
        let link: AccountLink
        let kept: ResidentAccount
        let gone: ResidentAccount
    }

    private func open(_ id: ID<AccountLink>, token: Token?, in town: ID<Municipality>, at now: Instant) async throws
        -> Open
    {
        try vault.check(token, of: id, in: town)
        guard let (link, _) = try await residents.link(id, in: town), link.isOpen(at: now),
            [.mergeStay, .mergeGo].contains(link.purpose),
            let pair = try await accounts.question(to: link.resident, in: town), let question = pair.question,
            let kept = try await residents.account(question.kept, in: town),
            let gone = try await residents.account(pair.gone(keeping: question.kept), in: town)
        else { throw AccountFailure.wrongLink }
        return Open(link: link, kept: kept, gone: gone)
    }

    /// Reports that were sent from the address that goes, without the account, and confirmed come along.
    private func merge(_ open: Open, in town: ID<Municipality>, at now: Instant) async throws -> AccountMerge {
        let gone = open.gone.resident
        let profile = try gone.opened(vault, in: town)
        _ = try await claims.claim(for: gone.id, profile.email, in: town)
        let seen = try await accounts.belongings(of: gone.id, in: town)
        let sealing = try Sealing(from: gone, to: open.kept.resident, vault, in: town)
        return AccountMerge(
            kept: open.kept.resident,
            gone: open.gone,
            seen: seen,
            moved: try sealing.moved(seen, adding: ProfileRecord(profile: gone.profile, until: now)),
            followerIndex: vault.index(profile.email, of: .followerEmail, in: town),
            supporterIndex: vault.index(profile.email, of: .supporterEmail, in: town),
            keptSupporterIndex: vault.index(
                try open.kept.resident.opened(vault, in: town).email,
                of: .supporterEmail,
                in: town
            ),
            attempts: [
                vault.secret(for: .residentLogin, profile.email.indexForm.lowercased(), in: town),
                vault.secret(for: .ownPassword, gone.id.rawValue, in: town),
                vault.attempts(at: gone.id.factorHolder, in: town),
            ]
        )
    }
}

/// Opens what stands under the key of one account and seals it under that of another.
private struct Sealing {
    let town: ID<Municipality>
    let from: ResidentSlots
    let to: ResidentSlots
    let old: any DataKey
    let new: any DataKey

    init(from: Resident, to: Resident, _ vault: any Vault, in town: ID<Municipality>) throws {
        self.town = town
        self.from = ResidentSlots(town: town, resident: from.id)
        self.to = ResidentSlots(town: town, resident: to.id)
        old = try vault.key(from.personKey, in: self.from.personKey)
        new = try vault.key(to.personKey, in: self.to.personKey)
    }

    func moved(_ belongings: AccountBelongings, adding last: ProfileRecord) throws -> AccountBelongings {
        AccountBelongings(
            profiles: try (belongings.profiles + [last]).map { record in
                let profile = try old.open(record.profile, in: from.profile)
                return ProfileRecord(profile: try new.seal(profile, in: to.profile), until: record.until)
            },
            events: try belongings.events.map(moved),
            requests: try belongings.requests.map(moved),
            representations: try belongings.representations.map(moved),
            addresses: try belongings.addresses.map(moved)
        )
    }

    private func moved(_ event: AccountEvent) throws -> AccountEvent {
        AccountEvent(
            id: event.id,
            resident: to.resident,
            kind: event.kind,
            at: event.at,
            place: try event.place.map { place in
                try new.seal(try old.open(place, in: from.place(of: event.id)), in: to.place(of: event.id))
            },
            keptUntil: event.keptUntil
        )
    }

    private func moved(_ sealed: SealedRepresentation) throws -> SealedRepresentation {
        let slots = RepresentationSlots(town: town, representation: sealed.representation.id)
        return SealedRepresentation(
            representation: sealed.representation,
            details: try new.seal(try old.open(sealed.details, in: slots.details), in: slots.details),
            reason: try sealed.reason.map { try new.seal(try old.open($0, in: slots.reason), in: slots.reason) }
        )
    }

    private func moved(_ address: SealedOwnAddress) throws -> SealedOwnAddress {
        let slot = SealedOwnAddress.slot(of: address.id, in: town)
        return SealedOwnAddress(
            id: address.id,
            resident: to.resident,
            content: try new.seal(try old.open(address.content, in: slot), in: slot),
            createdAt: address.createdAt
        )
    }

    private func moved(_ request: SealedRequest) throws -> SealedRequest {
        let slots = RightsSlots(town: town, request: request.request.id)
        return SealedRequest(
            request: request.request,
            words: try request.words.map { try new.seal(try old.open($0, in: slots.words), in: slots.words) },
            answer: try request.answer.map { try new.seal(try old.open($0, in: slots.answer), in: slots.answer) }
        )
    }
}
