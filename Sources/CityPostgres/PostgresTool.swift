import CPq
import CityStorage
import Foundation

/// A program that comes with PostgreSQL. Where to connect goes through the environment: the list of processes shows
/// arguments to every user of the machine.
struct PostgresTool {
    private let name: String
    private let url: String

    /// - Parameter url: as libpq reads it.
    init(_ name: String, url: String) {
        self.name = name
        self.url = url
    }

    var databaseName: String { words["PGDATABASE"] ?? "" }

    /// Blocks until it ends.
    func run(_ arguments: [String]) throws(ArchiveFault) {
        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(words) { $1 }.merging(["LC_ALL": "C"]) { $1 }
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        do { try process.run() } catch { throw .missing(program: name) }
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw .failed("\(name): \(complaint.trimmingCharacters(in: .whitespacesAndNewlines))")
        }
    }

    private func program() throws(ArchiveFault) -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { throw .missing(program: name) }
        return URL(filePath: found)
    }

    /// The address taken apart into libpq's variables, the password among them.
    private var words: [String: String] {
        guard let options = PQconninfoParse(url, nil) else { return [:] }
        defer { PQconninfoFree(options) }
        var words: [String: String] = [:]
        var option = options
        while option.pointee.keyword != nil {
            if let variable = option.pointee.envvar, let value = option.pointee.val {
                words[String(cString: variable)] = String(cString: value)
            }
            option = option.successor()
        }
        return words
    }
}
