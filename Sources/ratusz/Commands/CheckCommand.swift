import ArgumentParser
import CityApp
import CityDomain
import CityKit
import Foundation

/// Checks the files people edit and says how far the regulations are met.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check calendars, texts and towns, and count how far the regulations are met.",
        discussion: """
            Every fault is one line: the file, the place in it, what is wrong and how to mend it. With a fault the command \
            ends with 1.

            A clause is proved when a test that cites it passed in the run of --evidence. Without --evidence it is only \
            cited: by the tests of a checkout and by the stories in scenarios/.
            """
    )

    @Argument(help: "Folders of towns; without one every town of the program.")
    var folders: [String] = []

    @Option(help: "Only the town with this id.")
    var town: String?

    @Option(help: "What a run of the tests proved, as Tests/evidence writes it.")
    var evidence: String?

    @Option(
        name: .customLong("write-docs"),
        help: "Write how every clause is met to this file, such as docs/clauses.md."
    )
    var docs: String?

    @Option(help: "The folder that holds Calendars/, Texts/ and Municipalities/; without it the one of the program.")
    var files: String?

    func validate() throws {
        do {
            _ = try towns(in: installed())
        } catch let error as InstalledFilesError {
            throw ValidationError(error.description)
        }
        if let evidence, !FileManager.default.isReadableFile(atPath: evidence) {
            throw ValidationError("“\(evidence)” cannot be read")
        }
    }

    private func installed() throws -> InstalledFiles {
        try files.map { InstalledFiles(folder: URL(filePath: $0)) } ?? .ofThisProgram()
    }

    func run() throws {
        let files = try installed()
        let check = try FilesCheck(files, towns: try towns(in: files), evidence: try evidence.map(Self.evidence))
        for fault in check.faults { print(fault) }
        for report in check.reports { print(report.summary) }
        if let docs { try Data(ClauseTable(check.reports).markdown.utf8).write(to: URL(filePath: docs)) }
        if !check.faults.isEmpty { throw ExitCode(1) }
    }

    private func towns(in files: InstalledFiles) throws -> [URL] {
        let all =
            folders.isEmpty ? try FilesCheck.towns(in: files) : try folders.map(Self.folder)
        guard let town else { return all }
        let chosen = all.filter { $0.lastPathComponent == town }
        guard !chosen.isEmpty else {
            let known = all.map(\.lastPathComponent).joined(separator: ", ")
            throw ValidationError("there is no town “\(town)”; there are: \(known)")
        }
        return chosen
    }

    private static func folder(_ path: String) throws -> URL {
        let folder = URL(filePath: path).standardizedFileURL
        guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else {
            throw ValidationError("“\(path)” is no folder")
        }
        return folder
    }

    private static func evidence(_ path: String) throws -> ClauseEvidence {
        try ClauseEvidence(HandwrittenFile(name: path, data: Data(contentsOf: URL(filePath: path))))
    }
}
