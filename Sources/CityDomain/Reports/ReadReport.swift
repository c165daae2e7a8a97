public import CityKit

/// Opens a report for those who may read all of it: its reporter and the office.
public struct ReadReport: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault
    private let secretGuard: SecretGuard
    private let audit: RecordAudit

    public init(reports: any ReportStore, attempts: any AttemptStore, vault: any Vault, audit: RecordAudit) {
        self.reports = reports
        self.vault = vault
        self.audit = audit
        secretGuard = SecretGuard(attempts: attempts, vault: vault)
    }

    /// For whoever has the secret of the link.
    ///
    /// - Throws: `ReportFailure.wrongSecret`, also when there is no such number: nobody can find out numbers this way;
    ///   `.secretPaused` after many wrong ones.
    public func callAsFunction(_ link: ReportLink) async throws -> OpenReport {
        let file = try await secretGuard.file(behind: link, in: reports)
        return try OpenReport(file, vault: vault, in: link.town.id, for: .reporter)
    }

    /// For the office, without contact data for those who have no right to it. The look is in the audit log before anything
    /// is shown.
    ///
    /// - Throws: `ReportFailure.notFound`, `AccountFailure.rightMissing`, `.outOfReach`.
    public func callAsFunction(_ number: ReportNumber, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> OpenReport
    {
        let report = try await unseen(number, in: town)
        let viewer = try caller.using(.viewReports, on: report.report)
        try await note(report.report.id, by: viewer, in: town, at: now)
        return caller.may(.viewContacts, on: report.report) ? report : report.withoutContact
    }

    /// For the program itself, to work on a report: nobody is shown it, so the audit log knows nothing of it.
    ///
    /// - Throws: `ReportFailure.notFound`.
    public func unseen(_ number: ReportNumber, in town: Municipality) async throws -> OpenReport {
        guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.notFound }
        return try OpenReport(file, vault: vault, in: town.id, for: .office)
    }

    private func note(_ report: ID<Report>, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let look = RecordAudit.Act(.reportViewed, .report(report), reason: caller.reason)
        try await audit(look, by: caller, in: town.id, at: now)
    }

    /// For programs: any report for a key that reads them all, those it submitted for another, and for all of them approved
    /// reports of categories that are listed for the audience. What a program reads as the office does, is in the audit log
    /// first.
    ///
    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`.
    public func callAsFunction(
        _ number: ReportNumber,
        by key: APIKey?,
        request: String?,
        for audience: Audience,
        in town: Municipality,
        at now: Instant
    ) async throws -> OpenReport {
        let open = try await unseen(number, by: key, for: audience, in: town)
        if let key, open.reader == .office {
            try await note(open.report.id, by: Caller(key, request: request), in: town, at: now)
        }
        return open
    }

    /// The same for somebody who is shown only a part of it and notes that part.
    public func unseen(
        _ number: ReportNumber,
        by key: APIKey?,
        for audience: Audience,
        in town: Municipality
    ) async throws -> OpenReport {
        guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.notFound }
        let reader = file.reader(with: key)
        if reader == .everybody {
            guard file.published != nil else { throw ReportFailure.notFound }
            guard town.lists(file.report.category, for: audience) else { throw ReportFailure.registeredOnly }
        }
        return try OpenReport(file, vault: vault, in: town.id, for: reader)
    }
}

extension ReportFile {
    /// What a program with this key may read: one for all reports reads them, the one that submitted the report what its
    /// reporter may.
    func reader(with key: APIKey?) -> ReportReader {
        guard let key else { return .everybody }
        if key.scopes.contains(.readReports) { return .office }
        switch origin {
        case .page, .office, .imported, .split: return .everybody
        case .api(let submitter), .open311(let submitter): return submitter == key.id ? .reporter : .everybody
        }
    }
}

/// A report with its seals open. Lives as long as one request.
public struct OpenReport: Personal {
    public let report: Report
    public let content: ReportContent
    public private(set) var contact: Contact
    /// Whether there may be contact data that this reader has no right to.
    public private(set) var contactIsWithheld = false
    public let emailConfirmedAt: Instant?
    public let language: Language
    public let termsVersion: String
    public let published: PublicText?
    /// When the person behind it was erased.
    public let reporterErasedAt: Instant?
    /// Whether the reporter has restricted what is done with the contact data; the office is shown none then.
    public let isRestricted: Bool
    public let clientKey: ClientKey
    /// How somebody told the office of it, for the office.
    public let way: OfficeWay?
    /// The number it had in another system, for the office.
    public let foreignNumber: ForeignNumber?
    /// Who it was opened for.
    public let reader: ReportReader
    /// What was said, as far as the reader may know it, by the line of the history it stands at.
    public let answers: [Int: Answer]

    init(_ file: ReportFile, vault: any Vault, in town: ID<Municipality>, for reader: ReportReader) throws {
        self.reader = reader
        let slots = ReportSlots(town: town, report: file.report.id)
        let caseKey = try vault.key(file.caseKey, in: slots.caseKey)
        report = file.report
        content = try caseKey.open(file.content, in: slots.content)
        let isHidden = file.isRestricted && reader != .reporter
        if !isHidden, let sealed = file.contact, let wrapped = file.personKey {
            contact = try vault.key(wrapped, in: slots.personKey).open(sealed, in: slots.contact)
        } else {
            contact = Contact(name: nil, email: nil, phone: nil)
        }
        emailConfirmedAt = file.emailConfirmedAt
        language = file.language
        termsVersion = file.termsVersion
        published = file.published
        reporterErasedAt = file.reporterErasedAt
        isRestricted = file.isRestricted
        clientKey = file.clientKey
        foreignNumber = reader == .office ? file.origin.foreignNumber : nil
        way = if reader == .office, case .office(let way) = file.origin { way } else { nil }
        answers = try file.report.answers(under: caseKey, slots, for: reader)
    }

    var withoutContact: Self {
        var report = self
        report.contact = Contact(name: nil, email: nil, phone: nil)
        report.contactIsWithheld = true
        return report
    }
}

extension Report {
    /// What was said, opened, by the line of the history they stand at.
    func answers(
        under key: any DataKey,
        _ slots: ReportSlots,
        for reader: ReportReader
    ) throws -> [Int: Answer] {
        var answers: [Int: Answer] = [:]
        for event in history where event.wordsAreFor <= reader {
            if let answer = event.answer {
                answers[event.sequence] = try key.open(answer, in: slots.answer(event.sequence))
            }
        }
        return answers
    }
}
