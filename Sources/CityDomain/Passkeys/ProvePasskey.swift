public import CityKit

/// Asks a browser for a passkey, and checks what comes back.
public struct ProvePasskey: Sendable {
    private let store: any PasskeyStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let cryptography: any PasskeyCryptography
    private let addresses: TownAddresses

    public init(
        store: any PasskeyStore,
        vault: any Vault,
        randomness: any Randomness,
        cryptography: any PasskeyCryptography,
        addresses: TownAddresses
    ) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
        self.cryptography = cryptography
        self.addresses = addresses
    }

    /// Who is asked, in which browser.
    struct Visit {
        let holder: FactorHolder
        /// The hash of the token of the sign-in or of the session.
        let boundTo: [UInt8]
        let now: Instant

        var town: ID<Municipality> { holder.town }
    }

    /// Asks for one of these passkeys.
    func ask(for passkeys: [Passkey], at visit: Visit) async throws -> PasskeyRequest {
        let challenge = try await issue(.use, visit)
        return try request(.use, challenge, passkeys, visit)
    }

    /// Asks for a new passkey.
    func askForNew(besides passkeys: [Passkey], at visit: Visit) async throws -> PasskeyRequest {
        let challenge = try await issue(.make, visit)
        return try request(.make(user(visit)), challenge, passkeys, visit)
    }

    /// The question for a new passkey that was put before and not answered yet.
    ///
    /// - Returns: nil when there is none, or it is too old.
    func openRequest(besides passkeys: [Passkey], at visit: Visit) async throws -> PasskeyRequest? {
        let waiting = try await store.challenge(.make, boundTo: visit.boundTo, in: visit.town)
        guard let waiting, waiting.isOpen(at: visit.now) else { return nil }
        return try request(.make(user(visit)), waiting, passkeys, visit)
    }

    /// - Throws: `PasskeyFailure.late`, `.refused`, `.copied`.
    func use(_ answer: PasskeyAnswer, of passkeys: [Passkey], at visit: Visit) async throws -> PasskeyUse {
        let check = try await check(.use, visit)
        for passkey in passkeys {
            let credential = try visit.holder.credential(of: passkey)
            guard credential.id == answer.credential else { continue }
            let counter = try check.counter(of: answer, by: credential, after: passkey.counter)
            return PasskeyUse(passkey: passkey.id, counter: counter, at: visit.now)
        }
        throw PasskeyFailure.refused(.credential)
    }

    /// - Returns: the passkey, which nobody keeps yet.
    /// - Throws: `PasskeyFailure.late`, `.refused`.
    func new(_ made: MadePasskey, named name: PersonalText, at visit: Visit) async throws -> Passkey {
        let (credential, counter) = try await check(.make, visit).credential(of: made)
        let id: ID<Passkey> = randomness.id(at: visit.now)
        let slots = PasskeySlots(town: visit.town, passkey: id)
        return Passkey(
            id: id,
            holder: visit.holder.id,
            name: try visit.holder.key.seal(name, in: slots.name),
            credential: try visit.holder.key.seal(credential, in: slots.credential),
            credentialIndex: index(of: credential.id, in: visit.town),
            counter: counter,
            createdAt: visit.now,
            usedAt: nil
        )
    }

    private func issue(_ purpose: PasskeyChallenge.Purpose, _ visit: Visit) async throws -> PasskeyChallenge {
        try await issue(purpose, boundTo: visit.boundTo, in: visit.town, at: visit.now)
    }

    private func issue(
        _ purpose: PasskeyChallenge.Purpose,
        boundTo: [UInt8],
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> PasskeyChallenge {
        let bytes = randomness.bytes(32)
        let challenge = PasskeyChallenge(bytes: bytes, purpose: purpose, boundTo: boundTo, issuedAt: now)
        try await store.issue(challenge, forgettingBefore: now - PasskeyChallenge.longest, in: town)
        return challenge
    }

    private func request(
        _ act: PasskeyRequest.Act,
        _ challenge: PasskeyChallenge,
        _ passkeys: [Passkey],
        _ visit: Visit
    ) throws -> PasskeyRequest {
        PasskeyRequest(
            act: act,
            challenge: challenge.bytes,
            host: addresses.passkeySite(of: visit.town).host,
            known: try passkeys.map { try visit.holder.credential(of: $0).id }
        )
    }

    private func user(_ visit: Visit) -> PasskeyRequest.User {
        PasskeyRequest.User(
            handle: handle(of: visit.holder),
            login: visit.holder.login
        )
    }

    private func check(_ purpose: PasskeyChallenge.Purpose, _ visit: Visit) async throws -> PasskeyCheck {
        try await check(purpose, boundTo: visit.boundTo, in: visit.town, at: visit.now)
    }

    private func check(
        _ purpose: PasskeyChallenge.Purpose,
        boundTo: [UInt8],
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> PasskeyCheck {
        let challenge = try await store.take(purpose, boundTo: boundTo, in: town)
        guard let challenge, challenge.isOpen(at: now) else { throw PasskeyFailure.late }
        return PasskeyCheck(challenge: challenge, site: addresses.passkeySite(of: town), cryptography: cryptography)
    }

    /// The same for every passkey of a person.
    private func handle(of holder: FactorHolder) -> [UInt8] {
        vault.secret(for: .passkeyHolder, holder.id.rawValue, in: holder.town)
    }
}

// MARK: - A passkey as a sign-in of its own

extension ProvePasskey {
    /// Asks for a passkey of whoever it belongs to.
    func askForAny(boundTo: [UInt8], in town: ID<Municipality>, at now: Instant) async throws -> PasskeyRequest {
        let challenge = try await issue(.enter, boundTo: boundTo, in: town, at: now)
        return PasskeyRequest(
            act: .enter,
            challenge: challenge.bytes,
            host: addresses.passkeySite(of: town).host,
            known: []
        )
    }

    /// What checks an answer to `askForAny`; the question is used up by this.
    ///
    /// - Throws: `PasskeyFailure.late`.
    func checkOfAny(boundTo: [UInt8], in town: ID<Municipality>, at now: Instant) async throws -> PasskeyCheck {
        var check = try await check(.enter, boundTo: boundTo, in: town, at: now)
        check.required = .userVerified
        return check
    }

    /// By which the passkey of an answer is found.
    func index(of credential: [UInt8], in town: ID<Municipality>) -> [UInt8] {
        vault.secret(for: .passkeyCredential, Hex.text(credential), in: town)
    }

    /// - Throws: `PasskeyFailure.refused`, `.copied`.
    func use(
        _ answer: PasskeyAnswer,
        of passkey: Passkey,
        _ check: PasskeyCheck,
        by holder: FactorHolder,
        at now: Instant
    ) throws -> PasskeyUse {
        guard vault.isEqual(answer.user, handle(of: holder)) else {
            throw PasskeyFailure.refused(.user)
        }
        let credential = try holder.credential(of: passkey)
        let counter = try check.counter(of: answer, by: credential, after: passkey.counter)
        return PasskeyUse(passkey: passkey.id, counter: counter, at: now)
    }
}

extension FactorHolder {
    func credential(of passkey: Passkey) throws -> PasskeyCredential {
        try key.open(passkey.credential, in: PasskeySlots(town: town, passkey: passkey.id).credential)
    }

    func named(_ passkey: Passkey) throws -> NamedPasskey {
        let slots = PasskeySlots(town: town, passkey: passkey.id)
        return NamedPasskey(
            id: passkey.id,
            name: try key.open(passkey.name, in: slots.name),
            createdAt: passkey.createdAt,
            usedAt: passkey.usedAt
        )
    }
}

extension PersonalText {
    /// What somebody calls a passkey.
    ///
    /// - Throws: `PasskeyFailure.nameMissing`, `.nameTooLong`.
    static func passkeyName(typed: String) throws(PasskeyFailure) -> Self {
        let words = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty else { throw .nameMissing }
        guard words.unicodeScalars.count <= Passkey.longestName else { throw .nameTooLong }
        return Self(words)
    }
}

extension SecretPurpose {
    static let passkeyCredential = Self(rawValue: "passkey-credential")
    static let passkeyHolder = Self(rawValue: "passkey-holder")
}
