public import CityKit
public import Foundation

/// The files of the project itself, for tests that prove what is in them.
public enum ProjectFiles {
    /// The folder of `Package.swift`.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// A file by its path from the root.
    public static func file(_ path: String) throws -> HandwrittenFile {
        HandwrittenFile(name: path, data: try Data(contentsOf: root.appending(path: path)))
    }

    /// The public holidays of a country by the name of its file in `Calendars/`.
    public static func holidays(_ name: String) throws -> HolidayCalendar {
        try file("Calendars/\(name).json5").decode()
    }

    /// The sentences of `Texts/`.
    public static func texts() throws -> TextCatalogue { try catalogue.get() }

    /// Beginnings of words that the office is told of before it publishes a text.
    public static func vulgarWords() throws -> [String] {
        try file("Texts/vulgar.json5").decode([String: [String]].self).values.flatMap(\.self).sorted()
    }

    /// Read once: that takes half a second without optimization.
    private static let catalogue = Result {
        let files = try Language.allCases.map { ($0, try file("Texts/\($0.rawValue).json")) }
        return try TextCatalogue(Dictionary(uniqueKeysWithValues: files))
    }

    /// All Swift files below a folder, with their text.
    public static func swiftFiles(in folder: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder)
        return try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
            .filter { $0.hasSuffix(".swift") }
            .map { ("\(folder)/\($0)", try String(contentsOf: base.appending(path: $0), encoding: .utf8)) }
    }
}
