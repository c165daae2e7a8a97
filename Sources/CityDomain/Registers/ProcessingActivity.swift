import CityKit

/// What the program does with personal data, as article 30(1) GDPR wants it recorded: a closed list, beside the tables of the
/// database. Who is touched, which data and why are texts; how long comes from the rules of the town.
public enum ProcessingActivity: String, Sendable, CaseIterable {
    /// Accounts of residents.
    case accounts
    /// Reports with contact data, photos and answers.
    case reports
    /// Complaints about the system, and what was answered.
    case complaints
    /// Comments on published reports.
    case comments
    /// News to those who follow a report.
    case followers
    /// Letters, and calls of programs that work for the town.
    case messages
    /// Requests of persons, breaches, disclosures.
    case accountability
    /// People of the office: accounts, roles, sign-ins.
    case office
    /// Who of the office did and saw what.
    case audit

    /// Whether a town does it.
    public func isDone(in town: Municipality) -> Bool {
        switch self {
        case .accounts: town.accounts != nil
        case .complaints: town.complaints != nil
        case .comments: town.reports.comments != nil
        case .reports, .followers: town.profile.modules.contains(.reports)
        case .messages, .accountability, .office, .audit: true
        }
    }

    /// What the town does it for; its rules say on which legal basis.
    public var purposes: [ProcessingPurpose] {
        switch self {
        case .accounts, .followers: [.communication]
        case .reports, .comments: [.reports]
        case .messages: [.communication, .reports]
        // Who offers services by electronic means must say how complaints are handled, and handle them.
        case .complaints, .accountability, .audit: [.duties]
        case .office: [.duties, .contracts]
        }
    }

    /// The data whose rules say how long it is kept.
    public var retained: [RetainedData] {
        switch self {
        case .accounts: [.accounts]
        case .reports: [.reports, .contacts]
        case .complaints: [.complaints]
        case .comments: [.comments]
        case .followers: [.followers]
        case .messages: [.letters, .calls, .attempts]
        case .accountability: [.requests]
        case .office, .audit: []
        }
    }
}
