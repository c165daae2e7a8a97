public import CityKit

/// Lets somebody who is signed in change the own second factors: add an app or a passkey, remove a passkey, make new recovery
/// codes. Each change asks for what a borrowed browser does not know; wrong answers are counted together with those at the
/// door.
public struct ChangeFactors: Sendable {
    private let factors: any FactorStore
    private let check: CheckFactor
    private let attempts: FactorAttempts

    public init(factors: any FactorStore, check: CheckFactor, attempts: any AttemptStore, vault: any Vault) {
        self.factors = factors
        self.check = check
        self.attempts = FactorAttempts(throttle: Throttle(attempts: attempts), vault: vault)
    }

    /// The owner of an account at a page of their own.
    public struct Visit: Sendable {
        let holder: FactorHolder
        /// The hash of the token of the session.
        let boundTo: [UInt8]
        let now: Instant
        /// What is told of a change.
        let note: @Sendable (FactorChange) throws -> FactorNote
        /// Told of a wrong answer.
        let refused: @Sendable () async throws -> Void

        var asked: ProvePasskey.Visit { ProvePasskey.Visit(holder: holder, boundTo: boundTo, now: now) }
        var town: ID<Municipality> { holder.town }
    }

    /// What there is to change.
    public struct Ways: Sendable, Equatable {
        public let hasApp: Bool
        /// The oldest first.
        public let passkeys: [NamedPasskey]

        public var hasFactor: Bool { hasApp || !passkeys.isEmpty }
    }

    public func ways(of visit: Visit) async throws -> Ways {
        let known = try await known(visit)
        return Ways(hasApp: known.app != nil, passkeys: try known.passkeys.map { try visit.holder.named($0) })
    }

    /// What somebody is asked for before the second factor changes. It is put anew with every call.
    public func question(at visit: Visit) async throws -> FactorQuestion {
        try await check.question(for: known(visit), at: visit.asked)
    }

    /// New recovery codes in place of all earlier ones.
    ///
    /// - Parameter answer: a recovery code will not do.
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`.
    public func recoveryCodes(_ answer: FactorAnswer, at visit: Visit) async throws -> [RecoveryCode] {
        let (codes, hashes) = check.recoveryCodes(of: visit.holder)
        try await counted(visit) {
            let proof = try await proof(answer, visit)
            if case .recovery = proof { throw AccountFailure.wrongCode }
            try await change(.recovery(hashes), .recoveryRenewed, by: proof, visit)
        }
        return codes
    }

    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`, `.lastFactor` among them.
    public func removePasskey(_ passkey: ID<Passkey>, _ answer: FactorAnswer, at visit: Visit) async throws {
        try await counted(visit) {
            try await change(.withoutPasskey(passkey), .passkeyRemoved, by: proof(answer, visit), visit)
        }
    }

    /// Takes all factors away. Somebody of the office keeps one, so that only `ProtectAccount` asks for it.
    func remove(_ answer: FactorAnswer, at visit: Visit) async throws {
        try await counted(visit) { try await change(.without, .switchedOff, by: proof(answer, visit), visit) }
    }
}

// MARK: - A new factor

extension ChangeFactors {
    /// Lets somebody who has proved a second factor set up another one, in this session and for a while.
    ///
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`.
    public func allow(_ answer: FactorAnswer, at visit: Visit) async throws {
        try await counted(visit) {
            guard try await factors.use(try await proof(answer, visit), of: visit.holder.id, in: visit.town) else {
                throw AccountFailure.wrongCode
            }
        }
        try await offer(at: visit)
    }

    /// Lets somebody set up a factor who proved to be the owner in another way.
    func offer(at visit: Visit) async throws { try await check.makeOffer(at: visit.asked) }

    /// What an app or a browser needs for a new factor.
    ///
    /// - Returns: nil until `allow`, and when that is too long ago.
    public func setUp(at visit: Visit) async throws -> FactorSetUp? {
        guard let offer = try await check.offer(at: visit.asked) else { return nil }
        let known = try await known(visit).passkeys
        return try await check.setUp(by: offer, besides: known, asking: .again, at: visit.asked)
    }

    /// Stores a new factor that gives its first answer: beside others, an app in place of an earlier one; or as the first.
    ///
    /// - Returns: recovery codes for whoever had no factor; none for others.
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`; the question for a passkey waits on after
    ///   `.nameMissing` and `.nameTooLong`.
    public func add(_ answer: FactorAnswer, at visit: Visit) async throws -> [RecoveryCode] {
        let known = try await known(visit)
        guard let offer = try await check.offer(at: visit.asked) else { throw PasskeyFailure.late }
        if case .newPasskey = answer, known.passkeys.count >= Passkey.most { throw PasskeyFailure.tooMany }
        return try await counted(visit) {
            let factor = try await check.firstProof(of: answer, to: offer, at: visit.asked)
            guard known.isEmpty else {
                let note = try visit.note(factor.change)
                guard try await factors.add(factor, offer, noting: note, in: visit.town) else {
                    throw PasskeyFailure.late
                }
                return []
            }
            return try await switchOn(factor, offer, visit)
        }
    }

    private func switchOn(_ factor: NewFactor, _ offer: FactorOffer, _ visit: Visit) async throws -> [RecoveryCode] {
        let (codes, hashes) = check.recoveryCodes(of: visit.holder)
        let note = try visit.note(.switchedOn)
        guard try await factors.switchOn(factor, recovery: hashes, offer, noting: note, in: visit.town) else {
            throw PasskeyFailure.late
        }
        return codes
    }
}

// MARK: - What all of it has in common

extension ChangeFactors {
    private func known(_ visit: Visit) async throws -> SecondFactors {
        try await factors.factors(of: visit.holder.id, in: visit.town)
    }

    private func proof(_ answer: FactorAnswer, _ visit: Visit) async throws -> FactorProof {
        try await check.proof(of: answer, by: known(visit), at: visit.asked)
    }

    private func change(_ change: KnownFactorChange, _ told: FactorChange, by proof: FactorProof, _ visit: Visit)
        async throws
    {
        let isDone = try await factors.change(
            change,
            of: visit.holder.id,
            by: proof,
            noting: try visit.note(told),
            in: visit.town
        )
        guard isDone else { throw AccountFailure.wrongCode }
    }

    private func counted<Outcome>(_ visit: Visit, _ attempt: () async throws -> Outcome) async throws -> Outcome {
        try await attempts.counted(visit.holder.id, from: nil, in: visit.town, at: visit.now, attempt) { _ in
            try await visit.refused()
        }
    }
}
