import CityTestSupport
import Foundation
import Testing

@Suite struct MigrationTests {
    private static let folder = "Sources/CityStorage/Migrations"

    @Test("Migrations are numbered from 1 without gaps")
    func numbers() throws {
        let folder = ProjectFiles.root.appending(path: Self.folder)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(".") }.sorted()
        let numbers = files.map { $0.wholeMatch(of: /m(\d{4})_[a-z_]+\.sql/).flatMap { Int($0.1) } }
        try #require(!files.isEmpty)
        #expect(numbers == Array(1...files.count))
    }
}
