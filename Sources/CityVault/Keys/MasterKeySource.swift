import Foundation

/// Where the master key comes from: the value of `--master-key`.
public enum MasterKeySource: Hashable, Sendable, CustomStringConvertible {
    /// A file that only its owner may read.
    case file(path: String)
    /// A credential that systemd hands to the service (`LoadCredential=`, `LoadCredentialEncrypted=`).
    case credential(name: String)
    /// What a shell command prints, such as a client of a key management service.
    case command(String)

    /// `credential:NAME`, `exec:COMMAND`, or the path of a file.
    public init(argument: String) {
        if argument.hasPrefix("credential:") {
            self = .credential(name: String(argument.dropFirst("credential:".count)))
        } else if argument.hasPrefix("exec:") {
            self = .command(String(argument.dropFirst("exec:".count)))
        } else {
            self = .file(path: argument)
        }
    }

    public var description: String {
        switch self {
        case .file(let path): path
        case .credential(let name): "credential:\(name)"
        case .command: "exec:…"
        }
    }

    /// Reads the keys. Blocks, a command for at most half a minute.
    /// - Parameter environment: of the process; systemd names the folder of its credentials there.
    public func keyRing(environment: [String: String]) throws(MasterKeyError) -> MasterKeyRing {
        var text = try text(environment: environment)
        defer { text.withUnsafeMutableBytes { wipe($0) } }
        return try MasterKeyRing(parsing: text)
    }

    /// Makes a key file with one new key, readable by its owner alone.
    /// - Throws: `.fileExists` when there is a file already.
    public static func createFile(at path: String) throws(MasterKeyError) {
        let line = try MasterKeyRing.newKey().line
        try MasterKeyFile.create(at: path, content: Array(line.utf8))
    }

    private func text(environment: [String: String]) throws(MasterKeyError) -> [UInt8] {
        switch self {
        case .file(let path):
            return try MasterKeyFile.read(path, protection: .mode)
        case .credential(let name):
            guard let folder = environment["CREDENTIALS_DIRECTORY"], !name.contains("/") else {
                throw .noCredentials(name: name)
            }
            return try MasterKeyFile.read("\(folder)/\(name)", protection: .folder)
        case .command(let command):
            return try MasterKeyCommand(command).output()
        }
    }
}
