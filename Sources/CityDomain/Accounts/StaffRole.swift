public import CityKit

/// What somebody is to the office (I-52). A member of staff has any number of roles.
public enum StaffRole: String, Sendable, Codable, CaseIterable, Comparable {
    /// Handles reports.
    case `operator`
    /// Answers for the reports of a unit.
    case unitHead
    /// Looks through what came in and gives it to the unit that is competent.
    case dispatcher
    /// Decides what everybody may read and see.
    case moderator
    /// Writes messages to residents.
    case messageEditor
    /// Approves messages before they are sent.
    case messageApprover
    /// Keeps the lists of those who get messages.
    case recipientClerk
    /// Watches over personal data (art. 37–39 GDPR).
    case dataProtectionOfficer
    /// Reads everything and changes nothing.
    case auditor
    /// Manages people and settings ("administrator" in the regulations).
    case administrator
    /// Answers for the installation; appoints others to it.
    case platformOwner

    /// Who may do what: the only table of it. Pages, use cases, `docs/rights.md` and the tests read it.
    ///
    /// Messages to residents are not there yet, so the roles of those who write and approve them have no right so far.
    public static let table: [StaffRole: Set<OfficeRight>] = [
        .operator: handling,
        .unitHead: handling.union([.arrangeSubstitutions, .judgeAside, .manageContractors]),
        .dispatcher: [
            .viewReports, .registerReports, .handOverReports, .assignReports, .arrangeSubstitutions, .noteReports,
            .tryRouting, .viewStatistics,
        ],
        .moderator: [.viewReports, .noteReports, .judgeAside, .publishReports],
        .messageEditor: [],
        .messageApprover: [],
        .recipientClerk: [.manageRecipients],
        .dataProtectionOfficer: [.viewReports, .viewContacts, .handleRights, .viewAudit],
        .auditor: [.viewReports, .viewStatistics, .viewQueue, .viewAudit],
        .administrator: [
            .tryRouting, .viewQueue, .manageQueue, .manageResidents, .handleRights, .handleComplaints,
            .announceDisruptions, .manageContractors, .configureTown,
            .manageStaff,
        ],
        .platformOwner: [
            .viewQueue, .manageQueue, .handleComplaints, .announceDisruptions, .manageStaff, .appointOwners,
        ],
    ]

    private static let handling: Set<OfficeRight> = [
        .viewReports, .viewContacts, .registerReports, .decideReports, .handOverReports, .assignReports, .noteReports,
        .commissionWork, .keepTemplates,
        .askReporters, .publishReports, .viewStatistics,
    ]

    public var rights: Set<OfficeRight> { Self.table[self] ?? [] }

    /// Whether it can be limited to a unit or to categories: it has rights about reports.
    public var canBeLimited: Bool { rights.contains(where: \.isAboutReports) }

    public var text: Text { Text("role.\(rawValue)") }

    public static func < (a: Self, b: Self) -> Bool { a.place < b.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
