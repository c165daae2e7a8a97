public import CityKit

/// Finds open reports that say what a new one says (I-07).
public struct FindSimilarReports: Sendable {
    private let similar: any SimilarReportStore
    private let entries: any PublicReportStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        similar: any SimilarReportStore,
        entries: any PublicReportStore,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.similar = similar
        self.entries = entries
        self.vault = vault
        self.audit = audit
    }

    /// More would be no help to choose from.
    public static let most = 5
    /// So many of the nearest are compared word by word.
    private static let compared = 20
    /// So many reports at one address are looked at.
    private static let atAddress = 50
    /// So many reports that are not public are opened for one look of the office.
    private static let opened = 200

    /// For somebody who is about to report: published reports that the audience may see, the likeliest first.
    public func callAsFunction(to probe: DuplicateProbe, for audience: Audience, in town: Municipality) async throws
        -> [SimilarReport]
    {
        let threshold = town.similar.resident
        guard threshold < 1 else { return [] }
        let probe = probe.narrowed(to: threshold)
        let published = try await published(like: probe, in: town).filter { town.lists($0.category, for: audience) }
        // The words are read of those only that they can lift high enough.
        let known = probe.ranked(published).filter { $0.best > threshold }.prefix(Self.compared)
        guard !known.isEmpty else { return [] }
        return probe.best(of: known, try await lines(of: known, in: town), above: threshold)
    }

    /// For the office: earlier reports of all the town, those among them that are not public and that the caller may see,
    /// too. That these are shown is in the audit log first.
    public func forOffice(to open: OpenReport, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> [SimilarReport]
    {
        guard town.similar.office < 1, let category = town.category(open.report.category) else { return [] }
        let probe = DuplicateProbe(
            category: category,
            place: open.content.place,
            description: open.content.description,
            at: open.report.receivedAt,
            in: town
        )
        let scope = caller.scope(of: .viewReports)
        let tied = try await similar.tied(to: open.report.id, in: town.id)
        let sealed = try await similar.unlisted(like: probe, limit: Self.opened, in: town.id).filter {
            scope.has($0) && !tied.contains($0.number)
        }
        let opened = try sealed.map { try self.open($0, in: town) }
        let earlier = try await published(like: probe, in: town) + opened.map(\.earlier)
        let known = probe.ranked(earlier.filter { !tied.contains($0.number) }).prefix(Self.compared)
        let lines = try await lines(of: known, in: town) + opened.map(\.line)
        let best = probe.best(of: known, lines, above: town.similar.office)
        for report in sealed where best.contains(where: { $0.line.number == report.number }) {
            let look = RecordAudit.Act(.similarViewed, .report(report.id), reason: .comparison)
            try await audit(look, by: try caller.using(.viewReports, on: report), in: town.id, at: now)
        }
        return best
    }

    /// Around the point, or at the same address where there is no point.
    private func published(like probe: DuplicateProbe, in town: Municipality) async throws -> [EarlierReport] {
        let found = try await nearby(probe, in: town)
        guard !found.isEmpty else { return [] }
        let joined = try await similar.openJoined(in: town.id)
        return found.filter { !joined.contains($0.number) }
    }

    private func nearby(_ probe: DuplicateProbe, in town: Municipality) async throws -> [EarlierReport] {
        if probe.place.point != nil { return try await similar.published(around: probe, in: town.id) }
        guard let words = probe.place.addressWords else { return [] }
        // The longest word first: few reports have it.
        let query = PublicQuery(
            filter: PublicFilter(category: probe.category),
            words: words.sorted { ($1.count, $0) < ($0.count, $1) },
            limit: Self.atAddress
        )
        return try await entries.entries(query, in: town.id).elements.filter { !$0.status.isFinished }
            .map(EarlierReport.init)
    }

    private func lines(of ranked: some Collection<DuplicateProbe.Ranked>, in town: Municipality) async throws
        -> [ReportLine]
    {
        try await similar.entries(ranked.map(\.report.number), in: town.id).map(ReportLine.init)
    }

    private func open(_ sealed: SealedReport, in town: Municipality) throws
        -> (earlier: EarlierReport, line: ReportLine)
    {
        let content = try sealed.opened(by: vault, in: town.id)
        return (EarlierReport(sealed, content.place), ReportLine(sealed, content))
    }
}

/// An open report that may be the same thing as a new one, ready to be shown.
public struct SimilarReport: Sendable, Equatable {
    public let line: ReportLine
    /// From the new one.
    public let meters: Double
    /// Above 0, at most 1; see `DuplicateScore`.
    public let score: Double
}

/// What is shown of a report beside others.
public struct ReportLine: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    public let status: ReportStatus
    public let title: String
    public let address: String?
    public let point: Coordinate?
    public let receivedAt: Instant
    /// What it is compared by.
    let words: String

    init(_ entry: PublicEntry) {
        number = entry.number
        category = entry.category
        status = entry.status
        title = entry.title
        address = entry.address
        point = entry.point
        receivedAt = entry.receivedAt
        words = entry.title
    }

    init(_ report: SealedReport, _ content: ReportContent) {
        number = report.number
        category = report.category
        status = report.status
        title = PublicText.title(of: content.description)
        address = content.place.address
        point = content.place.point
        receivedAt = report.receivedAt
        words = content.description
    }
}

extension EarlierReport {
    init(_ entry: PublicEntry) {
        self.init(
            number: entry.number,
            category: entry.category,
            receivedAt: entry.receivedAt,
            place: Place(address: entry.address, point: entry.point, hint: nil)
        )
    }

    fileprivate init(_ report: SealedReport, _ place: Place) {
        self.init(number: report.number, category: report.category, receivedAt: report.receivedAt, place: place)
    }
}

extension DuplicateProbe {
    /// The few that are worth showing, by their words as well.
    fileprivate func best(of known: some Sequence<Ranked>, _ lines: [ReportLine], above threshold: Double)
        -> [SimilarReport]
    {
        let byNumber = Dictionary(lines.map { ($0.number, $0) }) { first, _ in first }
        return ranked(known, words: byNumber.mapValues(\.words))
            .filter { $0.score > threshold }
            .compactMap { item in
                byNumber[item.report.number].map {
                    SimilarReport(line: $0, meters: item.evidence.meters, score: item.score)
                }
            }
            .prefix(FindSimilarReports.most).map(\.self)
    }
}
