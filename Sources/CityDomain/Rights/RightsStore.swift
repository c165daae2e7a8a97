public import CityKit

/// The register of requests, and what they limit. Each write is one durable transaction.
public protocol RightsStore: Sendable {
    /// Stores a new request. One for restriction restricts from this moment on.
    func add(_ request: SealedRequest, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// The requests of a resident, the last one first.
    func requests(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedRequest]

    /// All requests: those without an outcome first, the one that is due first before the others; then the closed ones, the
    /// last first; at most `limit`.
    func register(limit: Int, in town: ID<Municipality>) async throws -> [RightsRequest]

    func request(_ id: ID<RightsRequest>, in town: ID<Municipality>) async throws -> SealedRequest?

    /// Lets `change` move the request as it stands now, with the letter that tells the person of it. A restriction that is
    /// refused ends.
    ///
    /// - Parameters:
    ///   - answer: replaces what was said before; nil leaves it.
    ///   - change: pure; may run more than once.
    /// - Throws: `RightsFailure.unknownRequest`, or what `change` throws.
    func change(
        _ id: ID<RightsRequest>,
        answer: Sealed<PersonalText>?,
        telling letter: DeliveryMessage?,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout RightsRequest) throws -> Void
    ) async throws

    /// What a resident allows at the moment.
    func limits(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> ProcessingLimits

    /// The same of whoever sent a report with an account; none for anybody else.
    func limits(ofReporter report: ID<Report>, in town: ID<Municipality>) async throws -> ProcessingLimits

    /// The same of the account of an address.
    func limits(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ProcessingLimits

    /// Ends a restriction that the person does not want any more.
    func endRestriction(of resident: ID<Resident>, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    func setObjections(
        _ purposes: Set<LetterPurpose>,
        of resident: ID<Resident>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws
}

/// A request with the words that go along, sealed under the person's key.
public struct SealedRequest: Sendable, Equatable {
    public let request: RightsRequest
    /// Nil once the person was erased.
    public let words: Sealed<PersonalText>?
    public let answer: Sealed<PersonalText>?

    public init(request: RightsRequest, words: Sealed<PersonalText>?, answer: Sealed<PersonalText>?) {
        self.request = request
        self.words = words
        self.answer = answer
    }
}

/// What letters are for; a resident objects to each apart (G-28).
public enum LetterPurpose: String, Sendable, CaseIterable {
    /// What becomes of the own reports.
    case ownReports
    /// News of reports that the address follows.
    case followedReports
}

/// What may not be done with a person's data at the moment.
public struct ProcessingLimits: Sendable, Equatable {
    /// Nothing but keeping: no display, no export, no letters (GDPR article 18(2)).
    public let isRestricted: Bool
    public let objections: Set<LetterPurpose>

    public static let none = Self(isRestricted: false, objections: [])

    public init(isRestricted: Bool, objections: Set<LetterPurpose>) {
        self.isRestricted = isRestricted
        self.objections = objections
    }

    public func allow(_ purpose: LetterPurpose) -> Bool { !isRestricted && !objections.contains(purpose) }
}

/// The places in the database where the words of a request are sealed.
struct RightsSlots {
    let town: ID<Municipality>
    let request: ID<RightsRequest>

    var words: Slot { Slot(town, table: "rights_requests", row: request, column: "words") }
    var answer: Slot { Slot(town, table: "rights_requests", row: request, column: "answer") }
}

/// A request with its seals open. Lives as long as one page.
public struct OpenRequest: Personal {
    public let request: RightsRequest
    /// Nil once the person was erased.
    public let words: String?
    public let answer: String?

    init(_ sealed: SealedRequest, under key: (any DataKey)?, in town: ID<Municipality>) throws {
        let slots = RightsSlots(town: town, request: sealed.request.id)
        request = sealed.request
        words = try sealed.words.flatMap { try key?.open($0, in: slots.words).words }
        answer = try sealed.answer.flatMap { try key?.open($0, in: slots.answer).words }
    }
}
