import CityVault
import Foundation
import Testing

@Suite struct MasterKeySourceTests {
    private static let hex = String(repeating: "0f", count: 32)
    private static let base64 = Data(repeating: 0xfb, count: 32).base64EncodedString()

    @Test(
        "Keys are read in hexadecimal and base64, with versions, comments and any line ends",
        arguments: [
            (hex, 1), (hex.uppercased() + "\n", 1), (base64, 1), (base64.replacing("=", with: ""), 1),
            (base64.replacing("+", with: "-").replacing("/", with: "_"), 1), ("# the key\n\n  \(hex)  \r\n", 1),
            ("3:\(hex)\n7:\(base64)\n", 7), ("255:\(hex)", 255), ("2:\(hex)\n\(base64)", 2),
        ] as [(String, Int)]
    )
    func parsing(text: String, version: Int) throws {
        #expect(try MasterKeyRing(parsing: Array(text.utf8)).currentVersion == version)
    }

    @Test(
        "What is no key is told with its line",
        arguments: [
            ("", MasterKeyError.noKey), ("# only a comment\n", .noKey), ("secret", .malformedKey(line: 1)),
            (String(hex.dropLast()), .malformedKey(line: 1)), (hex + "0f", .malformedKey(line: 1)),
            ("\n0:\(hex)", .malformedKey(line: 2)), ("256:\(hex)", .malformedKey(line: 1)),
            ("x:\(hex)", .malformedKey(line: 1)), (String(repeating: "0", count: 64), .malformedKey(line: 1)),
            ("\(hex)\n\(hex)", .repeatedVersion(1)), ("2:\(hex)\n2:\(base64)", .repeatedVersion(2)),
        ] as [(String, MasterKeyError)]
    )
    func faults(text: String, error: MasterKeyError) {
        #expect(throws: error) { try MasterKeyRing(parsing: Array(text.utf8)) }
    }

    @Test(
        "The argument says where the key is",
        arguments: [
            ("/etc/ratusz/key", MasterKeySource.file(path: "/etc/ratusz/key")), ("key", .file(path: "key")),
            ("credential:ratusz-key", .credential(name: "ratusz-key")), ("exec:kms get key", .command("kms get key")),
        ] as [(String, MasterKeySource)]
    )
    func arguments(argument: String, source: MasterKeySource) {
        #expect(MasterKeySource(argument: argument) == source)
    }

    @Test("A new file holds one key, is its owner's alone and is never written over")
    func creation() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("master.key")
        try MasterKeySource.createFile(at: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try MasterKeySource.file(path: path).keyRing(environment: [:]).currentVersion == 1)
        #expect(throws: MasterKeyError.fileExists(path: path)) { try MasterKeySource.createFile(at: path) }
        let nowhere = folder.path("nowhere/master.key")
        #expect(throws: MasterKeyError.fileUnwritable(path: nowhere, reason: "No such file or directory")) {
            try MasterKeySource.createFile(at: nowhere)
        }
        let other = folder.path("other.key")
        try MasterKeySource.createFile(at: other)
        #expect(try String(contentsOfFile: path, encoding: .utf8) != String(contentsOfFile: other, encoding: .utf8))
    }

    @Test(
        "A file that others may read is refused",
        arguments: [(0o640, "640"), (0o604, "604"), (0o610, "610"), (0o666, "666")]
    )
    func publicFile(mode: Int, shown: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("master.key")
        try MasterKeySource.createFile(at: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: MasterKeyError.filePublic(path: path, mode: shown)) {
            try MasterKeySource.file(path: path).keyRing(environment: [:])
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        _ = try MasterKeySource.file(path: path).keyRing(environment: [:])
    }

    @Test("A missing file and a folder are told apart")
    func missingFile() throws {
        let folder = try TemporaryFolder()
        #expect(throws: MasterKeyError.fileMissing(path: folder.path("none"))) {
            try MasterKeySource.file(path: folder.path("none")).keyRing(environment: [:])
        }
        #expect(throws: MasterKeyError.fileUnreadable(path: folder.path, reason: "it is no file")) {
            try MasterKeySource.file(path: folder.path).keyRing(environment: [:])
        }
    }

    @Test("A credential lies in the folder that systemd names")
    func credential() throws {
        let folder = try TemporaryFolder()
        try Data(Self.hex.utf8).write(to: URL(filePath: folder.path("ratusz-key")))
        let source = MasterKeySource.credential(name: "ratusz-key")
        #expect(try source.keyRing(environment: ["CREDENTIALS_DIRECTORY": folder.path]).currentVersion == 1)
        #expect(throws: MasterKeyError.noCredentials(name: "ratusz-key")) { try source.keyRing(environment: [:]) }
        let outside = MasterKeySource.credential(name: "../ratusz-key")
        #expect(throws: MasterKeyError.noCredentials(name: "../ratusz-key")) {
            try outside.keyRing(environment: ["CREDENTIALS_DIRECTORY": folder.path])
        }
    }

    @Test("A command gives the key, or the reason why not")
    func command() throws {
        #expect(try MasterKeySource.command("echo 4:\(Self.hex)").keyRing(environment: [:]).currentVersion == 4)
        #expect(throws: MasterKeyError.commandFailed(status: 3)) {
            try MasterKeySource.command("echo \(Self.hex); exit 3").keyRing(environment: [:])
        }
        #expect(throws: MasterKeyError.noKey) { try MasterKeySource.command("true").keyRing(environment: [:]) }
    }

    @Test("No message about keys holds a key")
    func messages() {
        let error = #expect(throws: MasterKeyError.self) { try MasterKeyRing(parsing: Array((Self.hex + "x").utf8)) }
        #expect(error.map { "\($0)".contains("0f0f") } == false)
    }
}
