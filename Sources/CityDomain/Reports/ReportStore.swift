public import CityKit

/// Where reports are kept. Every method works within one municipality; each write is one durable transaction.
public protocol ReportStore: Sendable {
    /// Stores `report` under the next number of the town's series of its year, with its history, terms, keys and outbox
    /// event. When the town already has a report under the same client key, nothing is stored and that one is returned.
    ///
    /// - Throws: `ReportPhotoFailure.gone` when a photo of it does not wait any more, `RepresentationFailure.ended` when its
    ///   author may not act for the other person any more; nothing is stored then.
    func submit(_ report: NewReport, in town: ID<Municipality>) async throws -> StoredSubmission

    /// The submission stored under this client key; nil when there is none.
    func submission(_ clientKey: ClientKey, in town: ID<Municipality>) async throws -> StoredSubmission?

    /// The whole case file.
    /// - Returns: nil when there is no such number.
    func file(_ number: ReportNumber, in town: ID<Municipality>) async throws -> ReportFile?

    /// The reports that had this number in another system, by the name of that system.
    func reports(numberedElsewhere number: String, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// Lets `change` move the report as it stands now and stores the outcome, what the audit log tells of it included, in
    /// the same transaction.
    ///
    /// - Parameters:
    ///   - clock: of the town.
    ///   - change: pure; may run more than once.
    /// - Returns: the report after the change; nil when there is no such number.
    func change(
        _ number: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout Report) throws -> ReportChange
    ) async throws -> Report?

    /// The same for a report and the one that leads it, or is to lead it: both are stored, and whether they are joined.
    ///
    /// - Returns: both after the change; nil when one of the numbers was never given.
    func change(
        _ number: ReportNumber,
        with leading: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout JoinedPair) throws -> ReportChange
    ) async throws -> JoinedPair?

    /// Reports whose reporter had to answer before `today` and did not, the oldest first.
    func unanswered(on today: CivilDate, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// Finished reports that leave the public list on `today` or should have left before, the oldest first.
    func toHide(on today: CivilDate, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// Reports with running terms that were counted by a revision of the town before `revision`.
    func countedBefore(_ revision: Int, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// - Returns: nil when there is no such number, or the office has not approved it or has hidden it.
    func published(_ number: ReportNumber, in town: ID<Municipality>) async throws -> PublishedReport?

    /// Stores contact data with the first address of the reporter, and the event that makes the question to it.
    /// - Returns: false when the report has an address already.
    func add(_ contact: AddedContact, of report: ID<Report>, at now: Instant, in town: ID<Municipality>) async throws
        -> Bool

    /// Notes that the reporter's address is confirmed and lets the mail that waited for it go; nothing happens where the
    /// address has an account that the office has closed.
    func confirmEmail(
        of report: ID<Report>,
        emailIndex: [UInt8],
        loginIndex: [UInt8],
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> EmailConfirmation
}

/// What became of an answer to the letter that asks for a confirmation.
public enum EmailConfirmation: Sendable {
    case confirmed, confirmedBefore
    /// The office has closed the account of the address.
    case blocked(Resident)
}

/// A report on its way into the store; the number comes with storing.
public struct NewReport: Sendable {
    public let id: ID<Report>
    /// The year of the number's series.
    public let year: Int
    public let category: ID<Category>
    public let kind: ReportKind
    public let unit: ID<Unit>
    public let receivedAt: Instant
    /// The day of the town on which it came.
    public let receivedOn: CivilDate
    public let deadlines: [ReportDeadline]
    public let content: Sealed<ReportContent>
    /// Nil when the reporter gave no contact data.
    public let contact: Sealed<Contact>?
    public let caseKey: WrappedKey
    public let personKey: WrappedKey?
    public let language: Language
    public let clientKey: ClientKey
    /// A keyed hash of what was submitted; tells a repetition from another report under the same client key.
    public let bodyHash: [UInt8]
    /// The hash of the secret in the reporter's link.
    public let secretHash: [UInt8]
    public let termsVersion: String
    /// The age the reporter declared to have reached, in years.
    public let declaredAge: Int?
    public let origin: Origin
    /// Whether there is an address to confirm.
    public let hasEmail: Bool
    /// Who sent it, where somebody signed in did.
    public var author: Author?
    /// Photos that wait for this report.
    public var photos: Photos?
    /// Who of the office wrote it down, where somebody told it.
    public var registration: Registration?

    /// What says whether a moderator has to look at it first; nil where none ever has to.
    public var trace: AbuseTrace?

    /// How somebody told the office of it (I-08).
    public struct Registration: Sendable, Equatable {
        public let officer: Officer
        /// What the audit log tells of it.
        public let entry: AuditEntry
    }

    /// A resident with an account.
    public struct Author: Sendable, Equatable {
        public let resident: ID<Resident>
        /// Whether the report has the address of the account, which was confirmed with it.
        public let hasOwnEmail: Bool
        /// By which the resident acts for another person; nil for the resident alone.
        public let representation: ID<Representation>?
        /// The day of the town on which it is sent.
        public let today: CivilDate
    }

    public struct Photos: Sendable, Equatable {
        /// Who added them.
        public let owner: PhotoOwner
        /// In the order in which they are shown.
        public let ids: [ID<ReportPhoto>]
    }

    /// Which way the report came in.
    public enum Origin: Sendable, Equatable {
        case page
        case api(ID<APIKey>)
        case open311(ID<APIKey>)
        /// The office wrote it down for somebody who told it.
        case office(OfficeWay)
        /// From another system, where it had this number.
        case imported(ForeignNumber)
        /// The office split it off another case.
        case split

        var foreignNumber: ForeignNumber? { if case .imported(let number) = self { number } else { nil } }
    }
}

/// How somebody told the office of something.
public enum OfficeWay: String, Sendable, CaseIterable {
    case phone, desk, letter

    public var text: Text { Text("report.way.\(rawValue)") }
}

/// What the store knows of a submission: the new one, or the one stored before under the same client key.
public struct StoredSubmission: Sendable, Equatable {
    public let id: ID<Report>
    public let number: ReportNumber
    public let bodyHash: [UInt8]
    public let receivedAt: Instant

    public init(id: ID<Report>, number: ReportNumber, bodyHash: [UInt8], receivedAt: Instant) {
        self.id = id
        self.number = number
        self.bodyHash = bodyHash
        self.receivedAt = receivedAt
    }
}

/// What a change stores besides the report.
public struct ReportChange: Sendable {
    /// The text to publish, if the change publishes.
    public let publication: PublicText?
    /// The reporter's content, if the change replaces it.
    public let content: Sealed<ReportContent>?
    /// Where a public report stands on the map, if the change moves it.
    public let point: Coordinate?
    /// The program's update that the change is.
    public let update: TakenUpdate?
    /// What it adds to the thread.
    public let thread: ThreadChange?
    /// That it waits for a moderator no more, and goes on.
    public let release: AsideRelease?
    /// What the audit log tells of it; nil where nobody of the office did it.
    public internal(set) var noted: AuditEntry?
    /// And of the report that leads it, where the change ties or parts them.
    public internal(set) var notedOfLeading: AuditEntry?

    public init(
        publication: PublicText? = nil,
        content: Sealed<ReportContent>? = nil,
        point: Coordinate? = nil,
        update: TakenUpdate? = nil,
        thread: ThreadChange? = nil,
        release: AsideRelease? = nil
    ) {
        self.thread = thread
        self.release = release
        self.publication = publication
        self.content = content
        self.point = point
        self.update = update
    }
}

/// A report with everything the office keeps about it, personal data still sealed.
public struct ReportFile: Sendable {
    public let report: Report
    public let content: Sealed<ReportContent>
    public let contact: Sealed<Contact>?
    public let caseKey: WrappedKey
    public let personKey: WrappedKey?
    public let language: Language
    public let secretHash: [UInt8]
    public let clientKey: ClientKey
    public let termsVersion: String
    public let origin: NewReport.Origin
    public let emailConfirmedAt: Instant?
    public let published: PublicText?
    /// When the person behind it was erased.
    public let reporterErasedAt: Instant?
    /// Whether the reporter's data may only be kept: the office is shown none of them.
    public let isRestricted: Bool

    public init(
        report: Report,
        content: Sealed<ReportContent>,
        contact: Sealed<Contact>?,
        caseKey: WrappedKey,
        personKey: WrappedKey?,
        language: Language,
        secretHash: [UInt8],
        clientKey: ClientKey,
        termsVersion: String,
        origin: NewReport.Origin,
        emailConfirmedAt: Instant?,
        published: PublicText?,
        reporterErasedAt: Instant?,
        isRestricted: Bool
    ) {
        self.report = report
        self.content = content
        self.contact = contact
        self.caseKey = caseKey
        self.personKey = personKey
        self.language = language
        self.secretHash = secretHash
        self.clientKey = clientKey
        self.termsVersion = termsVersion
        self.origin = origin
        self.emailConfirmedAt = emailConfirmedAt
        self.published = published
        self.reporterErasedAt = reporterErasedAt
        self.isRestricted = isRestricted
    }
}

/// A report as everybody may see it. The type has no room for anything that could identify the reporter.
public struct PublishedReport: Sendable, Equatable {
    public let report: Report
    public let text: PublicText
    public let publishedAt: Instant
    public let updatedAt: Instant
    /// Opens the office's answers in the history.
    public let caseKey: WrappedKey

    public init(report: Report, text: PublicText, publishedAt: Instant, updatedAt: Instant, caseKey: WrappedKey) {
        self.report = report
        self.text = text
        self.publishedAt = publishedAt
        self.updatedAt = updatedAt
        self.caseKey = caseKey
    }
}
