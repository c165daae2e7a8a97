public import CityKit

/// What an entry is about.
public struct AuditObject: Sendable, Hashable {
    /// A word, and after a slash the id where there are several of the kind.
    public let text: String
    /// Of it: lines of a history, a photo, a revision.
    public internal(set) var part: String?

    private init(_ kind: String, _ id: String? = nil, part: String? = nil) {
        text = id.map { "\(kind)/\($0)" } ?? kind
        self.part = part
    }

    public static func report(_ id: ID<Report>) -> Self { Self("report", id.rawValue) }

    /// - Parameter lead: who leads it from now on.
    public static func report(_ id: ID<Report>, ledBy lead: ID<Staff>?) -> Self {
        Self("report", id.rawValue, part: lead?.rawValue)
    }

    /// - Parameter unit: that takes part in it.
    public static func report(_ id: ID<Report>, unit: ID<Unit>) -> Self {
        Self("report", id.rawValue, part: "unit \(unit)")
    }

    public static func photo(_ id: ID<ReportPhoto>, of report: ID<Report>) -> Self {
        Self("report", report.rawValue, part: "photo \(id)")
    }

    public static func noteFile(_ id: ID<NoteFile>, on report: ID<Report>) -> Self {
        Self("report", report.rawValue, part: "file \(id)")
    }

    /// Reports that wait for a moderator.
    public static let asides = Self("asides")
    /// Who is on watch.
    public static let watches = Self("watches")
    public static func watch(_ id: ID<AbuseWatch>) -> Self { Self("watch", id.rawValue) }
    public static func watch(_ id: ID<AbuseWatch>, of report: ID<Report>) -> Self {
        Self("report", report.rawValue, part: "watch \(id)")
    }

    /// The register of recipients of messages.
    public static let recipients = Self("recipients")
    /// - Parameter part: the channel of an address; nil for all of it.
    public static func recipient(_ id: ID<RegisteredRecipient>, _ part: String? = nil) -> Self {
        Self("recipient", id.rawValue, part: part)
    }

    /// The register of contractors.
    public static let contractors = Self("contractors")
    public static func contractor(_ id: ID<Contractor>) -> Self { Self("contractor", id.rawValue) }
    public static func commission(_ id: ID<Commission>, on report: ID<Report>) -> Self {
        Self("report", report.rawValue, part: "commission \(id)")
    }

    /// The register of complaints.
    public static let complaints = Self("complaints")
    /// - Parameter photo: of the complaint; nil for all of it.
    public static func complaint(_ id: ID<Complaint>, _ photo: ID<ReportPhoto>? = nil) -> Self {
        Self("complaint", id.rawValue, part: photo.map { "photo \($0)" })
    }

    /// Comments that wait.
    public static let comments = Self("comments")
    /// All comments under a report.
    public static func comments(on report: ID<Report>) -> Self { Self("report", report.rawValue, part: "comments") }
    public static func comment(_ id: ID<ReportComment>, on report: ID<Report>) -> Self {
        Self("report", report.rawValue, part: "comment \(id)")
    }

    public static let inbox = Self("inbox")
    public static func template(_ id: ID<AnswerTemplate>, revision: Int) -> Self {
        Self("template", id.rawValue, part: "\(revision)")
    }

    /// The reports of a town, as many of them as the order says.
    public static func reports(_ order: ExportReports.Order) -> Self {
        let scope = order.scope == .everything ? "everything" : "listed"
        return Self("reports", part: order.year.map { "\(scope) \($0)" } ?? scope)
    }

    /// The accounts of a town.
    public static let residents = Self("residents")
    public static func resident(_ id: ID<Resident>) -> Self { Self("resident", id.rawValue) }
    /// Two accounts that are of one person, or look like it.
    public static func residents(_ one: ID<Resident>, _ other: ID<Resident>) -> Self {
        Self("resident", one.rawValue, part: other.rawValue)
    }
    public static func representation(_ representation: Representation) -> Self {
        Self("resident", representation.resident.rawValue, part: representation.id.rawValue)
    }
    public static let updates = Self("updates")
    public static let queue = Self("queue")
    public static func webhook(_ id: ID<Webhook>) -> Self { Self("webhook", id.rawValue) }
    public static func key(_ id: ID<APIKey>) -> Self { Self("key", id.rawValue) }
    /// - Parameter part: a role that is given or taken, a unit; nil for the account as a whole.
    public static func staff(_ id: ID<Staff>, part: String? = nil) -> Self { Self("staff", id.rawValue, part: part) }
    /// Everybody of the office.
    public static let people = Self("staff")
    public static func resident(_ id: ID<Resident>, _ ground: ErasureGround) -> Self {
        Self("resident", id.rawValue, part: ground.rawValue)
    }
    public static func resident(_ id: ID<Resident>, _ level: VerificationLevel) -> Self {
        Self("resident", id.rawValue, part: level.rawValue)
    }
    /// The register of requests about personal data.
    public static let rights = Self("rights")
    public static func rights(_ request: RightsRequest) -> Self { Self("right", request.id.rawValue) }
    public static func retention(_ run: ID<RetentionRun>, _ data: RetainedData) -> Self {
        Self("retention", run.rawValue, part: data.rawValue)
    }
    public static let breaches = Self("breaches")
    public static func breach(_ id: ID<Breach>, part: String? = nil) -> Self { Self("breach", id.rawValue, part: part) }
    public static func register(_ register: Register, _ entry: ID<RegisterEntry>? = nil) -> Self {
        Self("register", register.rawValue, part: entry?.rawValue)
    }
    public static let signIn = Self("signIn")
    /// The rules and settings of a town.
    public static let town = Self("town")
    public static func disruption(_ id: ID<Disruption>) -> Self { Self("disruption", id.rawValue) }
    public static func source(_ name: String) -> Self { Self("source", name) }
    public static func backup(_ name: String) -> Self { Self("backup", name) }
    public static let masterKey = Self("masterKey")
    public static let auditLog = Self("audit")
    /// Its entries up to a place.
    public static func auditLog(upTo sequence: Int) -> Self { Self("audit", part: "up to \(sequence)") }
    public static let database = Self("database")

    public static func deliveries(_ which: DeadDeliveries) -> Self {
        switch which {
        case .one(let id): Self("delivery", id.rawValue)
        case .oneOf(let recipient, let id): Self("delivery", id.rawValue, part: recipient.rawValue)
        case .allOf(let recipient): Self("deliveries", part: recipient.rawValue)
        case .all: Self("deliveries")
        }
    }
}
