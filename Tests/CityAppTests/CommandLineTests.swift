import CityTestSupport
import Foundation
import Testing

@testable import CityApp

/// The program as a person calls it.
@Suite struct CommandLineTests {
    private struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }

    /// The program that was built along with the tests.
    private static func ratusz(_ arguments: [String]) throws -> Outcome {
        let bundle = CommandLine.arguments.first { $0.contains("PackageTests.xctest") } ?? ""
        let folder = try #require(bundle.range(of: "/", options: .backwards)).lowerBound
        let process = Process()
        process.executableURL = URL(filePath: "\(bundle[..<folder])/ratusz")
        process.arguments = arguments
        process.environment = ["LANG": "C.UTF-8", "COLUMNS": "1000", "RATUSZ_FIRST_TOWNS": "all"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let faults = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: text, errors: faults)
    }

    @Test(
        "A term is the last day alone on the first line",
        arguments: [
            ("3 working days", "2025-12-30"), ("14 working days", "2026-01-16"), ("7 days", "2025-12-29"),
            ("1 month", "2026-01-22"), ("6 months", "2026-06-22"),
        ]
    )
    func term(period: String, end: String) throws {
        let outcome = try Self.ratusz(["term", period, "--from", "2025-12-22", "--calendar", "pl"])
        #expect([outcome.lines[0], "\(outcome.status)", outcome.errors] == [end, "0", ""])
    }

    @Test("The help of serve has every setting with its variable and its default")
    func help() throws {
        let help = try Self.ratusz(["serve", "--help"]).output.split(whereSeparator: \.isWhitespace).joined(
            separator: " "
        )
        for setting in Setting.all {
            let fallback = try #require(setting.fallback, "\(setting.name)")
            #expect(help.contains("--\(setting.name) "))
            #expect(help.contains("(default: \(fallback)) [\(setting.variable)]"), "\(setting.name)")
        }
    }

    @Test("A new key stands alone on the last line")
    func key() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let (data, key) = (installation.folder.path, "\(installation.folder.path)/own.key")
            #expect(try Self.ratusz(["masterkey", "create", key]).status == 0)
            let flags = ["--town", "kielce", "--data", data, "--database", installation.database, "--master-key", key]
            let outcome = try Self.ratusz(["apikey", "create"] + flags)
            #expect([outcome.lines.last, "\(outcome.status)", outcome.errors] == ["", "0", ""])
            #expect(outcome.lines.dropLast().last?.wholeMatch(of: /[0-9a-z]{52}/) != nil)
        }
    }

    @Test(
        "A short command makes no database where there is none",
        arguments: [
            ["apikey", "create", "--town", "kielce"], ["town", "export", "--town", "kielce", "/tmp"], ["migrate"],
            ["masterkey", "rotate"], ["backup", "create", "--to", "/tmp/nowhere"],
        ]
    )
    func noDatabase(arguments: [String]) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let folder = installation.folder.path
            let flags = ["--data", "\(folder)/misspelt", "--master-key", "\(folder)/master.key"]
            let outcome = try Self.ratusz(arguments + flags)
            let words = "Error: --data (RATUSZ_DATA): there is no database \(folder)/misspelt/ratusz.sqlite; "
            #expect(outcome.errors.hasPrefix(words), "\(outcome.errors)")
            #expect(outcome.status == 1)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/misspelt"))
        }
    }

    @Test("The version is a year and a number, alone on its line")
    func version() throws {
        #expect(try Self.ratusz(["--version"]).output == "\(ProgramVersion.current)\n")
        #expect(ProgramVersion.current.wholeMatch(of: /20\d\d\.\d+/) != nil)
    }

    @Test(
        "What is typed wrong is said in a line, with the usage of that command",
        arguments: [
            (["term", "3 workdays", "--from", "2025-12-22"], "“3 workdays” is not a period; ", "term"),
            (["term", "0 days", "--from", "2025-12-22"], "“0 days” is not a period; the number is from 1 ", "term"),
            (["term", "3 days", "--from", "22.12.2025"], "“22.12.2025” is not a date; ", "term"),
            (["term", "3 days", "--from", "2025-12-22", "--calendar", "fr"], "there is no calendar “fr”; ", "term"),
            (["term", "3 days", "--from", "1500-01-01"], "the calendar “pl” begins on 2017-01-01", "term"),
            (["term", "3 days"], "Missing expected argument '--from <date>'", "term"),
            (["check", "--town", "nosuch"], "there is no town “nosuch”; there are: biale-blota, ", "check"),
            (["check", "/nowhere"], "“/nowhere” is no folder", "check"),
            (["check", "--evidence", "/nowhere"], "“/nowhere” cannot be read", "check"),
            (["apikey", "create"], "Missing expected argument '--town <town>'", "apikey create"),
            (["apikey", "create", "--town", "kielce", "--name", " "], "say with --name what ", "apikey create"),
            (["backup", "create"], "Missing expected argument '--to <folder>'", "backup create"),
            (["backup", "create", "--to", "/tmp", "--keep", "0"], "--keep: write a number from 1", "backup create"),
            (["serve", "--nonsense"], "Unknown option '--nonsense'", "serve"),
        ]
    )
    func wrongArguments(arguments: [String], words: String, command: String) throws {
        let outcome = try Self.ratusz(arguments)
        #expect([outcome.output, "\(outcome.status)"] == ["", "64"])
        #expect(outcome.errors.hasPrefix("Error: \(words)"), "\(outcome.errors)")
        #expect(outcome.errors.contains("\nUsage: ratusz \(command) "))
    }

    @Test(
        "What cannot be done is said in a line that names the place and nothing of the program’s inside",
        arguments: [
            (["serve", "--port", "x"], "--port (RATUSZ_PORT): “x” is no port; "),
            (
                ["serve", "--public-url", "nosuch=https://x.example"],
                "--public-url (RATUSZ_PUBLIC_URL): there is no town “nosuch”; "
            ),
            (["serve", "--host", "nosuch.invalid"], "--host (RATUSZ_HOST): “nosuch.invalid” is no address "),
            (["serve", "--host", "192.0.2.1"], "--port (RATUSZ_PORT): cannot listen on 192.0.2.1:0: "),
            (["serve", "--files", "/nowhere"], "/nowhere/Texts/pl.json cannot be read; name the folder "),
            (["apikey", "create", "--town", "nosuch"], "there is no town “nosuch”; there are: "),
            (["town", "import", "/nowhere"], "/nowhere: is no folder that can be read"),
            (
                ["town", "export", "--town", "kielce", "--revision", "9", "/tmp"],
                "there is no such revision of “kielce”"
            ),
            (
                ["admin", "create", "--town", "kielce", "--login", "x", "--name", "y"],
                "write the password on standard input"
            ),
        ]
    )
    func faults(arguments: [String], words: String) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let folder = installation.folder.path
            var flags = ["--data", folder, "--database", installation.database, "--master-key", "\(folder)/master.key"]
            if arguments[0] == "serve" { flags += ["--metrics-port", "0"] }
            if arguments[0] == "serve", !arguments.contains("--port") { flags += ["--port", "0"] }
            let outcome = try Self.ratusz(arguments + flags)
            #expect([outcome.output, "\(outcome.status)"] == ["", "1"])
            #expect(outcome.errors.hasPrefix("Error: \(words)"), "\(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        }
    }
}
