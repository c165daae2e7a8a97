import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

@Suite struct InstalledFilesTests {
    @Test(
        "The files of an installed program lie in share/ratusz, those of a checkout in the nearest parent",
        arguments: [
            (["bin/ratusz", "share/ratusz/Calendars/pl.json5"], "share/ratusz"),
            ([".build/x86/debug/ratusz", "Calendars/pl.json5"], ""),
            (["a/.build/debug/ratusz", "a/Calendars/pl.json5", "Calendars/pl.json5"], "a"),
            (["bin/ratusz", "share/ratusz/Calendars/pl.json5", "Calendars/pl.json5"], "share/ratusz"),
        ]
    )
    func search(paths: [String], found: String) throws {
        try inFolder(with: paths) { folder in
            let files = try InstalledFiles(besides: folder.appending(path: paths[0]))
            #expect(files.folder.standardizedFileURL.path == folder.appending(path: found).standardizedFileURL.path)
        }
    }

    @Test("A program without its files says so") func nothing() throws {
        try inFolder(with: ["bin/ratusz"]) { folder in
            let program = folder.appending(path: "bin/ratusz")
            #expect(throws: InstalledFilesError.noFolder(program)) { try InstalledFiles(besides: program) }
        }
    }

    @Test("The project's calendars and texts are read, and another calendar is refused with the list")
    func reading() throws {
        let files = InstalledFiles(folder: ProjectFiles.root)
        #expect(try [files.calendar("pl"), files.calendar("ua")].map(\.country) == ["PL", "UA"])
        #expect(try files.texts().say(Period.days(2).text, in: .english) == "2 days")
        #expect(throws: InstalledFilesError.noCalendar("../pl", known: ["pl", "ua"])) { try files.calendar("../pl") }
    }

    @Test("A folder without texts or towns is named, with the mend")
    func missing() throws {
        let files = InstalledFiles(folder: URL(filePath: "/nowhere"))
        for (what, place) in [
            ("texts", "Texts/pl.json"), ("calendars", "Calendars"), ("towns", "Municipalities"),
        ] {
            let error = #expect(throws: InstalledFilesError.self) {
                switch what {
                case "texts": _ = try files.texts()
                case "calendars": _ = try files.calendars()
                default: _ = try files.townFolders()
                }
            }
            #expect(error?.description.hasPrefix("/nowhere/\(place) cannot be read; name the folder") == true)
        }
    }

    private func inFolder(with paths: [String], _ body: (URL) throws -> Void) throws {
        let name = "ratusz-installed-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name).resolvingSymlinksInPath()
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in paths {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data().write(to: file)
        }
        try body(folder)
    }
}
