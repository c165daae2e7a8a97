public import CityKit

/// What the office does with complaints: keeps their register, enters those that came another way, answers them (C-02, C-06,
/// C-09). Every look and every act is in the audit log. All throw `AccountFailure.rightMissing`.
public struct HandleComplaints: Sendable {
    private let complaints: any ComplaintStore
    private let file: FileComplaint
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Lines of the register on one page.
    public static let most = 500
    /// Unicode scalars in an answer.
    public static let longestWords = 10_000

    public init(
        complaints: any ComplaintStore,
        file: FileComplaint,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.complaints = complaints
        self.file = file
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Who does it, in which town and when.
    public struct Work: Sendable {
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(by caller: Caller, in town: Municipality, at now: Instant) {
            (self.caller, self.town, self.now) = (caller, town, now)
        }
    }

    /// A complaint as the office sees it.
    public struct Opened: Personal {
        public let open: OpenComplaint
        public let photos: [ReportPhoto]
    }

    /// Those that wait first, by their last day; it names nobody.
    public func register(_ work: Work) async throws -> [Complaint] {
        try await note(.complaints, work)
        return try await complaints.register(limit: Self.most, in: work.town.id)
    }

    /// The look is in the audit log before anything is shown.
    ///
    /// - Throws: `ComplaintFailure.unknown`.
    public func open(_ id: ID<Complaint>, _ work: Work) async throws -> Opened {
        let sealed = try await complaint(id, work)
        try await note(.complaint(id), work)
        return Opened(
            open: try OpenComplaint(sealed, for: .office, vault, in: work.town.id),
            photos: try await complaints.photos(of: id, in: work.town.id)
        )
    }

    /// One picture. The look is in the audit log first.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`.
    public func photo(_ photo: ID<ReportPhoto>, of id: ID<Complaint>, _ work: Work) async throws -> ReportPhoto {
        let photos = try await complaints.photos(of: id, in: work.town.id)
        guard let found = photos.first(where: { $0.id == photo }) else { throw ReportPhotoFailure.notFound }
        try await note(.complaint(id, photo), work)
        return found
    }

    private func complaint(_ id: ID<Complaint>, _ work: Work) async throws -> SealedComplaint {
        guard let sealed = try await complaints.complaint(id, in: work.town.id) else {
            throw ComplaintFailure.unknown
        }
        return sealed
    }

    private func note(_ object: AuditObject, _ work: Work) async throws {
        let look = RecordAudit.Act(.complaintViewed, object, reason: work.caller.reason)
        try await audit(look, by: try work.caller.using(.handleComplaints), in: work.town.id, at: work.now)
    }
}

// MARK: - Acts

extension HandleComplaints {
    /// A complaint that came by e-mail or at the desk, as somebody of the office types it.
    public struct Entry: Personal, Equatable {
        public var form = ComplaintForm()
        /// A word of `Complaint.Origin`.
        public var origin = ""
        /// `2026-04-20`.
        public var receivedOn = ""

        public init() {}
    }

    /// Puts a complaint into the register; its terms run from the day of receipt. Whoever made it gets the letter that confirms
    /// it, where there is an address.
    ///
    /// - Parameter key: of the form: sending it twice makes one complaint.
    /// - Throws: `ComplaintFailure.notOffered`, `.sentBefore`; `Failures` with all that is wrong.
    public func enter(_ entry: Entry, key: Token, _ work: Work) async throws -> ID<Complaint> {
        let caller = try work.caller.using(.handleComplaints)
        let draft = try draft(of: entry, work)
        let parts = entry.form.parts + [entry.origin, entry.receivedOn]
        let complaint = try file.sealed(draft, key: key, parts: parts, nil, in: work.town)
        let act = RecordAudit.Act(.complaintEntered, .complaint(draft.id))
        let stored = try await complaints.add(
            complaint,
            noting: try audit.entry(act, by: caller, in: work.town.id, at: work.now),
            in: work.town.id
        )
        try file.check(stored, parts, in: work.town.id)
        return stored.id
    }

    private func draft(of entry: Entry, _ work: Work) throws -> FileComplaint.Draft {
        guard let rules = work.town.complaints else { throw ComplaintFailure.notOffered }
        let today = work.town.clock.date(of: work.now)
        let arrival = Arrival(entry, on: today)
        do {
            let day = arrival.day ?? today
            let checked = try CheckedComplaint(entry.form, by: .office, of: rules, in: work.town, on: day)
            guard arrival.failures.isEmpty, let origin = arrival.origin else { throw Failures([]) }
            return FileComplaint.Draft(
                id: randomness.id(at: work.now),
                checked: checked,
                origin: origin,
                receivedOn: day,
                storedAt: work.now,
                language: work.town.profile.languages.first ?? .polish,
                resident: nil
            )
        } catch let more as Failures {
            throw Failures(arrival.failures + more.all)
        }
    }

    /// How and when a complaint reached the office, as far as that could be read.
    private struct Arrival {
        let day: CivilDate?
        let origin: Complaint.Origin?
        let failures: [ComplaintFailure]

        init(_ entry: Entry, on today: CivilDate) {
            let day = CivilDate(entry.receivedOn.trimmingSpaces())
            let origin = Complaint.Origin.entered.first { $0.rawValue == entry.origin }
            var failures: [ComplaintFailure] = []
            if let day, day > today { failures.append(ComplaintFailure.receiptAhead) }
            if day == nil { failures.append(ComplaintFailure.receiptMalformed) }
            if origin == nil { failures.append(ComplaintFailure.originMissing) }
            (self.day, self.origin, self.failures) = (day, origin, failures)
        }
    }

    /// Answers. The letter to the person is in the same transaction, and the answer is final.
    ///
    /// - Throws: `Failures` with `ComplaintFailure.outcomeMissing`, `.wordsMissing`; `ComplaintFailure.answered` when somebody
    ///   was quicker, `.unknown`, `.erased`.
    public func answer(_ id: ID<Complaint>, _ outcome: Complaint.Outcome?, words: String, _ work: Work) async throws {
        let (said, now) = (Self.words(words), work.now)
        guard let outcome, let said else {
            let missing = [
                outcome == nil ? ComplaintFailure.outcomeMissing : nil,
                said == nil ? ComplaintFailure.wordsMissing : nil,
            ]
            throw Failures(missing.compactMap(\.self))
        }
        try await change(id, .complaintAnswered, said, work) { complaint, _ in
            try complaint.answer(outcome, at: now)
        }
    }

    /// Says something more about a complaint that is answered, by one more letter.
    ///
    /// - Parameter seen: how many lines the page showed.
    /// - Throws: `Failures` with `ComplaintFailure.wordsMissing`; `ComplaintFailure.notAnswered`, `.changedMeanwhile`,
    ///   `.unknown`, `.erased`.
    public func add(to id: ID<Complaint>, words: String, seen: Int, _ work: Work) async throws {
        guard let said = Self.words(words) else { throw Failures([ComplaintFailure.wordsMissing]) }
        try await change(id, .complaintAdded, said, work) { complaint, lines in
            try complaint.checkAddition(seen: seen, of: lines)
        }
    }

    /// Nil when there are none, or too many.
    private static func words(_ typed: String) -> PersonalText? {
        let words = typed.trimmingSpaces()
        return words.isEmpty || words.unicodeScalars.count > longestWords ? nil : PersonalText(words)
    }

    private func change(
        _ id: ID<Complaint>,
        _ kind: AuditKind,
        _ words: PersonalText,
        _ work: Work,
        _ change: @escaping @Sendable (inout Complaint, Int) throws -> Void
    ) async throws {
        let caller = try work.caller.using(.handleComplaints)
        let (town, sealed) = (work.town.id, try await complaint(id, work))
        guard let wrapped = sealed.key else { throw ComplaintFailure.erased }
        let slots = ComplaintSlots(town: town, complaint: id)
        let key = try vault.key(wrapped, in: slots.key)
        try await complaints.change(
            id,
            by: caller.officer,
            at: work.now,
            noting: try audit.entry(RecordAudit.Act(kind, .complaint(id)), by: caller, in: town, at: work.now),
            in: town,
            words: { try key.seal(words, in: slots.words($0)) },
            change
        )
    }
}
