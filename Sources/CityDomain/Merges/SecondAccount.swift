public import CityKit

/// Two accounts that look like those of one person: names and phone number are the same (A-54, K27). It is a suspicion; the
/// office and the owners decide.
public struct SecondAccount: Sendable, Equatable {
    public let id: ID<SecondAccount>
    /// The account that was made first.
    public let older: ID<Resident>
    public let newer: ID<Resident>
    public let foundAt: Instant
    /// Nil while the office has not asked the owners.
    public let question: Question?

    /// Asked of both owners by letters: may the accounts become one?
    public struct Question: Sendable, Equatable {
        /// The account that stays.
        public let kept: ID<Resident>
        public let askedAt: Instant
        /// When the letter to each address was answered.
        public let olderAgreedAt: Instant?
        public let newerAgreedAt: Instant?

        public init(kept: ID<Resident>, askedAt: Instant, olderAgreedAt: Instant? = nil, newerAgreedAt: Instant? = nil)
        {
            self.kept = kept
            self.askedAt = askedAt
            self.olderAgreedAt = olderAgreedAt
            self.newerAgreedAt = newerAgreedAt
        }

        public var isAgreed: Bool { olderAgreedAt != nil && newerAgreedAt != nil }

        public func isOpen(at now: Instant) -> Bool { now < askedAt + AccountLink.Purpose.mergeStay.lasts }
    }

    public init(
        id: ID<SecondAccount>,
        older: ID<Resident>,
        newer: ID<Resident>,
        foundAt: Instant,
        question: Question? = nil
    ) {
        self.id = id
        self.older = older
        self.newer = newer
        self.foundAt = foundAt
        self.question = question
    }

    /// The one of the two that is not `kept`.
    func gone(keeping kept: ID<Resident>) -> ID<Resident> { kept == older ? newer : older }
}

/// What the accounts of one person have in common: the names in any order, and the phone number.
struct PersonMark: BlindIndexable, SealableText, Equatable {
    let plainText: String

    /// Nil without a phone number: many people have the same names.
    init?(_ profile: ResidentProfile) {
        guard let phone = profile.phone else { return nil }
        let names = SearchWords.folded(profile.name).split { !$0.isLetter }.sorted()
        plainText = "\(names.joined(separator: " ")) \(phone.e164)"
    }

    init(plainText: String) { self.plainText = plainText }

    var indexForm: String { plainText }
}

extension IndexedColumn {
    /// In a town of 5,000 to 300,000 accounts two to 150 others stand under each index.
    static let person = Self(table: "residents", column: "person_index", length: .bits(11))
}

/// Where accounts are compared, and what came of it. Each write is one durable transaction.
public protocol SecondAccountStore: Sendable {
    /// Accounts that were not compared since they changed, at most `limit`.
    func uncompared(limit: Int, in town: ID<Municipality>) async throws -> [Resident]

    /// Stores the index of an account, empty where there is nothing to compare by; nothing when the profile is another one
    /// by now.
    func mark(
        _ resident: ID<Resident>,
        as index: [UInt8],
        seeing profile: Sealed<ResidentProfile>,
        in town: ID<Municipality>
    ) async throws

    /// The accounts under an index.
    func accounts(under index: [UInt8], in town: ID<Municipality>) async throws -> [Resident]

    /// Stores with which others an account looks like one person's. Suspicions from before go, unless the office dismissed
    /// them or asked the owners. Nothing is stored when the profile is another one by now.
    func note(
        _ found: [SecondAccount],
        of resident: ID<Resident>,
        seeing profile: Sealed<ResidentProfile>,
        in town: ID<Municipality>
    ) async throws

    /// Forgets all indexes and suspicions of a town whose rules do not ask for them.
    func forgetMarks(in town: ID<Municipality>) async throws

    /// Those that the office did not dismiss, the last found first, at most `limit`.
    func suspicions(limit: Int, in town: ID<Municipality>) async throws -> [SecondAccount]

    /// Nil for one that is unknown or was dismissed.
    func suspicion(_ id: ID<SecondAccount>, in town: ID<Municipality>) async throws -> SecondAccount?

    /// - Returns: false when there is none.
    func dismiss(_ id: ID<SecondAccount>, noting entry: AuditEntry, in town: ID<Municipality>) async throws -> Bool
}
