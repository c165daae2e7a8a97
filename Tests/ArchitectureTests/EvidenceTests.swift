import CityTestSupport
import Foundation
import Testing

/// `Tests/evidence` counts only what passed.
@Suite struct EvidenceTests {
    private struct Evidence: Decodable, Equatable {
        struct Row: Decodable, Equatable {
            let name: String
            let clauses: [String]
            let passed: Bool
        }

        let tests: [Row]
    }

    private static let cited = #""attachment":{"_bytes":"dG93bi9JLjE=","_preferredName":"clauses.txt"}"#

    /// JSON lets it stand in a line.
    private static let separator = "\u{2028}"

    /// One test with one row, as the event stream tells it.
    private static func stream(_ middle: String, hasEnd: Bool) -> String {
        let test = #""testID":"Some.Suite/row(a:)/File.swift:1:1""#
        let row = #""_testCase":{"id":"1","displayName":"first\#(separator)row"}"#
        let events = [
            #""kind":"valueAttached",\#(cited),\#(row),\#(test)"#, middle.isEmpty ? "" : #"\#(middle),\#(test)"#,
            #""kind":"testCaseEnded",\#(row),\#(test)"#, #""kind":"testEnded",\#(test)"#,
            hasEnd ? #""kind":"runEnded""# : "",
        ]
        return events.filter { !$0.isEmpty }.map { #"{"kind":"event","payload":{\#($0)},"version":0}"# }
            .joined(separator: "\n")
    }

    @Test(
        "A test with any issue proves nothing",
        arguments: [
            ("", true),
            (#""kind":"issueRecorded""#, false),
            (#""kind":"issueRecorded","_testCase":{"id":"1","displayName":"first"}"#, false),
            (#""kind":"issueRecorded","_testCase":{"id":"2","displayName":"second"}"#, true),
            (#""kind":"testSkipped""#, false),
        ]
    )
    func issues(event: String, passed: Bool) throws {
        let (status, output) = try run(on: Self.stream(event, hasEnd: true))
        let row = Evidence.Row(
            name: "Some.Suite/row(a:) [first\(Self.separator)row]",
            clauses: ["town/I.1"],
            passed: passed
        )
        #expect(status == 0)
        #expect(try JSONDecoder().decode(Evidence.self, from: output).tests.first == row)
    }

    @Test("A run that did not end proves nothing")
    func brokenRun() throws {
        #expect(try run(on: Self.stream("", hasEnd: false)).status == 1)
    }

    @Test("Runs in parts prove together what each of them proved, when all came to their end")
    func parts() throws {
        let other = Self.stream("", hasEnd: true).replacing("Some.Suite", with: "Other.Suite")
        let (status, output) = try run(on: Self.stream("", hasEnd: true), other)
        #expect(status == 0)
        let suites = try JSONDecoder().decode(Evidence.self, from: output).tests.map { $0.name.prefix { $0 != "/" } }
        #expect(suites == ["Other.Suite", "Some.Suite"])
        #expect(try run(on: Self.stream("", hasEnd: false), other).status == 1)
    }

    private func run(on streams: String...) throws -> (status: Int32, output: Data) {
        let files = streams.map { _ in
            FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString)")
        }
        for (stream, file) in zip(streams, files) { try Data(stream.utf8).write(to: file) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        let output = Pipe()
        process.executableURL = ProjectFiles.root.appending(path: "Tests/evidence")
        process.arguments = files.map(\.path)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, data)
    }
}
