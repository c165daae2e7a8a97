public import CityKit

/// A report of another system on its way into the store; its number comes with storing.
public struct ImportedReport: Sendable {
    public private(set) var foreign: ForeignNumber
    /// With the sequence 0 in its number.
    public let report: Report
    public let content: Sealed<ReportContent>
    public let contact: Sealed<Contact>?
    public let caseKey: WrappedKey
    public let personKey: WrappedKey?
    public let language: Language
    public let clientKey: ClientKey
    public let bodyHash: [UInt8]
    public let secretHash: [UInt8]
    public let hasEmail: Bool
    /// Nil where it is not for everybody.
    public let publication: PublicText?
    /// What the statistics count of it.
    public let counted: CountedReport

    /// The same report from another source.
    package func from(_ source: String) -> Self {
        var report = self
        report.foreign = ForeignNumber(source: source, number: foreign.number)
        return report
    }
}

extension Report {
    /// A report that another system received, as this town goes on with it.
    ///
    /// Its history says what the file says, at the times of the file, and no more: received then, ended then. An open
    /// report is taken over now, so now it reaches its status, and now the terms begin that run in that status. Whatever
    /// ran before was counted by others, and nobody can be late here by it. What becomes public does so now.
    init(importing row: ImportRow, as id: ID<Report>, in town: Municipality, at now: Instant) {
        let (status, isFinished) = (row.state.status, row.state.status.isFinished)
        self.init(
            id: id,
            number: ReportNumber(year: town.clock.date(of: row.receivedAt).year, sequence: 0),
            category: row.category.id,
            kind: row.category.kind,
            receivedAt: row.receivedAt,
            unit: row.unit,
            status: .new,
            history: [
                ReportEvent(sequence: 1, act: .received, status: .new, at: row.receivedAt, actor: .reporter)
            ],
            deadlines: []
        )
        self.status = status
        let reached = row.state.endedAt ?? now
        if status != .new { note(row.state.act, by: .system, at: reached) }
        if row.publishes, canPublish(in: town) { note(.published(.asWritten), by: .system, at: now) }
        if isFinished {
            hide(since: reached, in: town, at: now)
        } else {
            takeOverDeadlines(in: town, at: now)
        }
    }

    /// What ended so long ago that it would have left the public list has left it.
    private mutating func hide(since ended: Instant, in town: Municipality, at now: Instant) {
        guard let rule = town.reports.hiding else { return }
        hidesOn = rule.after.end(from: town.clock.date(of: ended), in: town.calendar).advanced(by: 1)
        _ = hide(at: now, in: town)
    }

    /// Starts today every term that would run in the status of the report, had it come all the way here.
    private mutating func takeOverDeadlines(in town: Municipality, at now: Instant) {
        let way = status.wayHere
        let today = town.clock.date(of: now)
        deadlines = town.reports.deadlines
            .filter { $0.binds(kind: kind, category: category) }
            .filter { rule in
                guard let start = way.firstIndex(of: rule.startsAt) else { return false }
                return rule.endsAt.isDisjoint(with: way[(start + 1)...])
            }
            .map { ReportDeadline($0, startedOn: today, by: history.count, in: town) }
    }
}

extension ReportStatus {
    /// The statuses through which an open report comes to this one, this one included.
    fileprivate var wayHere: [ReportStatus] {
        switch self {
        case .new: [.new]
        case .accepted: [.new, .accepted]
        case .inProgress: [.new, .accepted, .inProgress]
        case .done, .closed, .rejected: []
        }
    }
}

/// Seals rows, so that a store can keep them.
struct ImportSeal: Sendable {
    let vault: any Vault
    let randomness: any Randomness
    let town: Municipality
    let language: Language
    let now: Instant
    /// For ids: rows that are made one after the other then lie beside each other in the database.
    let idTime: Instant

    func report(of row: ImportRow) throws -> ImportedReport {
        let id: ID<Report> = randomness.id(at: idTime)
        let slots = ReportSlots(town: town.id, report: id)
        let caseKey = try vault.newKey(in: slots.caseKey)
        let personKey = row.contact.isEmpty ? nil : try vault.newKey(in: slots.personKey)
        // Nobody holds the link of an imported report; the key only has to be one that nobody else has.
        let clientKey = try ClientKey("import-\(id)")
        var report = Report(importing: row, as: id, in: town, at: now)
        if let answer = row.state.answer { try report.say(answer, under: caseKey.key, in: slots) }
        let publication = report.isPublished ? PublicText(importing: row.content) : nil
        return ImportedReport(
            foreign: row.foreign,
            report: report,
            content: try caseKey.key.seal(row.content, in: slots.content),
            contact: try personKey?.key.seal(row.contact, in: slots.contact),
            caseKey: caseKey.wrapped,
            personKey: personKey?.wrapped,
            language: language,
            clientKey: clientKey,
            bodyHash: vault.secret(for: .submissionBody, row.foreign.source, row.foreign.number, in: town.id),
            secretHash: vault.hash(of: vault.reportSecret(of: id, clientKey, in: town.id), in: town.id),
            hasEmail: row.contact.email != nil,
            publication: publication,
            counted: CountedReport(report, at: publication?.point, by: town.clock)
        )
    }
}

extension Report {
    /// Puts the words of the office to the line of the history that ended the report.
    fileprivate mutating func say(_ answer: Answer, under key: any DataKey, in slots: ReportSlots) throws {
        guard let index = history.lastIndex(where: \.changesStatus) else { return }
        let line = history[index]
        history[index] = ReportEvent(
            sequence: line.sequence,
            act: line.act,
            status: line.status,
            at: line.at,
            actor: line.actor,
            answer: try key.seal(answer, in: slots.answer(line.sequence))
        )
    }
}

extension PublicText {
    fileprivate init(importing content: ReportContent) {
        self.init(
            title: Self.title(of: content.description),
            description: content.description,
            address: content.place.address,
            point: content.place.point
        )
    }
}
