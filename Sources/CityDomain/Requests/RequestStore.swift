public import CityKit

/// Where it is kept which named requests were done and what was answered. Every method but the last two works within one
/// municipality; each write is one durable transaction.
public protocol RequestStore: Sendable {
    /// Takes the name for the request where `RequestClaim.outcome(after:)` says so.
    func claim(_ claim: RequestClaim, in town: ID<Municipality>) async throws -> ClaimedRequest

    /// Keeps the answer; a request that was done twice at once keeps the first one.
    func keep(_ answer: StoredAnswer, _ claim: RequestClaim, in town: ID<Municipality>) async throws

    /// Gives the name back, unless somebody else has taken it over or there is an answer.
    func release(_ claim: RequestClaim, in town: ID<Municipality>) async throws

    /// Ends the time of all requests without an answer: who worked at them is gone.
    func releaseAll() async throws

    /// Forgets what was taken before `moment`, at most `limit` requests.
    /// - Returns: how many were forgotten.
    func sweep(limit: Int, before moment: Instant) async throws -> Int
}

/// A wish to do a named request.
public struct RequestClaim: Sendable {
    /// A keyed hash of the name and the caller.
    public let name: [UInt8]
    public let id: ID<NamedRequest>
    /// A keyed hash of everything that makes two requests the same or not.
    public let fingerprint: [UInt8]
    public let takenAt: Instant
    /// Until then nobody else does the request.
    public let workingUntil: Instant

    public init(name: [UInt8], id: ID<NamedRequest>, fingerprint: [UInt8], takenAt: Instant, workingUntil: Instant) {
        self.name = name
        self.id = id
        self.fingerprint = fingerprint
        self.takenAt = takenAt
        self.workingUntil = workingUntil
    }
}

extension RequestClaim {
    /// What becomes of the claim when this is what the name stands for. A request that was not answered in its time is
    /// taken over by a repetition.
    public func outcome(after earlier: StoredRequest?) -> ClaimedRequest {
        guard let earlier else { return .taken(RequestTicket(id: id, attempt: .first)) }
        let isCutOff = earlier.answer == nil && earlier.workingUntil <= takenAt
        guard isCutOff, earlier.fingerprint == fingerprint else { return .known(earlier) }
        return .taken(RequestTicket(id: earlier.id, attempt: .again))
    }
}

/// What became of a claim.
public enum ClaimedRequest: Sendable {
    /// The request is to be done now.
    case taken(RequestTicket)
    case known(StoredRequest)
}

/// A named request as the store keeps it.
public struct StoredRequest: Sendable {
    public let id: ID<NamedRequest>
    public let fingerprint: [UInt8]
    public let workingUntil: Instant
    /// Nil while it is being worked at, and when that was cut off.
    public let answer: StoredAnswer?

    public init(id: ID<NamedRequest>, fingerprint: [UInt8], workingUntil: Instant, answer: StoredAnswer?) {
        self.id = id
        self.fingerprint = fingerprint
        self.workingUntil = workingUntil
        self.answer = answer
    }
}

/// An answer as the store keeps it.
public struct StoredAnswer: Sendable {
    public let request: ID<NamedRequest>
    public let answer: Sealed<RequestAnswer>
    public let key: WrappedKey

    public init(request: ID<NamedRequest>, answer: Sealed<RequestAnswer>, key: WrappedKey) {
        self.request = request
        self.answer = answer
        self.key = key
    }
}
