import CityDomain
import CityKit

/// The rows of one transaction of an import, made ready before it begins.
struct ImportSlice: Sendable {
    let reports: [ImportedReport]
    private(set) var keys: [[Value]] = []
    private(set) var events: [[Value]] = []
    private(set) var deadlines: [[Value]] = []
    private(set) var publications: [[Value]] = []
    private(set) var foreignNumbers: [[Value]] = []
    /// The words of the listed reports, in their order; nil for a report that is not listed.
    private var words: [[String]?] = []

    init(_ reports: [ImportedReport], at now: Instant) {
        self.reports = reports
        for imported in reports { add(imported, at: now) }
    }

    var count: Int { reports.count }

    private mutating func add(_ imported: ImportedReport, at now: Instant) {
        let report = imported.report
        keys.append([.text(report.id.rawValue), .text("case"), .blob(imported.caseKey.bytes)])
        if let key = imported.personKey { keys.append([.text(report.id.rawValue), .text("person"), .blob(key.bytes)]) }
        events += report.history.map { $0.row(of: report.id) }
        deadlines += report.deadlines.map { $0.row(of: report.id) }
        foreignNumbers.append([
            .text(imported.foreign.number), .text(imported.foreign.source), .text(report.id.rawValue),
            now.databaseValue,
        ])
        guard let text = imported.publication else { return words.append(nil) }
        publications.append(text.row(of: report.id, at: imported.publishedAt, isListed: !report.isHidden))
        guard !report.isHidden else { return words.append(nil) }
        words.append(imported.entry(text, report.number).searchWords)
    }

    /// The next number for each report, in its year's series.
    ///
    /// - Parameter next: takes so many numbers of a year and returns the last of them.
    func numbers(_ next: (_ count: Int, _ year: Int) throws -> Int) rethrows -> [ReportNumber] {
        let counts = reports.reduce(into: [:] as [Int: Int]) { $0[$1.report.number.year, default: 0] += 1 }
        var free: [Int: Int] = [:]
        for (year, count) in counts.sorted(by: { $0.key < $1.key }) { free[year] = try next(count, year) - count }
        return reports.map { report in
            let year = report.report.number.year
            free[year, default: 0] += 1
            return ReportNumber(year: year, sequence: free[year, default: 1])
        }
    }

    /// The listed reports as the public list has them.
    func publicEntries(_ numbers: [ReportNumber]) -> [(entry: PublicEntry, words: [String])] {
        zip(reports, zip(numbers, words)).compactMap { imported, place in
            guard let text = imported.publication, let words = place.1 else { return nil }
            return (imported.entry(text, place.0), words)
        }
    }
}

extension ImportedReport {
    /// When its text became public.
    fileprivate var publishedAt: Instant {
        report.history.last { if case .published = $0.act { true } else { false } }?.at ?? report.updatedAt
    }

    fileprivate func entry(_ text: PublicText, _ number: ReportNumber) -> PublicEntry {
        PublicEntry(
            number: number,
            category: report.category,
            kind: report.kind,
            status: report.status,
            title: text.title,
            address: text.address,
            point: text.point,
            receivedAt: report.receivedAt,
            publishedAt: publishedAt,
            updatedAt: report.updatedAt
        )
    }
}
