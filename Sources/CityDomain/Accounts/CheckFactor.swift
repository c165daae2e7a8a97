public import CityKit

/// Tells what an answer at the second step proves, and lets somebody set up a factor.
public struct CheckFactor: Sendable {
    private let factors: any FactorStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let digest: any OneTimeDigest
    let passkeys: ProvePasskey

    public init(
        factors: any FactorStore,
        vault: any Vault,
        randomness: any Randomness,
        digest: any OneTimeDigest,
        passkeys: ProvePasskey
    ) {
        self.factors = factors
        self.vault = vault
        self.randomness = randomness
        self.digest = digest
        self.passkeys = passkeys
    }

    func question(for factors: SecondFactors, at visit: ProvePasskey.Visit) async throws -> FactorQuestion {
        FactorQuestion(
            hasApp: factors.app != nil,
            passkey: factors.passkeys.isEmpty ? nil : try await passkeys.ask(for: factors.passkeys, at: visit)
        )
    }

    /// - Throws: `AccountFailure.wrongCode`; `PasskeyFailure`.
    func proof(of answer: FactorAnswer, by factors: SecondFactors, at visit: ProvePasskey.Visit) async throws
        -> FactorProof
    {
        switch answer {
        case .code(let typed):
            if let step = try step(of: typed, by: factors.app, at: visit) { return .code(step: step) }
            guard !factors.isEmpty, let code = RecoveryCode(typed: typed) else { throw AccountFailure.wrongCode }
            return .recovery(code.hash(of: visit.holder.id, vault, in: visit.town))
        case .passkey(let answer):
            return .passkey(try await passkeys.use(answer, of: factors.passkeys, at: visit))
        case .newPasskey:
            throw AccountFailure.wrongCode
        }
    }

    /// The first answer of a factor that is set up.
    ///
    /// - Throws: `AccountFailure.wrongCode`; `PasskeyFailure`.
    func firstProof(of answer: FactorAnswer, to offer: FactorOffer, at visit: ProvePasskey.Visit) async throws
        -> NewFactor
    {
        switch answer {
        case .code(let typed):
            let app = CodeApp(secret: offer.secret, lastStep: 0)
            guard let step = try step(of: typed, by: app, at: visit) else { throw AccountFailure.wrongCode }
            return .app(CodeApp(secret: offer.secret, lastStep: step))
        case .newPasskey(let made, let name):
            let name = try PersonalText.passkeyName(typed: name)
            return .passkey(try await passkeys.new(made, named: name, at: visit))
        case .passkey:
            throw PasskeyFailure.refused(.credential)
        }
    }

    /// New recovery codes, with what the database keeps of them.
    func recoveryCodes(of holder: FactorHolder) -> (codes: [RecoveryCode], hashes: [[UInt8]]) {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode(from: randomness) }
        return (codes, codes.map { $0.hash(of: holder.id, vault, in: holder.town) })
    }

    private func step(of typed: String, by app: CodeApp?, at visit: ProvePasskey.Visit) throws -> Int64? {
        guard let app else { return nil }
        let secret = try visit.holder.key.open(app.secret, in: visit.holder.secretSlot)
        let digits = typed.filter { !$0.isWhitespace }
        return secret.step(of: digits, after: app.lastStep, at: visit.now, by: digest)
    }
}

// MARK: - Setting up

extension CheckFactor {
    /// Whether a page asks a browser for a new passkey again that it was asked for before.
    enum Asking { case again, anew }

    func newOffer(at visit: ProvePasskey.Visit) throws -> FactorOffer {
        FactorOffer(
            boundTo: visit.boundTo,
            holder: visit.holder.id,
            secret: try visit.holder.key.seal(OneTimeSecret(from: randomness), in: visit.holder.secretSlot),
            issuedAt: visit.now
        )
    }

    /// Lets the person set up a factor, in this browser and for a while.
    func makeOffer(at visit: ProvePasskey.Visit) async throws {
        let oldest = visit.now - FactorOffer.longest
        try await factors.offer(newOffer(at: visit), forgettingBefore: oldest, in: visit.town)
    }

    /// What the person may set up in this browser; nil where nothing was offered, or too long ago.
    func offer(at visit: ProvePasskey.Visit) async throws -> FactorOffer? {
        guard let offer = try await factors.offer(boundTo: visit.boundTo, in: visit.town),
            offer.holder == visit.holder.id, offer.isOpen(at: visit.now)
        else { return nil }
        return offer
    }

    func setUp(
        by offer: FactorOffer,
        besides known: [Passkey],
        asking: Asking,
        at visit: ProvePasskey.Visit
    ) async throws -> FactorSetUp {
        let waiting = asking == .again ? try await passkeys.openRequest(besides: known, at: visit) : nil
        let passkey: PasskeyRequest =
            if let waiting { waiting } else { try await passkeys.askForNew(besides: known, at: visit) }
        return FactorSetUp(
            secret: try visit.holder.key.open(offer.secret, in: visit.holder.secretSlot),
            login: visit.holder.login,
            passkey: passkey
        )
    }
}

extension Failure {
    /// Whether it is about an answer that somebody may have guessed or forged.
    var isWrongAnswer: Bool {
        switch self as any Failure {
        case AccountFailure.wrongCode, AccountFailure.wrongPassword, PasskeyFailure.refused, PasskeyFailure.copied,
            PasskeyFailure.known:
            true
        default: false
        }
    }

    /// What the audit log tells of a refusal besides whom it was about.
    var auditedPart: String? {
        if case PasskeyFailure.copied = self as any Failure { "passkey copied" } else { nil }
    }
}
