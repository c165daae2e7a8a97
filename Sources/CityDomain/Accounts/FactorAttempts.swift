import CityKit

/// Counts wrong second factors by person and by network, at the door and in a session, and makes whoever fails too often
/// wait.
struct FactorAttempts: Sendable {
    let throttle: Throttle
    let vault: any Vault

    /// Nobody waits for what another person failed at, but for a network.
    ///
    /// - Parameters:
    ///   - holder: nil where nobody waits for what others try in the name of a person.
    ///   - network: where the attempt comes from; nil in a session, where only the person counts.
    ///   - refused: told of a wrong answer.
    /// - Throws: `AccountFailure.paused`; what `attempt` throws.
    func counted<Outcome>(
        _ holder: ID<FactorHolder>?,
        from network: String?,
        in town: ID<Municipality>,
        at now: Instant,
        _ attempt: () async throws -> Outcome,
        refused: (any Failure) async throws -> Void
    ) async throws -> Outcome {
        let person = holder.map { holder in
            Throttle.Subject(key: vault.attempts(at: holder, in: town), pause: SignInPause.ofLogin)
        }
        let place = network.map { vault.network($0, in: town) }
        do {
            return try await throttle.attempt(
                by: person,
                from: place,
                in: town,
                at: now,
                isWrong: { ($0 as? any Failure)?.isWrongAnswer == true },
                attempt
            )
        } catch let failure as any Failure where failure.isWrongAnswer {
            try await refused(failure)
            throw failure
        }
    }
}

extension Vault {
    /// What wrong second factors of a person are counted under.
    func attempts(at holder: ID<FactorHolder>, in town: ID<Municipality>) -> [UInt8] {
        secret(for: .signInCode, holder.rawValue, in: town)
    }

    /// What failures that come from a network are counted under.
    func network(_ network: String, in town: ID<Municipality>) -> Throttle.Subject {
        Throttle.Subject(key: secret(for: .signInNetwork, network, in: town), pause: SignInPause.ofNetwork)
    }
}

extension SecretPurpose {
    static let signInCode = Self(rawValue: "sign-in-code")
}
