import CityApp
import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@Suite struct FilesCheckTests {
    private let files = InstalledFiles(folder: ProjectFiles.root)

    @Test("The files of the project have no fault, and every point of every regulation is accounted for")
    func project() throws {
        let check = try FilesCheck(files)
        #expect(check.faults == [])
        #expect(
            check.reports.map { "\($0.town) \($0.rows.count)" } == [
                "biale-blota 116", "demo 48", "kielce 93", "kremenchuk 59", "siedlce 38", "suprasl 117",
            ]
        )
    }

    @Test("A fault in each kind of file is told, and the rest is checked all the same")
    func spoilt() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for name in ["Calendars", "Texts", "Municipalities"] {
            try FileManager.default.copyItem(at: files.folder.appending(path: name), to: root.appending(path: name))
        }
        try Data("{ country: 1 }".utf8).write(to: root.appending(path: "Calendars/xx.json5"))
        try write(#"{ "report.status.neu": "New" }"#, to: root.appending(path: "Municipalities/demo/texts/en.json"))

        try FileManager.default.createDirectory(
            at: root.appending(path: "Municipalities/empty"),
            withIntermediateDirectories: true
        )
        let clause = "demo/§99"
        try write(#"@Test("A", .clause("\#(clause)")) func a() {}"#, to: root.appending(path: "Tests/A.swift"))

        let check = try FilesCheck(InstalledFiles(folder: root))
        #expect(
            check.faults.map(\.description) == [
                "Calendars/xx.json5: country: must be a text in quotes",
                "demo/texts/en.json: report.status.neu: is no text of the program; did you mean “report.status.new”?",
                "Tests/A.swift: A: cites “demo/§99”, which is not in clauses.json5",
                "empty/municipality.json5: is missing", "empty/categories.json5: is missing",
                "empty/rules.json5: is missing", "empty/clauses.json5: is missing",
            ]
        )
        #expect(check.reports.map(\.town.rawValue).contains("demo"))
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }
}
