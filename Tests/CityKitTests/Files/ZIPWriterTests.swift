import CityKit
import Foundation
import Testing

@testable import CityKit

@Suite struct ZIPWriterTests {
    private static func archive(_ entries: [(name: String, content: [UInt8])]) throws -> [UInt8] {
        var writer = ZIPWriter(date: CivilDate(2026, 4, 27), time: TimeOfDay(minuteOfDay: 14 * 60 + 35))
        return try entries.flatMap { try writer.entry($0.name, $0.content) } + writer.end()
    }

    @Test(
        "The sum is that of ISO 3309",
        arguments: [("", 0), ("123456789", 0xcbf4_3926), ("The quick brown fox jumps over the lazy dog", 0x414f_a339)]
            as [(String, UInt32)]
    )
    func sum(text: String, sum: UInt32) { #expect(CRC32.sum(of: Array(text.utf8)) == sum) }

    @Test("An empty archive is the 22 bytes of its end")
    func empty() throws {
        #expect(try Self.archive([]) == [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18))
    }

    /// What another program, which shares nothing with ours, finds in the file.
    @Test("Another program reads every entry as it was written, names in any alphabet, and finds the file whole")
    func reading() throws {
        let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let entries = [
            ("data.json", Array("{}".utf8)), ("photos/2026-1/1.jpg", large), ("zażółć/пошта.txt", Array("ї".utf8)),
            ("empty", []),
        ]
        let file = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try Self.archive(entries)).write(to: file)
        let lines = try Self.python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                for entry in archive.infolist():
                    moment = "-".join(str(part) for part in entry.date_time)
                    print(entry.filename, len(archive.read(entry)), entry.compress_type, moment)
            """,
            file.path
        )
        #expect(
            lines == [
                "data.json 2 0 2026-4-27-14-35-0", "photos/2026-1/1.jpg 200000 0 2026-4-27-14-35-0",
                "zażółć/пошта.txt 2 0 2026-4-27-14-35-0", "empty 0 0 2026-4-27-14-35-0",
            ]
        )
    }

    private static func python(_ program: String, _ argument: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["PYTHONIOENCODING=utf-8", "python3", "-c", program, argument]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }
}
