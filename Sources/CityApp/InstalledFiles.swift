public import CityKit
public import Foundation

/// The files that come with the program: `Calendars/`, `Texts/` and `Municipalities/`.
public struct InstalledFiles: Sendable {
    /// The folder that holds them.
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    /// The folder of an installed program, else that of a checkout: `share/ratusz` beside the folder of `executable`, or
    /// its nearest parent that holds `Calendars/`. Throws when there is neither.
    public init(besides executable: URL) throws(InstalledFilesError) {
        let program = executable.resolvingSymlinksInPath()
        let installed = program.deletingLastPathComponent().deletingLastPathComponent().appending(path: "share/ratusz")
        guard let folder = ([installed] + Self.parents(of: program)).first(where: Self.holdsCalendars) else {
            throw .noFolder(program)
        }
        self.folder = folder
    }

    /// The files that belong to the program that runs.
    public static func ofThisProgram() throws(InstalledFilesError) -> Self {
        try Self(besides: URL(filePath: "/proc/self/exe"))
    }

    /// The program that decodes photos, which stands beside this one.
    static let photoProgram = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "ratusz-photos").path

    /// The public holidays of a country by the name of its file, such as `pl`.
    public func calendar(_ name: String) throws -> HolidayCalendar {
        let path = "Calendars/\(name).json5"
        let known = names(in: "Calendars", ending: ".json5")
        guard !known.isEmpty else { throw InstalledFilesError.noCalendars(folder) }
        guard known.contains(name) else { throw InstalledFilesError.noCalendar(name, known: known) }
        return try file(path).decode(HolidayCalendar.self)
    }

    /// The sentences of the program in all its languages.
    public func texts() throws -> TextCatalogue {
        let files = try Language.allCases.map { ($0, try file("Texts/\($0.rawValue).json")) }
        return try TextCatalogue(Dictionary(uniqueKeysWithValues: files))
    }

    /// Beginnings of words, of all languages, that the office is told of before it publishes a text.
    public func vulgarWords() throws -> [String] {
        try file("Texts/vulgar.json5").decode([String: [String]].self).values.flatMap(\.self).sorted()
    }

    /// A file by its path below the folder.
    public func file(_ path: String) throws -> HandwrittenFile {
        let file = folder.appending(path: path)
        guard let data = try? Data(contentsOf: file) else { throw InstalledFilesError.unreadable(file) }
        return HandwrittenFile(name: path, data: data)
    }

    private func names(in subfolder: String, ending: String) -> [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: subfolder).path)
        return (files ?? []).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    private static func parents(of file: URL) -> [URL] {
        var parents = [file.deletingLastPathComponent()]
        while let last = parents.last, last.path != "/" { parents.append(last.deletingLastPathComponent()) }
        return parents
    }

    private static func holdsCalendars(_ folder: URL) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Calendars").path)) != nil
    }
}

public enum InstalledFilesError: Error, Hashable, Sendable, CustomStringConvertible {
    case noFolder(URL)
    case noCalendars(URL)
    case noCalendar(String, known: [String])
    case unreadable(URL)

    public var description: String {
        switch self {
        case .noFolder(let program):
            "there is no folder with Calendars/ above \(program.path); name it with --files"
        case .noCalendars(let folder):
            "there are no calendars in \(folder.path); name the folder that holds Calendars/ with --files"
        case .noCalendar(let name, let known):
            "there is no calendar “\(name)”; there are: \(known.joined(separator: ", "))"
        case .unreadable(let place):
            "\(place.path) cannot be read; name the folder with Calendars/, Texts/ and Municipalities/ with --files"
        }
    }
}
