public import CityKit

/// Lets residents ask for a second step of signing in to their account, and do without it again. The factors themselves are
/// changed by `ChangeFactors`. Each change is a line in the log of the account and a letter to its address.
public struct ProtectAccount: Sendable {
    private let factors: ChangeFactors
    private let events: any AccountEventStore
    private let owner: ProveOwner
    private let vault: any Vault
    private let randomness: any Randomness
    private let log: AccountLog

    public init(
        factors: ChangeFactors,
        events: any AccountEventStore,
        owner: ProveOwner,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.factors = factors
        self.events = events
        self.owner = owner
        self.vault = vault
        self.randomness = randomness
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// The resident at a page about the second step.
    public func visit(of signed: SignInResident.Signed, in town: Municipality, at now: Instant) throws
        -> ChangeFactors.Visit
    {
        ChangeFactors.Visit(
            holder: try signed.resident.factorHolder(vault, in: town.id),
            boundTo: signed.session.tokenHash,
            now: now,
            note: { change in
                .account(
                    try log.event(change.logged, of: signed, in: town, at: now),
                    change.letter(to: signed.resident.id, randomness, at: now)
                )
            },
            refused: {
                let event = try log.event(.refusedFactor, of: signed, in: town, at: now)
                try await events.note(event, warning: randomness.id(at: now), in: town.id)
            }
        )
    }

    /// Lets the owner set up the first factor, in this session and for a while: `ChangeFactors.add` switches the second step
    /// on.
    ///
    /// - Throws: `PasskeyFailure.factorThere` when there is one; what `ProveOwner` throws.
    public func allow(_ proof: OwnerProof, of signed: SignInResident.Signed, in town: Municipality, at now: Instant)
        async throws
    {
        let visit = try visit(of: signed, in: town, at: now)
        guard try await !factors.ways(of: visit).hasFactor else { throw PasskeyFailure.factorThere }
        _ = try await owner.check(proof, for: .factor, of: signed, in: town, at: now)
        try await factors.offer(at: visit)
    }

    /// Takes all factors away: from now on the first step is enough.
    ///
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`.
    public func switchOff(
        _ answer: FactorAnswer,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try await factors.remove(answer, at: visit(of: signed, in: town, at: now))
    }
}

/// Lets the office take the second step away from the account of somebody who lost all of it and came in person.
public struct ResetResidentFactor: Sendable {
    private let residents: any ResidentStore
    private let factors: any FactorStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let log: AccountLog
    private let audit: RecordAudit

    public init(
        residents: any ResidentStore,
        factors: any FactorStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.factors = factors
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// Whether the account has a second step.
    public func isNeeded(by id: ID<Resident>, in town: Municipality) async throws -> Bool {
        try await factors.hasFactor(id.factorHolder, in: town.id)
    }

    /// Signs the account out everywhere. What is left is the first step.
    ///
    /// - Parameter name: that of the account, as it stood on the page and in the document that was shown.
    /// - Throws: `AccountFailure.rightMissing`, `.residentUnknown`; `.nameChanged` when the account has another name by
    ///   now; `.factorMissing`.
    public func callAsFunction(
        _ id: ID<Resident>,
        name: String,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let caller = try caller.using(.manageResidents)
        guard let resident = try await residents.account(id, in: town.id)?.resident else {
            throw AccountFailure.residentUnknown
        }
        guard try resident.opened(vault, in: town.id).name == name else { throw AccountFailure.nameChanged }
        guard try await isNeeded(by: id, in: town) else { throw AccountFailure.factorMissing }
        let act = RecordAudit.Act(.residentFactorReset, .resident(id))
        let isDone = try await factors.reset(
            id,
            seeing: resident.profile,
            noting: .account(
                try log.event(.factorReset, of: resident, from: nil, in: town, at: now),
                FactorChange.reset.letter(to: id, randomness, at: now)
            ),
            try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
        guard isDone else { throw AccountFailure.changedMeanwhile }
    }
}

extension FactorChange {
    /// The letter that tells the owner of an account.
    fileprivate func letter(to resident: ID<Resident>, _ randomness: any Randomness, at now: Instant) -> AccountLink {
        AccountLink(id: randomness.id(at: now), purpose: purpose, resident: resident, createdAt: now)
    }
}
