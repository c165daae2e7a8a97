public import CityKit

/// What changed about a second factor. Its owner gets a letter about each.
public enum FactorChange: String, Sendable, CaseIterable {
    /// A resident has the first one.
    case switchedOn
    /// A resident has none any more, by own will or by the office.
    case switchedOff, reset
    /// Codes of another app count from now on.
    case appSet
    case passkeyAdded, passkeyRemoved
    case recoveryRenewed

    public var text: Text {
        switch self {
        case .switchedOn: Text("factor.change.switchedOn")
        case .switchedOff: Text("factor.change.switchedOff")
        case .reset: Text("factor.change.reset")
        case .appSet: Text("factor.change.appSet")
        case .passkeyAdded: Text("factor.change.passkeyAdded")
        case .passkeyRemoved: Text("factor.change.passkeyRemoved")
        case .recoveryRenewed: Text("factor.change.recoveryRenewed")
        }
    }

    /// What the audit log tells of somebody of the office.
    var audited: AuditKind {
        switch self {
        case .switchedOn, .appSet: .factorSet
        case .switchedOff, .reset: .factorReset
        case .passkeyAdded: .passkeyAdded
        case .passkeyRemoved: .passkeyRemoved
        case .recoveryRenewed: .recoveryRenewed
        }
    }

    /// What the log of a resident's account tells.
    var logged: AccountEvent.Kind {
        switch self {
        case .switchedOn: .factorSwitchedOn
        case .switchedOff: .factorSwitchedOff
        case .reset: .factorReset
        case .appSet: .factorAppSet
        case .passkeyAdded: .passkeyAdded
        case .passkeyRemoved: .passkeyRemoved
        case .recoveryRenewed: .recoveryRenewed
        }
    }

    /// The letter to a resident.
    var purpose: AccountLink.Purpose {
        switch self {
        case .switchedOn: .factorSwitchedOn
        case .switchedOff: .factorSwitchedOff
        case .reset: .factorReset
        case .appSet: .factorAppSet
        case .passkeyAdded: .passkeyAdded
        case .passkeyRemoved: .passkeyRemoved
        case .recoveryRenewed: .recoveryRenewed
        }
    }
}

/// What is told of a change of a second factor, in the transaction of the change.
public enum FactorNote: Sendable {
    /// A line of the audit log and a letter to somebody of the office.
    case office(AuditEntry, StaffNotice)
    /// A line of the log of the account and a letter to its address.
    case account(AccountEvent, AccountLink)
}

/// A letter to somebody of the office about the own account. It holds no link that opens anything.
public struct StaffNotice: Sendable, Equatable {
    public let id: ID<StaffNotice>
    public let staff: ID<Staff>
    public let change: FactorChange
    /// Of the page on which the change was made.
    public let language: Language
    public let createdAt: Instant

    public init(
        id: ID<StaffNotice>,
        staff: ID<Staff>,
        change: FactorChange,
        language: Language,
        createdAt: Instant
    ) {
        self.id = id
        self.staff = staff
        self.change = change
        self.language = language
        self.createdAt = createdAt
    }

    /// How long the letter is worth sending.
    public static let validity = Duration.hours(48)

    func isOpen(at now: Instant) -> Bool { now < createdAt + Self.validity }
}

/// Where such letters wait.
public protocol StaffNoticeStore: Sendable {
    /// Nil once its time is over, or the account was closed.
    func notice(_ id: ID<StaffNotice>, in town: ID<Municipality>) async throws -> (notice: StaffNotice, staff: Staff)?
}
