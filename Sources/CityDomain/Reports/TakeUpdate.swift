public import CityKit

/// The name a program gives an update, so that sending it twice makes one change: 1 to 100 visible ASCII characters.
public struct UpdateID: Hashable, Sendable {
    public let rawValue: String

    /// Nil for anything else.
    public init?(_ text: String) {
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        rawValue = text
    }

    /// The name of a change that a named request made. It has a space, so no program can give it.
    init(of request: ID<NamedRequest>) { rawValue = "request \(request)" }
}

/// What a change of a report stores of the update it comes from.
public struct TakenUpdate: Sendable, Equatable {
    public let id: UpdateID
    public let key: ID<APIKey>
    /// A keyed hash of what was sent; tells a repetition from another update of the same name.
    public let bodyHash: [UInt8]

    public init(id: UpdateID, key: ID<APIKey>, bodyHash: [UInt8]) {
        self.id = id
        self.key = key
        self.bodyHash = bodyHash
    }

    /// The change of a named request, which was told from others before: there is nothing to compare.
    public init(of request: ID<NamedRequest>, key: ID<APIKey>) {
        self.init(id: UpdateID(of: request), key: key, bodyHash: [])
    }
}

/// What became of an update: a line of a history.
public struct StoredReceipt: Sendable, Equatable {
    public let number: ReportNumber
    public let line: Int
    public let bodyHash: [UInt8]

    public init(number: ReportNumber, line: Int, bodyHash: [UInt8]) {
        self.number = number
        self.line = line
        self.bodyHash = bodyHash
    }
}

/// A move that a program wants to make, in its own words.
public struct ProgramUpdate: Personal, Equatable {
    public let id: UpdateID
    public let number: ReportNumber
    public let wish: Wish
    public let justification: String
    public let solution: String
    /// The report of which this one is a duplicate.
    public let earlier: ReportNumber?

    public init(
        id: UpdateID,
        number: ReportNumber,
        wish: Wish,
        justification: String = "",
        solution: String = "",
        earlier: ReportNumber? = nil
    ) {
        self.id = id
        self.number = number
        self.wish = wish
        self.justification = justification
        self.solution = solution
        self.earlier = earlier
    }

    /// Where the report shall stand.
    public enum Wish: Sendable, Hashable {
        case status(ReportStatus)
        /// Rejected, for the first of these reasons that the town knows.
        case rejection([RejectionReason])
        /// Open again, in the status that the rule for it names.
        case reopening
    }

    /// The move by the rules of a town; nil for a reopening, which is none.
    func decision(by rules: ReportRules) -> Decision? {
        switch wish {
        case .status(let target): decision(to: target)
        case .rejection(let reasons):
            decision(
                to: .rejected,
                for: reasons.first { reason in rules.rejection.reasons.contains { $0.id == reason } } ?? reasons.first
            )
        case .reopening: nil
        }
    }

    private func decision(to status: ReportStatus, for reason: RejectionReason? = nil) -> Decision {
        Decision(to: status, justification: justification, solution: solution, rejection: reason, earlier: earlier)
    }

    /// Everything that makes two updates the same or not.
    fileprivate var parts: [String] {
        [number.description, "\(wish)", justification, solution, earlier?.description ?? ""]
    }
}

/// Takes the update of a program that handles reports. It can do what the town's rules let the office do, but one thing: a
/// report that it accepts is not published, because somebody of the office has to approve the words.
public struct TakeUpdate: Sendable {
    private let updates: any UpdateStore
    private let desk: ReportDesk
    private let vault: any Vault

    public init(updates: any UpdateStore, reports: any ReportStore, vault: any Vault, audit: RecordAudit) {
        self.updates = updates
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
        self.vault = vault
    }

    /// The line of the history that an update became.
    public struct Receipt: Sendable, Equatable {
        public let number: ReportNumber
        public let line: Int
    }

    /// Makes the change once: the same update again returns the same receipt.
    ///
    /// - Throws: `AccountFailure.scopeMissing`; `ReportFailure`: what the rules demand, `.notFound`, `.updateKnown` when
    ///   the program gave another update this name before.
    public func callAsFunction(
        _ update: ProgramUpdate,
        by key: APIKey,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> Receipt {
        try key.needs(.handleReports)
        let hash = vault.secret(for: .updateBody, update.parts, in: town.id)
        let taken = TakenUpdate(id: update.id, key: key.id, bodyHash: hash)
        if let receipt = try await receipt(of: taken, in: town) { return receipt }
        do {
            return try await move(update, as: taken, by: Caller(key, request: request), in: town, at: now)
        } catch {
            // The same update may have come twice at once, and the other one was faster.
            guard let receipt = try await receipt(of: taken, in: town) else { throw error }
            return receipt
        }
    }

    /// Whether the change that this request wanted was made.
    public func isMade(_ update: TakenUpdate, in town: Municipality) async throws -> Bool {
        try await receipt(of: update, in: town) != nil
    }

    private func receipt(of taken: TakenUpdate, in town: Municipality) async throws -> Receipt? {
        guard let stored = try await updates.receipt(taken.id, of: taken.key, in: town.id) else { return nil }
        guard vault.isEqual(stored.bodyHash, taken.bodyHash) else { throw ReportFailure.updateKnown }
        return Receipt(number: stored.number, line: stored.line)
    }

    private func move(
        _ update: ProgramUpdate,
        as taken: TakenUpdate,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Receipt {
        let update = try await desk.resolved(update, in: town)
        let decision = update.decision(by: town.reports)
        let kind = decision == nil ? AuditKind.reportReopened : .reportDecided
        let note = ReportDesk.Note.act(kind, .decideReports, by: caller, at: now)
        let actor = ReportEvent.Actor.office(.program(taken.key))
        let report = try await desk.change(update.number, seen: .any, note, joining: decision?.earlier, in: town) {
            opened in
            guard let decision else {
                return Prepared.reopening(try opened.seal(Answer(typed: update.justification, field: "reason")))
            }
            let report = opened.file.report
            try decision.check(from: report.status, of: report.kind, by: town.reports)
            return .move(decision, try decision.answer.map(opened.seal))
        } act: { report, prepared in
            switch prepared {
            case .move(let decision, let answer):
                try report.move(decision, answer: answer, by: actor, at: now, in: town)
            case .reopening(let words): try report.reopen(words, by: actor, at: now, in: town)
            }
            return ReportChange(update: taken)
        }
        return Receipt(number: report.number, line: report.history.count)
    }

    private enum Prepared: Sendable {
        case move(Decision, Sealed<Answer>?)
        case reopening(Sealed<Answer>)
    }
}

extension SecretPurpose {
    static let updateBody = Self(rawValue: "update-body")
}
