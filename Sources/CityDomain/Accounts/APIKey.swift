public import CityKit

/// A program that uses the interfaces of one town: a vendor's system, the town's own site.
public struct APIKey: Sendable, Equatable {
    public let id: ID<APIKey>
    /// What the key is for, in the office's words.
    public let name: String
    public let role: APIRole
    /// What it may do: all that its role may, or less.
    public let scopes: Set<APIScope>
    public let limit: RequestLimit
    /// From this moment on it is unknown; nil when it lives until it is revoked.
    public let expiresAt: Instant?

    public init(
        id: ID<APIKey>,
        name: String,
        role: APIRole,
        scopes: Set<APIScope>? = nil,
        limit: RequestLimit = .ofKey,
        expiresAt: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.scopes = (scopes ?? role.scopes).intersection(role.scopes)
        self.limit = limit
        self.expiresAt = expiresAt
    }

    var rights: Set<OfficeRight> { Set(scopes.flatMap(\.rights)) }

    /// - Throws: `AccountFailure.scopeMissing`.
    public func needs(_ scope: APIScope) throws(AccountFailure) {
        guard scopes.contains(scope) else { throw .scopeMissing(scope) }
    }
}

/// One thing that a key may be good for.
public enum APIScope: String, Sendable, Codable, CaseIterable, Comparable {
    /// Sends reports and reads those it sent.
    case submitReports = "reports:submit"
    /// Reads every report, also before it is published.
    case readReports = "reports:read"
    /// Decides and does the office's other work on reports.
    case handleReports = "reports:handle"
    /// Judges reports that were put aside as perhaps abuse.
    case judgeReports = "reports:judge"
    /// Reads the register of complaints about the system.
    case readComplaints = "complaints:read"
    /// Says which addresses hear of changes.
    case manageWebhooks = "webhooks:manage"

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What a program may do with it that people of the office have a right for.
    var rights: Set<OfficeRight> {
        switch self {
        case .submitReports: [.registerReports]
        case .readReports: [.viewReports, .viewContacts]
        case .handleReports: [.decideReports, .handOverReports, .askReporters, .publishReports]
        case .judgeReports: [.judgeAside]
        case .readComplaints: [.handleComplaints]
        case .manageWebhooks: [.manageWebhooks]
        }
    }
}

/// What kind of program a key is for; the most that it may do.
public enum APIRole: String, Sendable, Codable, CaseIterable {
    /// Submits reports and reads those it submitted: a town's own site, an app.
    case reporter
    /// Reads every report and does the office's work on it: the system of a firm that mends things for the town.
    case contractor
    /// All that an operator of the office does.
    case `operator`
    /// An operator that judges reports that were put aside, reads the register of complaints and manages webhooks as well.
    case administrator

    public var scopes: Set<APIScope> {
        switch self {
        case .reporter: [.submitReports]
        case .contractor: [.readReports, .handleReports]
        case .operator: [.submitReports, .readReports, .handleReports]
        case .administrator: Set(APIScope.allCases)
        }
    }
}
