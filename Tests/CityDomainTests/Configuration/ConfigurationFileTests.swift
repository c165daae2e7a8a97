import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// All settings in one file, and texts beside each other.
@Suite struct ConfigurationFileTests {
    @Test("A real town goes out to one file and comes back as it was", arguments: ["demo", "kielce", "kremenchuk"])
    func roundTrip(town: String) throws {
        let files = try ProjectTown.files(town)
        let file = ConfigurationFile(files: files, revision: 7)
        let back = try ConfigurationFile(file.text.utf8)
        #expect(back == file)
        #expect(back.name == "\(town)-7.ratusz.json")
    }

    @Test(
        "What is no export is refused",
        arguments: ["", "{}", "[1]", #"{"format":"x","town":"demo","revision":1,"files":{}}"#, "{ not JSON"]
    )
    func malformed(text: String) {
        #expect(throws: ConfigurationFailure.fileMalformed) {
            _ = try ConfigurationFile(text.utf8)
        }
    }

    @Test(
        "Texts are compared line by line",
        arguments: [
            ("a\nb\nc", "a\nb\nc", []), ("a\nb\nc", "a\nc", [TextDifference.Line.removed("b")]),
            ("a\nc", "a\nb\nc", [.added("b")]), ("a\nb", "a\nx", [.removed("b"), .added("x")]),
        ]
    )
    func lines(old: String, new: String, lines: [TextDifference.Line]) {
        #expect(TextDifference(from: old, to: new).lines == lines)
    }

    @Test("Every file of a town has a part with words")
    func parts() throws {
        for town in try ProjectTown.all.get() {
            for file in try ProjectTown.files(town.id.rawValue).contents.keys {
                #expect(ConfigurationPart(file: file) != nil, "\(file)")
            }
        }
        #expect(ConfigurationPart(file: "notes.txt") == nil)
    }
}
