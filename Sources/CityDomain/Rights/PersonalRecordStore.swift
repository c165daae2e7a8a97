public import CityKit

/// Where those records of a resident are read that only the download shows.
public protocol PersonalRecordStore: Sendable {
    /// The subscriptions of an address, oldest first.
    func subscriptions(followerIndex: [UInt8], in town: ID<Municipality>) async throws -> [SubscriptionRecord]

    /// Of which reports the account or its address says "me too", oldest first.
    func supports(of resident: ID<Resident>, orIndex: [UInt8], in town: ID<Municipality>) async throws
        -> [SubscriptionRecord]

    /// Profiles that were replaced, oldest first, each with the moment of its end.
    func earlierProfiles(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ProfileRecord]

    /// The services that open the account, by the moment they were linked.
    func services(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [PersonalRecord]

    /// The versions of the regulation that the resident accepted, oldest first.
    func acceptances(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [PersonalRecord]

    /// Reports of the resident that were put aside, oldest first.
    func putAside(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [AsideRecord]

    /// Until when reports of the resident wait for a moderator.
    func watches(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [WatchRecord]

    /// When the resident signed in last.
    func lastSignIn(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> Instant?

    /// When the resident was told that the account goes because nobody uses it; nil where that was not, or no longer counts.
    func warned(_ resident: ID<Resident>, in town: ID<Municipality>) async throws -> Instant?

    /// The letters about the reports of a resident, oldest first, at most `limit`.
    func letters(of resident: ID<Resident>, limit: Int, in town: ID<Municipality>) async throws -> [LetterRecord]
}

/// A report that was put aside.
public struct AsideRecord: Sendable, Equatable {
    public let report: ReportNumber
    public let rules: [AbuseRule]
    public let outcome: AsideOutcome
    public let decidedAt: Instant?

    public init(report: ReportNumber, rules: [AbuseRule], outcome: AsideOutcome, decidedAt: Instant?) {
        self.report = report
        self.rules = rules
        self.outcome = outcome
        self.decidedAt = decidedAt
    }
}

/// That an account is on watch; the reason is a note of the office for itself.
public struct WatchRecord: Sendable, Equatable {
    public let since: Instant
    public let until: Instant

    public init(since: Instant, until: Instant) {
        self.since = since
        self.until = until
    }
}

/// Something with a name that happened at a moment.
public struct PersonalRecord: Sendable, Equatable {
    public let name: String
    public let at: Instant

    public init(name: String, at: Instant) {
        self.name = name
        self.at = at
    }
}

public struct ProfileRecord: Sendable, Equatable {
    public let profile: Sealed<ResidentProfile>
    public let until: Instant

    public init(profile: Sealed<ResidentProfile>, until: Instant) {
        self.profile = profile
        self.until = until
    }
}

public struct SubscriptionRecord: Sendable, Equatable {
    public let report: ReportNumber
    public let askedAt: Instant
    public let confirmedAt: Instant?

    public init(report: ReportNumber, askedAt: Instant, confirmedAt: Instant?) {
        self.report = report
        self.askedAt = askedAt
        self.confirmedAt = confirmedAt
    }
}

public struct LetterRecord: Sendable, Equatable {
    public let report: ReportNumber
    public let message: DeliveryMessage
    public let state: DeliveryState
    /// Of the last change of the state.
    public let at: Instant

    public init(report: ReportNumber, message: DeliveryMessage, state: DeliveryState, at: Instant) {
        self.report = report
        self.message = message
        self.state = state
        self.at = at
    }
}
