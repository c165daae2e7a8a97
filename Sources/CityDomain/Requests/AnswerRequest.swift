public import CityKit

/// Answers a named request once, and repetitions of it with the same answer.
///
/// The name is taken before the request is done and the answer kept afterwards, each durably. What is cut off in between
/// is done again under the same ticket by whoever asks again: what a request does must be barred by what it did before, or
/// do no harm twice.
public struct AnswerRequest: Sendable {
    private let requests: any RequestStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(requests: any RequestStore, vault: any Vault, randomness: any Randomness) {
        self.requests = requests
        self.vault = vault
        self.randomness = randomness
    }

    /// How long a request may take before it counts as cut off.
    static let longestWork = Duration.minutes(2)

    /// - Parameter answer: does the request. An answer that is not settled is not kept.
    /// - Throws: `RequestKeyFailure.reused`, `.underWay`, what `answer` throws.
    public func callAsFunction(
        _ request: NamedRequest,
        in town: ID<Municipality>,
        at now: Instant,
        answer: (RequestTicket) async throws -> RequestAnswer
    ) async throws -> RequestAnswer {
        let claim = claim(for: request, in: town, at: now)
        switch try await requests.claim(claim, in: town) {
        case .known(let stored):
            guard vault.isEqual(stored.fingerprint, claim.fingerprint) else { throw RequestKeyFailure.reused }
            return try kept(stored, in: town)
        case .taken(let ticket):
            return try await work(ticket, claim, in: town, answer)
        }
    }

    private func claim(for request: NamedRequest, in town: ID<Municipality>, at now: Instant) -> RequestClaim {
        RequestClaim(
            name: vault.secret(for: .requestName, request.caller.parts + [request.key.text], in: town),
            id: randomness.id(at: now),
            fingerprint: vault.secret(for: .requestParts, request.parts, in: town),
            takenAt: now,
            workingUntil: now + Self.longestWork
        )
    }

    private func kept(_ stored: StoredRequest, in town: ID<Municipality>) throws -> RequestAnswer {
        guard let answer = stored.answer else { throw RequestKeyFailure.underWay }
        let slots = RequestSlots(town: town, request: stored.id)
        return try vault.key(answer.key, in: slots.key).open(answer.answer, in: slots.answer)
    }

    private func work(
        _ ticket: RequestTicket,
        _ claim: RequestClaim,
        in town: ID<Municipality>,
        _ answer: (RequestTicket) async throws -> RequestAnswer
    ) async throws -> RequestAnswer {
        let given: RequestAnswer
        do {
            given = try await answer(ticket)
        } catch {
            try await requests.release(claim, in: town)
            throw error
        }
        if given.isSettled {
            try await requests.keep(sealed(given, of: ticket.id, in: town), claim, in: town)
        } else {
            try await requests.release(claim, in: town)
        }
        return given
    }

    private func sealed(_ answer: RequestAnswer, of request: ID<NamedRequest>, in town: ID<Municipality>) throws
        -> StoredAnswer
    {
        let slots = RequestSlots(town: town, request: request)
        let key = try vault.newKey(in: slots.key)
        return StoredAnswer(request: request, answer: try key.key.seal(answer, in: slots.answer), key: key.wrapped)
    }
}

/// Forgets named requests whose answers nobody asks for any more.
public struct SweepRequests: Sendable {
    /// How long an answer is kept at least.
    static let keptFor = Duration.hours(24)

    private let requests: any RequestStore

    public init(requests: any RequestStore) { self.requests = requests }

    public func callAsFunction(at now: Instant) async throws {
        let slice = 500
        while try await requests.sweep(limit: slice, before: now - Self.keptFor) == slice {}
    }
}

/// The places in the database where an answer is sealed.
private struct RequestSlots {
    let town: ID<Municipality>
    let request: ID<NamedRequest>

    var key: Slot { Slot(town, table: "data_keys", row: request, column: "request") }
    var answer: Slot { Slot(town, table: "requests", row: request, column: "answer") }
}

extension SecretPurpose {
    static let requestName = Self(rawValue: "request-name")
    static let requestParts = Self(rawValue: "request-parts")
}
