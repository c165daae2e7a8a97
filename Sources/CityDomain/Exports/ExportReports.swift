public import CityKit

/// Writes the reports of a town into a file, for everybody or for the office.
///
/// Reports are read a page at a time. One that changes meanwhile stands there either as it was or as it is, never both.
public struct ExportReports: Sendable {
    private let reports: any ExportStore
    private let photos: any ReportPhotoStore
    private let vault: any Vault
    private let catalogue: TextCatalogue
    private let addresses: TownAddresses

    /// Reports in one page. It holds them in memory, one page at a time.
    static let page = 500

    public init(
        reports: any ExportStore,
        photos: any ReportPhotoStore,
        vault: any Vault,
        catalogue: TextCatalogue,
        addresses: TownAddresses
    ) {
        self.reports = reports
        self.photos = photos
        self.vault = vault
        self.catalogue = catalogue
        self.addresses = addresses
    }

    /// Which reports.
    public enum Scope: Sendable, Equatable {
        /// What this audience finds in the public list.
        case listed(for: Audience)
        /// All of them; those that are not public in the reporter's words, without who wrote them. For the office.
        case everything
    }

    public struct Order: Sendable, Equatable {
        public let scope: Scope
        public let format: ExportFormat
        /// Of this year's numbers only.
        public let year: Int?

        public init(_ scope: Scope, as format: ExportFormat, year: Int? = nil) {
            self.scope = scope
            self.format = format
            self.year = year
        }
    }

    /// Hands the file over piece by piece, in the language of the office.
    ///
    /// - Returns: how many reports there are in it.
    @discardableResult
    public func callAsFunction(
        _ order: Order,
        of town: Municipality,
        to write: (String) async throws -> Void
    ) async throws -> Int {
        try await write(order.format.start)
        var query = ExportQuery(scope: order.scope.stored(in: town), year: order.year, limit: Self.page)
        var count = 0
        while true {
            let page = try await reports.reports(query, in: town.id)
            let texts = try await exported(page, in: town).map { try order.format.text(of: $0) }
            if !texts.isEmpty {
                let start = count == 0 ? "" : order.format.separator
                try await write(start + texts.joined(separator: order.format.separator))
            }
            count += page.count
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.report.number
        }
        try await write(order.format.end)
        return count
    }

    /// The years that have public reports, the newest first.
    public func years(of town: Municipality) async throws -> [Int] {
        try await reports.years(in: town.id).map { $0.reversed() } ?? []
    }

    private func exported(_ page: [StoredReport], in town: Municipality) async throws -> [ExportedReport] {
        let shown = town.photos.publish == .afterReview ? page.filter { $0.publication != nil }.map(\.report.id) : []
        let released = shown.isEmpty ? [:] : try await photos.released(of: shown, in: town.id)
        let photos = try released.mapValues { try $0.map(PublicPhotos(vault: vault, town: town.id).photo) }
        let paper = LetterPaper(town: town, language: town.profile.languages[0], catalogue: catalogue)
        return try page.map { try exported($0, photos: photos[$0.report.id] ?? [], on: paper) }
    }

    private func exported(_ stored: StoredReport, photos: [PublicPhoto], on paper: LetterPaper) throws -> ExportedReport
    {
        let (report, town) = (stored.report, paper.town)
        let opened = try opened(stored, in: town)
        let last = report.history.last
        return ExportedReport(
            number: report.number,
            kind: report.kind,
            category: .init(id: report.category.rawValue, name: town.category(report.category)?.name[paper.language]),
            status: .init(id: report.status.rawValue, name: paper.words(report.status.text)),
            unit: .init(id: report.unit.rawValue, name: town.unit(report.unit)?.name[paper.language]),
            text: opened.text,
            receivedAt: report.receivedAt,
            publishedAt: stored.publication?.at,
            updatedAt: last?.at ?? report.receivedAt,
            finishedAt: report.status.isFinished ? report.history.last(where: \.changesStatus)?.at : nil,
            expectedOn: report.expectedOn,
            answer: opened.answer,
            photos: photos.map { addresses.link(to: $0.place(.large), of: town.id) },
            captions: photos.map { $0.caption ?? "" },
            link: addresses.link(to: "reports/\(report.number.path)", of: town.id)
        )
    }

    /// The words of the report and of the last answer. A key is unwrapped only where there is something to open.
    private func opened(_ stored: StoredReport, in town: Municipality) throws -> (text: PublicText, answer: String?) {
        let event = stored.report.history.last(where: \.changesStatus)
        let content = stored.publication == nil ? stored.content : nil
        let slots = ReportSlots(town: town.id, report: stored.report.id)
        guard event?.answer != nil || content != nil, let wrapped = stored.caseKey else {
            return (stored.publication?.text ?? .erased, nil)
        }
        let key = try vault.key(wrapped, in: slots.caseKey)
        let answer = try event.flatMap { event in
            try event.answer.map { try key.open($0, in: slots.answer(event.sequence)).justification }
        }
        let written = try content.map { PublicText(asWritten: try key.open($0, in: slots.content)) }
        return (stored.publication?.text ?? written ?? .erased, answer)
    }
}

extension ExportReports.Scope {
    fileprivate func stored(in town: Municipality) -> ExportQuery.Scope {
        switch self {
        case .listed(let audience): .listed(except: town.categories(keptFrom: audience))
        case .everything: .everything
        }
    }
}

extension ExportedReport.Named {
    /// - Parameter name: nil for what the town no longer has; its id stands for it.
    fileprivate init(id: String, name: String?) {
        self.id = id
        self.name = name ?? id
    }
}

extension PublicText {
    /// Of a report whose words were erased.
    fileprivate static let erased = PublicText(title: "", description: "", address: nil, point: nil)

    fileprivate init(asWritten content: ReportContent) {
        self.init(
            title: Self.title(of: content.description),
            description: content.description,
            address: content.place.address,
            point: content.place.point
        )
    }
}
