public import CityKit

/// A photo of a report. Its files are encrypted under a key of its own, so that one photo can be destroyed alone; none
/// of them holds an octet of what was sent.
public struct ReportPhoto: Sendable, Equatable {
    public let id: ID<ReportPhoto>
    /// Nil while the photo waits for its report to be sent.
    public let report: ID<Report>?
    public let large: StoredFile
    public let thumbnail: StoredFile
    /// Pixels of the large picture.
    public let width: Int
    public let height: Int
    public let state: State
    public let uploadedAt: Instant
    /// Nil where the town asked for none.
    public let consent: PhotoConsent?
    public let key: WrappedKey
    /// Nil when everybody may see all of it.
    public let covering: PhotoCovering?
    /// What the office wrote beside it.
    public let caption: Sealed<PhotoCaption>?
    /// How often parts were covered, or the caption changed.
    public let version: Int

    public init(
        id: ID<ReportPhoto>,
        report: ID<Report>?,
        large: StoredFile,
        thumbnail: StoredFile,
        width: Int,
        height: Int,
        state: State,
        uploadedAt: Instant,
        consent: PhotoConsent?,
        key: WrappedKey,
        covering: PhotoCovering? = nil,
        caption: Sealed<PhotoCaption>? = nil,
        version: Int = 0
    ) {
        self.id = id
        self.report = report
        self.large = large
        self.thumbnail = thumbnail
        self.width = width
        self.height = height
        self.state = state
        self.uploadedAt = uploadedAt
        self.consent = consent
        self.key = key
        self.covering = covering
        self.caption = caption
        self.version = version
    }

    /// Who may see it besides the office and the reporter.
    public enum State: String, Sendable, CaseIterable {
        /// Nobody, because nobody has decided yet.
        case `private`
        /// Everybody, once the report itself is public.
        case published
        /// Nobody, because the office decided so.
        case withheld
    }

    public enum Size: String, Sendable, CaseIterable {
        case large, thumbnail
    }

    public func file(_ size: Size) -> StoredFile {
        switch size {
        case .large: large
        case .thumbnail: thumbnail
        }
    }

    /// Where the key of a photo is stored.
    public static func keySlot(_ id: ID<ReportPhoto>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "data_keys", row: id, column: "photo")
    }

    /// Where its caption is sealed, under the key of the photo.
    static func captionSlot(_ id: ID<ReportPhoto>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "report_photos", row: id, column: "caption")
    }
}

/// What whoever sent a photo agreed to and declared at that moment.
public struct PhotoConsent: Sendable, Equatable {
    /// The version of the regulation whose words were shown.
    public let regulation: String
    public let licence: Licence
    public let declarations: [PhotoDeclaration]

    public enum Licence: String, Sendable { case none, granted }

    public init(regulation: String, licence: Licence, declarations: [PhotoDeclaration]) {
        self.regulation = regulation
        self.licence = licence
        self.declarations = declarations
    }
}

/// A line of the log of a report's photos. Each says what is so from then on; what was so before says an earlier line.
public struct PhotoEvent: Sendable, Equatable {
    public let photo: ID<ReportPhoto>
    public let change: Change
    public let at: Instant
    public let officer: Officer

    public init(photo: ID<ReportPhoto>, _ change: Change, at: Instant, officer: Officer) {
        self.photo = photo
        self.change = change
        self.at = at
        self.officer = officer
    }

    public enum Change: Sendable, Equatable {
        case state(ReportPhoto.State)
        /// These parts are covered; none when the whole photo may be seen again.
        case covered([PhotoArea])
        /// Nil where the caption was taken away.
        case captioned(Sealed<PhotoCaption>?)
    }

    /// Where the caption of a line is sealed, under the key of the photo.
    ///
    /// - Parameter version: of the photo from then on.
    static func captionSlot(_ photo: ID<ReportPhoto>, version: Int, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "report_photo_events", row: "\(photo)/\(version)", column: "caption")
    }
}

/// Who adds photos before there is a report, and alone may look at them, remove them and send them.
public enum PhotoUploader: Sendable {
    /// Whoever has the token of a half-filled form.
    case draft(Token)
    case program(ID<APIKey>)
    /// Whoever has the key of a form for a complaint.
    case complaint(Token)
    /// Whoever has the link to work that a contractor was given.
    case commission(Token)
    /// The reporter, with an answer by mail.
    case reply(ID<ReportMessage>)

    /// Photos that a contractor may send at once.
    public static let mostOfCommission = 6

    /// Pictures that a complaint may have.
    public static let mostOfComplaint = 1

    func owner(_ vault: any Vault) -> PhotoOwner {
        switch self {
        case .draft(let token): PhotoOwner(draft: vault.hash(token))
        case .program(let key): PhotoOwner(rawValue: "key:\(key)")
        case .complaint(let key): PhotoOwner(rawValue: "complaint:\(Base32.encode(vault.hash(key)))")
        case .commission(let token): PhotoOwner(rawValue: "commission:\(Base32.encode(vault.hash(token)))")
        case .reply(let message): PhotoOwner(rawValue: "reply:\(message)")
        }
    }

    /// How many photos may wait at once.
    func limit(by rules: PhotoRules) -> Int {
        switch self {
        case .draft, .reply: rules.max
        case .program: 500
        case .complaint: Self.mostOfComplaint
        case .commission: Self.mostOfCommission
        }
    }

    /// What is recorded with a photo. Those of a complaint, of a contractor and of an answer by mail are for the office alone,
    /// so that nobody has to allow anything.
    ///
    /// - Throws: `ReportPhotoFailure.consentMissing`.
    func consent(accepted: String, current: String, by rules: PhotoRules) throws(ReportPhotoFailure) -> PhotoConsent? {
        switch self {
        case .complaint, .commission, .reply: return nil
        case .draft, .program: break
        }
        return try rules.consent(accepted: accepted, current: current)
    }
}

/// An uploader as the database keeps it.
public struct PhotoOwner: RawRepresentable, Sendable, Hashable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// - Parameter tokenHash: of the half-filled form.
    public init(draft tokenHash: [UInt8]) { rawValue = "draft:\(Base32.encode(tokenHash))" }
}

/// Photos to go along with a report.
public struct PhotoClaim: Sendable {
    public let uploader: PhotoUploader
    public let ids: [ID<ReportPhoto>]
    /// What makes the claim the same when it comes again: the photos' names, or what was sent with the report, where they
    /// get their names only then.
    public let marks: [String]

    public init(uploader: PhotoUploader, ids: [ID<ReportPhoto>], marks: [String]? = nil) {
        self.uploader = uploader
        self.ids = ids
        self.marks = marks ?? ids.map(\.rawValue)
    }

    /// - Parameter limit: how many photos may go along.
    /// - Throws: `Failures` with `ReportPhotoFailure.tooMany`, or `.gone` when one is named twice.
    func checked(upTo limit: Int, vault: any Vault) throws -> NewReport.Photos? {
        guard ids.count <= limit else { throw Failures([ReportPhotoFailure.tooMany(limit: limit)]) }
        guard Set(ids).count == ids.count else { throw Failures([ReportPhotoFailure.gone]) }
        return ids.isEmpty ? nil : NewReport.Photos(owner: uploader.owner(vault), ids: ids)
    }
}
