public import CityDomain
public import CityKit
public import Foundation

/// Checks the files that people edit, calendars, texts and towns, and counts how far the towns' regulations are met.
public struct FilesCheck: Sendable {
    /// Everything that is wrong, file by file.
    public let faults: [FileFault]
    /// One for each town whose `clauses.json5` can be read.
    public let reports: [ClauseReport]

    /// - Parameters:
    ///   - towns: folders of towns; nil takes every town of `files`.
    ///   - evidence: what a run of the tests proved; without it the citations in the sources of the tests count.
    /// - Throws: Foundation's error when a folder cannot be read.
    public init(_ files: InstalledFiles, towns: [URL]? = nil, evidence: ClauseEvidence? = nil) throws {
        let (calendars, calendarFaults) = try Self.calendars(in: files)
        let (texts, textFaults) = try Self.texts(in: files)
        let sources = try Self.citations(in: files)
        let decoder = MunicipalityDecoder(calendars: calendars, texts: texts)
        var faults = calendarFaults + textFaults
        var reports: [ClauseReport] = []
        for folder in try towns ?? Self.towns(in: files) {
            do throws(FileFaults) {
                let town = try MunicipalityFiles(folder: folder)
                let found = decoder.faults(in: town)
                if found.isEmpty {
                    let decoded = try decoder.decode(town, revision: 1)
                    faults += decoded.brandFaults + decoder.faultsOfWords(in: decoded)
                }
                faults += found
                guard let report = ClauseReport(town, citations: sources.map(\.citation), evidence: evidence) else {
                    continue
                }
                faults += Self.unknownClauses(in: sources, report)
                reports.append(report)
            } catch {
                faults += error.all
            }
        }
        self.faults = faults
        self.reports = reports
    }

    /// Every folder of `Municipalities/`, also one without a single file that a town needs.
    public static func towns(in files: InstalledFiles) throws -> [URL] {
        let base = files.folder.appending(path: "Municipalities")
        return try FileManager.default.contentsOfDirectory(at: base, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .sorted { $0.path < $1.path }
    }

    private static func calendars(in files: InstalledFiles) throws -> ([String: HolidayCalendar], [FileFault]) {
        var calendars: [String: HolidayCalendar] = [:]
        var faults: [FileFault] = []
        let folder = files.folder.appending(path: "Calendars").path
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".json5")
        {
            let name = String(name.dropLast(".json5".count))
            do {
                calendars[name] = try files.calendar(name)
            } catch let error as FileFaults {
                faults += error.all
            }
        }
        return (calendars, faults)
    }

    /// No texts when the texts cannot be read: the words of towns are not checked then.
    private static func texts(in files: InstalledFiles) throws -> (OwnTexts?, [FileFault]) {
        do {
            let texts = try files.texts()
            return (texts.gaps, texts.faults)
        } catch let error as FileFaults {
            return (nil, error.all)
        }
    }

    /// What the tests of a checkout cite; nothing in an installed program, which has no tests.
    private static func citations(in files: InstalledFiles) throws -> [(file: String, citation: ClauseCitation)] {
        let folder = files.folder.appending(path: "Tests")
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else { return [] }
        return try names.filter { $0.hasSuffix(".swift") }.sorted().flatMap { name in
            let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return ClauseCitation.citations(in: source).map { (file: "Tests/\(name)", citation: $0) }
        }
    }

    private static func unknownClauses(
        in sources: [(file: String, citation: ClauseCitation)],
        _ report: ClauseReport
    ) -> [FileFault] {
        let known = Set(report.rows.map { $0.clause.of(report.town) })
        return sources.flatMap { file, citation in
            citation.clauses.filter { $0.description.hasPrefix("\(report.town)/") && !known.contains($0) }.map {
                FileFault(file: file, path: citation.test, problem: "cites “\($0)”, which is not in clauses.json5")
            }
        }
    }
}
