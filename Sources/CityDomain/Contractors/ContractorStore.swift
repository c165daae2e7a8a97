public import CityKit

/// Where the register of contractors is kept. Each write is one durable transaction.
public protocol ContractorStore: Sendable {
    func contractors(in town: ID<Municipality>) async throws -> [SealedContractor]

    func contractor(_ id: ID<Contractor>, in town: ID<Municipality>) async throws -> SealedContractor?

    /// - Throws: `ContractorFailure.tooMany` when the town has `most` of them.
    func add(_ contractor: SealedContractor, most: Int, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws

    /// Stores what `contractor` says in place of the revision before it.
    ///
    /// - Throws: `ContractorFailure.changedMeanwhile`, `.unknown`.
    func change(_ contractor: SealedContractor, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Destroys the details with their key; what was given to it stays, and it gets nothing new.
    ///
    /// - Throws: `ContractorFailure.hasWork`, `.unknown`.
    func erase(_ contractor: ID<Contractor>, at now: Instant, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
}

/// Where it is kept what contractors were given and said. Each write is one durable transaction.
public protocol CommissionStore: Sendable {
    /// Of a report, the first one given first.
    func commissions(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedCommission]

    func commission(_ id: ID<Commission>, in town: ID<Municipality>) async throws -> SealedCommission?

    /// Stores the work with its first line, its photos and the letter to the contractor.
    ///
    /// - Throws: `ContractorFailure.caseFinished`, `.contractorGone`, `.photoGone`; `ReportFailure.notFound`,
    ///   `.movedMeanwhile` where another unit has the case now.
    func add(_ order: NewCommission, in town: ID<Municipality>) async throws

    /// Lets `act` change the work as it stands inside the transaction, and stores the line, the entry and what goes with it.
    ///
    /// - Parameter act: pure; changes the work or throws.
    /// - Throws: `ContractorFailure.unknown`, what `act` throws; `ReportPhotoFailure.gone`; `ReportFailure.movedMeanwhile`
    ///   where another unit has the case now.
    func change(
        _ id: ID<Commission>,
        storing change: CommissionChange,
        in town: ID<Municipality>,
        _ act: @escaping @Sendable (inout Commission) throws -> Void
    ) async throws

    /// Makes the letters about days: to whom the day is near, from `today` up to `soon`, and to whom it has passed; each of
    /// them once.
    ///
    /// - Returns: how many were made, at most `limit`.
    func remind(from today: CivilDate, upTo soon: CivilDate, limit: Int, at now: Instant, in town: ID<Municipality>)
        async throws -> Int
}

/// Work on the way into the store.
public struct NewCommission: Sendable {
    public let commission: Commission
    /// The unit of the case, as the page showed it.
    public let unit: ID<Unit>
    public let line: CommissionLine
    /// Work that is due by then is not reminded of before its day: the order itself says it. Nil where nobody is reminded.
    public let remindedUntil: CivilDate?
    /// Released photos that the contractor is shown.
    public let photos: [ID<ReportPhoto>]
    public let noted: AuditEntry

    public init(
        commission: Commission,
        unit: ID<Unit>,
        line: CommissionLine,
        remindedUntil: CivilDate?,
        photos: [ID<ReportPhoto>],
        noted: AuditEntry
    ) {
        self.commission = commission
        self.unit = unit
        self.line = line
        self.remindedUntil = remindedUntil
        self.photos = photos
        self.noted = noted
    }
}

/// What goes with a change of work.
public struct CommissionChange: Sendable {
    /// The unit of the case, as the office saw it; nil for a contractor, who need not know it.
    public let unit: ID<Unit>?
    public let line: CommissionLine
    public let noted: AuditEntry
    /// To the contractor; nil where none is told.
    public let letter: DeliveryMessage?
    /// That the contractor sent along.
    public let photos: NewReport.Photos?

    public init(
        unit: ID<Unit>?,
        line: CommissionLine,
        noted: AuditEntry,
        letter: DeliveryMessage?,
        photos: NewReport.Photos? = nil
    ) {
        self.unit = unit
        self.line = line
        self.noted = noted
        self.letter = letter
        self.photos = photos
    }
}

/// Work as the store keeps it, with what it is about.
public struct SealedCommission: Sendable {
    public let commission: Commission
    public let number: ReportNumber
    public let category: ID<Category>
    /// Of the case, under which the words are sealed.
    public let caseKey: WrappedKey
    public let contractor: SealedContractor
    public let lines: [CommissionLine]
    /// Photos of the case that the contractor is shown.
    public let chosen: [ID<ReportPhoto>]
    /// Photos that the contractor sent.
    public let sent: [ReportPhoto]

    public init(
        commission: Commission,
        number: ReportNumber,
        category: ID<Category>,
        caseKey: WrappedKey,
        contractor: SealedContractor,
        lines: [CommissionLine],
        chosen: [ID<ReportPhoto>],
        sent: [ReportPhoto]
    ) {
        self.commission = commission
        self.number = number
        self.category = category
        self.caseKey = caseKey
        self.contractor = contractor
        self.lines = lines
        self.chosen = chosen
        self.sent = sent
    }

    func key(_ vault: any Vault, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(caseKey, in: ReportSlots(town: town, report: commission.report).caseKey)
    }

    /// - Parameter names: of people of the office.
    func opened(_ vault: any Vault, naming names: [ID<Staff>: PersonName] = [:], in town: ID<Municipality>) throws
        -> OpenCommission
    {
        let key = try key(vault, in: town)
        return OpenCommission(
            commission: commission,
            number: number,
            category: category,
            contractor: try contractor.opened(vault, in: town),
            lines: try lines.map { line in
                let words = try line.words.map { try key.open($0, in: CommissionLine.slot(line.id, in: town)).words }
                let author: PersonName? = if case .staff(let id)? = line.officer { names[id] } else { nil }
                return OpenCommission.Line(
                    at: line.at,
                    act: line.act,
                    side: line.officer == nil ? .contractor : .office,
                    author: author,
                    words: words
                )
            },
            chosen: chosen,
            sent: sent
        )
    }
}

/// Work for somebody who may read it. Lives as long as one request.
public struct OpenCommission: Personal {
    public let commission: Commission
    public let number: ReportNumber
    public let category: ID<Category>
    public let contractor: OpenContractor
    public let lines: [Line]
    public let chosen: [ID<ReportPhoto>]
    public let sent: [ReportPhoto]

    public struct Line: Personal {
        public let at: Instant
        public let act: CommissionLine.Act
        public let side: Side
        /// Of the office; nil for a contractor, for a program, and where nobody of the office is named.
        public let author: PersonName?
        public let words: String?
    }

    public enum Side: Sendable { case office, contractor }

    /// What is to be done.
    public var order: String { lines.first { $0.act == .ordered }?.words ?? "" }
}
