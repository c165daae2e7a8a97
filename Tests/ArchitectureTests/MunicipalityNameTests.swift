import CityTestSupport
import Foundation
import Testing

/// In what towns differ is data: code that knows a town by name would have to change for the next one.
@Suite struct MunicipalityNameTests {
    private struct Named: Decodable {
        let name: [String: String]
    }

    @Test("No municipality is named in the program")
    func none() throws {
        let folder = ProjectFiles.root.appending(path: "Municipalities")
        let ids = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/municipality.json5").path) }
        #expect(ids.count >= 6)
        // The neutral town shares its id with the option `--demo`.
        let names = try ids.flatMap(namesOfTown) + ids.filter { $0 != "demo" }
        let found = SwiftSource.program.flatMap { source in
            let text = folded(source.text)
            return names.filter { stands(folded($0), in: text) }.map { "\(source.path): \($0)" }
        }
        expectNone(found)
    }

    private func namesOfTown(_ id: String) throws -> [String] {
        let path = "Municipalities/\(id)/municipality.json5"
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let data = try Data(contentsOf: ProjectFiles.root.appending(path: path))
        return try decoder.decode(Named.self, from: data).name.values.sorted()
    }

    /// Whether `name` stands in `text` as a word of its own.
    private func stands(_ name: String, in text: String) -> Bool {
        var start = text.startIndex
        while let range = text.range(of: name, range: start..<text.endIndex) {
            let before = text[..<range.lowerBound].last
            let after = text[range.upperBound...].first
            if before?.isLetter != true, after?.isLetter != true { return true }
            start = range.upperBound
        }
        return false
    }

    private func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .replacing("ł", with: "l").replacing("-", with: " ")
    }
}
