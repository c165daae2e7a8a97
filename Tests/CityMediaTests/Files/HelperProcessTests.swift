import CityDomain
import CityTestSupport
import Foundation
import PhotoPipe
import Testing

@testable import CityMedia

/// Helpers that do not do what they should.
@Suite struct HelperProcessTests {
    /// What comes of a photo when a few lines of shell stand in place of the helper.
    private func failure(of lines: String, within limit: Duration = .seconds(120)) async -> PhotoFailure? {
        await failure(of: ["/bin/sh", "-c", lines], within: limit)
    }

    private func failure(of command: [String], within limit: Duration = .seconds(120)) async -> PhotoFailure? {
        let processor = HelperPhotoProcessor(command: command, most: 1, timeLimit: limit, readyFor: .zero)
        do {
            _ = try await processor.process(FileChunks(SamplePhoto.jpeg))
            return nil
        } catch {
            return error as? PhotoFailure
        }
    }

    @Test(
        "A helper that fails or lies costs one photo and nothing else",
        arguments: [
            ("exit 0", .broken), ("exit 1", .broken), ("exit 71", .away), ("kill -SEGV $$", .broken),
            ("kill -XCPU $$", .tooSlow),
            ("exec cat", .broken), ("cat > /dev/null; echo hello", .broken), ("exec yes", .broken),
            ("cat > /dev/null; printf '\\0\\0\\0\\1'", .broken),
            ("cat > /dev/null; printf '\\0\\0\\0\\3'", .moving), ("cat > /dev/null; printf '\\0\\0\\0\\3x'", .broken),
            ("cat > /dev/null; printf '\\0\\0\\0\\0\\0\\0\\0\\1x\\0\\0\\0\\1x'", .broken),
        ] as [(String, PhotoFailure)]
    )
    func failing(lines: String, expected: PhotoFailure) async {
        let found = await failure(of: lines)
        #expect(found == expected)
    }

    @Test("A helper that hangs is ended", arguments: ["exec sleep 600", "cat > /dev/null; sleep 600"])
    func hanging(lines: String) async {
        let found = await failure(of: lines, within: .seconds(1))
        #expect(found == .tooSlow)
    }

    @Test("A picture with anything else in it is not believed", arguments: [true, false])
    func lying(isPlain: Bool) async throws {
        let picture = isPlain ? SamplePhoto.jpeg : SamplePhoto.jpeg(marker: 0xE1, SamplePhoto.exif(orientation: 1))
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(PhotoReply.done(large: picture, small: SamplePhoto.jpeg).octets).write(to: file)
        let found = await failure(of: "cat > /dev/null; cat \(file.path)")
        #expect(found == (isPlain ? nil : .broken))
    }

    @Test("Without the program photos are refused as a service that is away")
    func missing() async { #expect(await failure(of: ["/nowhere/ratusz-photos"]) == .away) }

    @Test("The helper cannot open a file, grow without end or leave a core file")
    func confinement() async throws {
        let helper = try HelperProcess([PhotoProcessorTests.program])
        defer { helper.end() }
        let wanted = [
            "Max cpu time 20 20", "Max file size 0 0", "Max core file size 0 0", "Max open files 0 0",
            "Max address space 1073741824 1073741824",
        ]
        try await expectEventually("the helper has its limits") {
            let lines = try String(contentsOfFile: "/proc/\(helper.process)/limits", encoding: .utf8)
                .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            return wanted.allSatisfy { line in lines.contains { $0.hasPrefix(line) } }
        }
    }
}
