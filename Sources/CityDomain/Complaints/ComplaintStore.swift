public import CityKit

/// Where complaints are kept. Each write is one durable transaction.
public protocol ComplaintStore: Sendable {
    /// Stores a complaint under the next number, with its photos and the letter that confirms it.
    ///
    /// - Parameter entry: for the audit log, where the office entered it.
    /// - Returns: what is stored under the same key; the one of before when the key was used before.
    /// - Throws: `ReportPhotoFailure.gone` when a photo does not wait any more; `AccountFailure.residentSignedOut` when the
    ///   account was closed or erased meanwhile.
    func add(_ complaint: NewComplaint, noting entry: AuditEntry?, in town: ID<Municipality>) async throws
        -> StoredComplaint

    /// What was stored under the key of a form; nil when nothing was.
    func stored(under formKey: [UInt8], in town: ID<Municipality>) async throws -> StoredComplaint?

    /// Nil when there is none.
    func complaint(_ id: ID<Complaint>, in town: ID<Municipality>) async throws -> SealedComplaint?

    /// Those of an account, the last one first.
    func complaints(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedComplaint]

    /// The register: those that wait, by their last day, without one the oldest first; then the answered ones, the last one
    /// first.
    func register(limit: Int, in town: ID<Municipality>) async throws -> [Complaint]

    /// The pictures of a complaint, which only the office sees.
    func photos(of complaint: ID<Complaint>, in town: ID<Municipality>) async throws -> [ReportPhoto]

    /// Lets `change` answer it as it stands now, and stores the outcome with the words, the letter to the person and what the
    /// audit log tells of it.
    ///
    /// - Parameters:
    ///   - words: seals them for the place in the history at which they will stand.
    ///   - change: pure; gets how many lines the office wrote before.
    /// - Throws: `ComplaintFailure.unknown`; what `change` throws.
    func change(
        _ id: ID<Complaint>,
        by officer: Officer,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        words: @escaping @Sendable (_ sequence: Int) throws -> Sealed<PersonalText>,
        _ change: @escaping @Sendable (inout Complaint, _ lines: Int) throws -> Void
    ) async throws
}

/// A complaint on the way into the store; the number comes from there.
public struct NewComplaint: Sendable {
    public let complaint: Complaint
    public let content: Sealed<ComplaintContent>
    public let key: WrappedKey
    /// Makes sending a form twice one complaint.
    public let formKey: [UInt8]
    /// Of everything that was sent; nothing of it can be read out of it.
    public let bodyHash: [UInt8]
    public let photos: NewReport.Photos?

    public init(
        complaint: Complaint,
        content: Sealed<ComplaintContent>,
        key: WrappedKey,
        formKey: [UInt8],
        bodyHash: [UInt8],
        photos: NewReport.Photos?
    ) {
        self.complaint = complaint
        self.content = content
        self.key = key
        self.formKey = formKey
        self.bodyHash = bodyHash
        self.photos = photos
    }
}

/// What is stored under the key of a form.
public struct StoredComplaint: Sendable, Equatable {
    public let id: ID<Complaint>
    public let number: ComplaintNumber
    public let bodyHash: [UInt8]

    public init(id: ID<Complaint>, number: ComplaintNumber, bodyHash: [UInt8]) {
        self.id = id
        self.number = number
        self.bodyHash = bodyHash
    }
}

/// A complaint with what is sealed of it.
public struct SealedComplaint: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public let line: ComplaintLine
        public let words: Sealed<PersonalText>

        public init(line: ComplaintLine, words: Sealed<PersonalText>) {
            self.line = line
            self.words = words
        }
    }

    public let complaint: Complaint
    /// Nil once the person was erased.
    public let content: Sealed<ComplaintContent>?
    public let key: WrappedKey?
    /// In the order of writing.
    public let lines: [Line]
    /// Whether the owner of the account that sent it has restricted the use of the own data.
    public let isRestricted: Bool

    public init(
        complaint: Complaint,
        content: Sealed<ComplaintContent>?,
        key: WrappedKey?,
        lines: [Line],
        isRestricted: Bool
    ) {
        self.complaint = complaint
        self.content = content
        self.key = key
        self.lines = lines
        self.isRestricted = isRestricted
    }
}
