import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What stays of a draft when another pattern is chosen.
@Suite struct SetupDraftTests {
    private static let boundary = MunicipalityFiles.boundary

    private static func export() throws -> (text: String, boundary: String) {
        let files = try ProjectTown.files("demo")
        return (ConfigurationFile(files: files, revision: 1).text, try #require(files.contents[boundary]))
    }

    private static func draft(_ pattern: String) -> SetupDraft {
        var draft = SetupDraft()
        draft.choose(pattern)
        return draft
    }

    @Test("Categories are chosen anew for another pattern, and stay for the same one")
    func categories() {
        var draft = Self.draft("demo")
        draft.put(["category": ["pothole"]], in: .units)
        draft.choose("demo")
        #expect(draft.all(.units, "category") == ["pothole"])
        draft.choose("kielce")
        #expect(!draft.wasSent(.units))
    }

    @Test("The map of an export goes with it and comes back with it")
    func map() throws {
        let export = try Self.export()
        var draft = Self.draft(SetupDraft.exported)
        draft.takeKnown(export.text)
        #expect(draft.files[Self.boundary] == export.boundary)
        draft.choose("demo")
        #expect(draft.files[Self.boundary] == nil)
        draft.choose(SetupDraft.exported)
        #expect(draft.files[Self.boundary] == export.boundary)
    }

    @Test("A map that somebody gave stays, whatever the export has")
    func ownMap() throws {
        let export = try Self.export()
        var draft = Self.draft(SetupDraft.exported)
        draft.put("own", as: Self.boundary)
        draft.takeKnown(export.text)
        #expect(draft.files[Self.boundary] == "own")
        draft.choose("demo")
        #expect(draft.files[Self.boundary] == "own")
    }

    @Test("What is no export is not kept")
    func noExport() {
        var draft = Self.draft(SetupDraft.exported)
        let isTaken = draft.takeExport("{}")
        #expect(!isTaken)
        #expect(draft.files.isEmpty)
    }
}

extension SetupDraft {
    /// An export that is one.
    fileprivate mutating func takeKnown(_ text: String) {
        let isTaken = takeExport(text)
        #expect(isTaken)
    }

    fileprivate mutating func choose(_ pattern: String) { put(["profile": [pattern]], in: .profile) }
}
