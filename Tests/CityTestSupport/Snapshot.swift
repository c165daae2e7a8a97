public import CityKit
import Foundation
public import Testing

/// Compares markup with the file `__Snapshots__/<named>.html` beside the tests of the target.
///
/// A missing file fails, and so does a difference. With `RATUSZ_RECORD=1` in the environment the files are written and
/// the test fails once, so that nobody records by accident. The fingerprints of assets are left out, since they change
/// with every edit of a style.
public func expectSnapshot(
    _ html: HTML,
    named name: String,
    file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    try expect(Snapshot.stable(html.markup), Snapshot(name: name, test: file), sourceLocation)
}

/// Compares a text with a file of the project that is made from the program, by its path from the root. Recorded like a
/// page.
public func expectDocument(
    _ text: String,
    at path: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    try expect(text + "\n", Snapshot(file: ProjectFiles.root.appending(path: path)), sourceLocation)
}

private func expect(_ text: String, _ snapshot: Snapshot, _ sourceLocation: SourceLocation) throws {
    let name = snapshot.file.deletingPathExtension().lastPathComponent
    if Snapshot.isRecording {
        try snapshot.record(text)
        Issue.record("recorded \(name); run again without RATUSZ_RECORD", sourceLocation: sourceLocation)
        return
    }
    guard let expected = snapshot.expected else {
        Issue.record("no snapshot \(name): look at it, then record it", sourceLocation: sourceLocation)
        return
    }
    let difference = Snapshot.firstDifference(text, expected)
    #expect(difference == nil, "\(name) is no longer what was recorded", sourceLocation: sourceLocation)
}

private struct Snapshot {
    let file: URL

    static let isRecording = ProcessInfo.processInfo.environment["RATUSZ_RECORD"] == "1"

    init(file: URL) { self.file = file }

    /// `test` is a file anywhere below `Tests/<target>/`.
    init(name: String, test: String) {
        var folder = URL(filePath: test).deletingLastPathComponent()
        while folder.deletingLastPathComponent().lastPathComponent != "Tests", folder.path.count > 1 {
            folder.deleteLastPathComponent()
        }
        file = folder.appending(path: "__Snapshots__").appending(path: "\(name).html")
    }

    var expected: String? { try? String(contentsOf: file, encoding: .utf8) }

    func record(_ markup: String) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(markup.utf8).write(to: file)
    }

    static func stable(_ markup: String) -> String {
        let text = markup.replacing(/\?v=[0-9a-f]{16}/, with: "")
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    /// The first line that differs, as it is and as it was; nil when the texts are equal.
    static func firstDifference(_ actual: String, _ expected: String) -> String? {
        guard actual != expected else { return nil }
        let (new, old) = (actual.split(separator: "\n"), expected.split(separator: "\n"))
        for index in 0..<max(new.count, old.count) {
            let (now, before) = (index < new.count ? new[index] : "", index < old.count ? old[index] : "")
            if now != before { return "line \(index + 1): \(now) ≠ \(before)" }
        }
        return "only white space at the end of a line or an empty line differs"
    }
}
