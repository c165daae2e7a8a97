public import CityKit

/// One thing that somebody of the office may do, or a program that acts for it. A closed list, named after what the routes
/// do; `StaffRole.rights` and `APIScope.rights` say who has which.
public enum OfficeRight: String, Sendable, Hashable, CaseIterable {
    /// Sees the open reports, looks one up and opens it with its photos.
    case viewReports
    /// Sees who reported: name, address and telephone number.
    case viewContacts
    /// Writes a report down for somebody who told the office, whatever unit it is for.
    case registerReports
    /// Moves a report from status to status, and takes a move back.
    case decideReports
    /// Gives a report to another unit.
    case handOverReports
    /// Says who of the office leads a report.
    case assignReports
    /// Says who does the work of somebody of a unit who is away; everybody who handles reports says it for themselves.
    case arrangeSubstitutions
    /// Writes notes on a report that the office alone reads.
    case noteReports
    /// Gives work on a report to a contractor, and handles what the contractor answers.
    case commissionWork
    /// Keeps words that the office says often, for the own unit or categories.
    case keepTemplates
    /// Asks the reporter, and notes an answer that came another way.
    case askReporters
    /// Decides what everybody reads and sees of a report: words, place and photos.
    case publishReports
    /// Judges reports that were put aside as perhaps abuse, and puts senders on watch.
    case judgeAside
    /// Tries rules that say which unit gets a report.
    case tryRouting
    /// Reads figures about reports: how many, how long, how many in time.
    case viewStatistics
    /// Sees what waits to be sent and what could not be.
    case viewQueue
    /// Tries dead deliveries again or gives them up.
    case manageQueue
    /// Says which addresses hear of changes.
    case manageWebhooks
    /// Looks accounts of residents up, closes and opens them.
    case manageResidents
    /// Answers requests about personal data.
    case handleRights
    /// Keeps the register of complaints about the system, sees who complained, and answers.
    case handleComplaints
    /// Reads the audit log: who did and saw what.
    case viewAudit
    /// Tells everybody of disturbances of the service, planned and running.
    case announceDisruptions
    /// Keeps the register of contractors.
    case manageContractors
    /// Keeps the register of the people to whom the town writes.
    case manageRecipients
    /// Changes the settings of the town, reads their history and takes changes back.
    case configureTown
    /// Makes and closes accounts of the office, and gives and takes roles.
    case manageStaff
    /// Gives and takes the role of the platform owner.
    case appointOwners

    /// Whether it is about reports, so that it may be limited to those of a unit or of categories.
    public var isAboutReports: Bool {
        switch self {
        case .viewReports, .viewContacts, .registerReports, .decideReports, .handOverReports, .assignReports,
            .arrangeSubstitutions, .noteReports, .commissionWork, .keepTemplates, .askReporters, .publishReports,
            .judgeAside, .viewStatistics:
            true
        case .tryRouting, .viewQueue, .manageQueue, .manageWebhooks, .manageResidents, .handleRights, .handleComplaints,
            .viewAudit,
            .announceDisruptions, .manageContractors, .manageRecipients, .configureTown, .manageStaff, .appointOwners:
            false
        }
    }

    /// Whether the people of a further unit of a case have it as well: they read it and write to the office.
    var isForFurtherUnits: Bool { self == .viewReports || self == .noteReports }

    /// What it allows, as an infinitive.
    public var text: Text { Text("right.\(rawValue)") }
}
