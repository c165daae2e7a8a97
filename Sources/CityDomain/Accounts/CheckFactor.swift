public import CityKit

/// Tells what an answer at the second step proves.
public struct CheckFactor: Sendable {
    private let vault: any Vault
    private let randomness: any Randomness
    private let digest: any OneTimeDigest
    let passkeys: ProvePasskey

    public init(
        vault: any Vault,
        randomness: any Randomness,
        digest: any OneTimeDigest,
        passkeys: ProvePasskey
    ) {
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
    /// - Parameter secret: what the person was asked to put into an app.
    /// - Throws: `AccountFailure.wrongCode`; `PasskeyFailure`.
    func firstProof(
        of answer: FactorAnswer,
        with secret: Sealed<OneTimeSecret>,
        at visit: ProvePasskey.Visit
    ) async throws -> NewFactor {
        switch answer {
        case .code(let typed):
            let app = CodeApp(secret: secret, lastStep: 0)
            guard let step = try step(of: typed, by: app, at: visit) else { throw AccountFailure.wrongCode }
            return .app(CodeApp(secret: secret, lastStep: step))
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
