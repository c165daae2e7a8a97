public import CityKit

/// A change of a report as other programs get to know it: a line of its history and what was said with it, as far as the
/// reader may know.
public struct ReportUpdate: Sendable, Equatable {
    public let number: ReportNumber
    public let event: ReportEvent
    public let answer: Answer?

    public init(number: ReportNumber, event: ReportEvent, answer: Answer?) {
        self.number = number
        self.event = event
        self.answer = answer
    }
}

/// Which changes a program asks for, the oldest first.
public struct UpdateQuery: Sendable, Equatable {
    public var at: ClosedRange<Instant>
    /// How many of those found come before the first one of this page.
    public var offset: Int
    public var limit: Int

    public init(at: ClosedRange<Instant>, offset: Int = 0, limit: Int) {
        self.at = at
        self.offset = offset
        self.limit = limit
    }
}

/// Whose changes a program gets to know.
public enum UpdateScope: Sendable, Equatable {
    /// Public lines of public reports, without those of categories that are kept from the audience.
    case published(keptBack: Set<ID<Category>>)
    /// Those, and the changes of the status of every report that came with this key.
    case submitted(by: ID<APIKey>, keptBack: Set<ID<Category>>)
    /// All that the office knows.
    case everything
}

/// A change as it is stored, its words still sealed.
public struct StoredUpdate: Sendable, Equatable {
    public let report: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    public let event: ReportEvent
    public let isPublic: Bool
    public let caseKey: WrappedKey

    public init(
        report: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        event: ReportEvent,
        isPublic: Bool,
        caseKey: WrappedKey
    ) {
        self.report = report
        self.number = number
        self.category = category
        self.event = event
        self.isPublic = isPublic
        self.caseKey = caseKey
    }
}

/// Changes of reports, as programs ask for them and make them.
public protocol UpdateStore: Sendable {
    func updates(_ query: UpdateQuery, _ scope: UpdateScope, in town: ID<Municipality>) async throws -> [StoredUpdate]

    /// What became of an update of this program.
    /// - Returns: nil when it was never taken.
    func receipt(_ id: UpdateID, of key: ID<APIKey>, in town: ID<Municipality>) async throws -> StoredReceipt?
}

/// Tells other programs what happened to reports.
public struct ReadUpdates: Sendable {
    private let updates: any UpdateStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(updates: any UpdateStore, vault: any Vault, audit: RecordAudit) {
        self.updates = updates
        self.vault = vault
        self.audit = audit
    }

    /// What the office knows and others do not is noted in the audit log before anybody is told.
    ///
    /// - Parameter key: of the program that asks; nil for a program without one.
    public func callAsFunction(
        _ query: UpdateQuery,
        by key: APIKey?,
        request: String?,
        for audience: Audience,
        in town: Municipality,
        at now: Instant
    ) async throws -> [ReportUpdate] {
        let scope = UpdateScope(of: key, keptBack: town.categories(keptFrom: audience))
        let found = try await updates.updates(query, scope, in: town.id)
        if let key, scope == .everything {
            let numbers = Set(found.map(\.number.description)).sorted().joined(separator: " ")
            let look = RecordAudit.Act(.updatesViewed, .updates, reason: .interface, values: ["reports": numbers])
            try await audit(look, by: Caller(key, request: request), in: town.id, at: now)
        }
        return try found.map { try opened($0, for: scope, in: town.id) }
    }

    private func opened(_ update: StoredUpdate, for scope: UpdateScope, in town: ID<Municipality>) throws
        -> ReportUpdate
    {
        let event = update.event
        guard let sealed = event.answer, scope.showsWords(of: update) else {
            return ReportUpdate(number: update.number, event: event, answer: nil)
        }
        let slots = ReportSlots(town: town, report: update.report)
        let key = try vault.key(update.caseKey, in: slots.caseKey)
        let answer = try key.open(sealed, in: slots.answer(event.sequence))
        return ReportUpdate(number: update.number, event: event, answer: answer)
    }
}

extension UpdateScope {
    init(of key: APIKey?, keptBack: Set<ID<Category>>) {
        switch key {
        case nil: self = .published(keptBack: keptBack)
        case let key? where key.scopes.contains(.readReports): self = .everything
        case let key?: self = .submitted(by: key.id, keptBack: keptBack)
        }
    }

    /// Whether what was said may be told: of a report that is not public, its own program learns the status alone.
    func showsWords(of update: StoredUpdate) -> Bool {
        switch self {
        case .everything: true
        case .published(let keptBack), .submitted(_, let keptBack):
            update.isPublic && !keptBack.contains(update.category) && update.event.wordsAreFor == .everybody
        }
    }
}
