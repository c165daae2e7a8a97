import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

/// Who runs the program apart from the office.
@Suite struct OperatorTests {
    @Test("A town whose clause names an operator is refused without one, or with one that nobody can write to")
    func check() throws {
        let files = try MunicipalityFiles(folder: ProjectFiles.root.appending(path: "Municipalities/kremenchuk"))
        let decoder = MunicipalityDecoder(calendars: ["ua": try ProjectFiles.holidays("ua")])
        #expect(decoder.faults(in: files) == [])
        let silent = try files.replacing(
            "email: \"support@kremenchuk.example\"",
            with: "email: \"x\"",
            in: "municipality.json5"
        )
        #expect(
            decoder.faults(in: silent).map(\.description) == [
                "kremenchuk/municipality.json5: operator.support.email: “x” is no e-mail address"
            ]
        )
        let text = try #require(files.contents["municipality.json5"])
        let start = try #require(text.range(of: "  operator: {"))
        let end = try #require(text.range(of: "  emergencyNumber"))
        var contents = files.contents
        contents["municipality.json5"] = String(text[..<start.lowerBound] + text[end.lowerBound...])
        let none = MunicipalityFiles(town: files.town, contents: contents)
        let faults = decoder.faults(in: none).map(\.description)
        #expect(
            faults.count == 1
                && faults[0].contains("“D4” points to the rule “municipality.operator”, which is not there")
        )
    }
}
