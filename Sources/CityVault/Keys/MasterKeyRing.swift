import CSodium

/// The master keys a process knows: the current one wraps, the older ones still open what they wrapped.
public struct MasterKeyRing: Sendable {
    /// 1 to 255.
    public let currentVersion: Int
    private let wrappingKeys: [UInt8: KeyBytes]

    /// Reads keys as an operator writes them: one key a line, 32 bytes in hexadecimal or base64, with its version and a
    /// colon before it (`2:3f…`). A single key needs no version and has version 1. The highest version is the current
    /// one. Empty lines and lines that begin with `#` are skipped.
    public init(parsing text: [UInt8]) throws(MasterKeyError) {
        try Self.startSodium()
        var keys: [UInt8: KeyBytes] = [:]
        for (number, line) in MasterKeyLine.all(in: text) {
            let (version, key) = try MasterKeyLine.parse(line, number: number)
            guard keys.updateValue(key.derived(for: .wrapping), forKey: version) == nil else {
                throw .repeatedVersion(Int(version))
            }
        }
        guard let current = keys.keys.max() else { throw .noKey }
        currentVersion = Int(current)
        wrappingKeys = keys
    }

    /// A ring of one new key, and that key as a line for a file.
    public static func newKey(version: UInt8 = 1) throws(MasterKeyError) -> (line: String, ring: MasterKeyRing) {
        let hex = SystemRandomness().bytes(KeyBytes.count).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }
        let line = "\(version):\(hex.joined())\n"
        return (line, try MasterKeyRing(parsing: Array(line.utf8)))
    }

    var current: (version: UInt8, key: KeyBytes)? {
        let version = UInt8(truncatingIfNeeded: currentVersion)
        return wrappingKeys[version].map { (version, $0) }
    }

    func key(version: UInt8) -> KeyBytes? { wrappingKeys[version] }

    private static func startSodium() throws(MasterKeyError) {
        do { try Sodium.start() } catch { throw .noLibrary }
    }
}

/// Why there is no master key. Said to the operator at start, with the way to mend it; never holds a part of a key.
public enum MasterKeyError: Error, Hashable, CustomStringConvertible {
    case noKey
    case malformedKey(line: Int)
    case repeatedVersion(Int)
    case fileMissing(path: String)
    case fileUnreadable(path: String, reason: String)
    case fileUnwritable(path: String, reason: String)
    case filePublic(path: String, mode: String)
    case fileOfAnother(path: String)
    case fileExists(path: String)
    case noCredentials(name: String)
    case commandFailed(status: Int32)
    case commandTimedOut(seconds: Int)
    case noLibrary

    public var description: String {
        switch self {
        case .noKey: "There is no master key in it. Write 32 bytes as 64 hexadecimal digits or as base64."
        case .malformedKey(let line):
            "Line \(line) is no master key. Write 32 bytes as 64 hexadecimal digits or as base64, after “VERSION:”."
        case .repeatedVersion(let version):
            "Two master keys have version \(version). Give the newer one a higher number."
        case .fileMissing(let path): "There is no master key file \(path)."
        case .fileUnreadable(let path, let reason): "The master key file \(path) cannot be read: \(reason)."
        case .fileUnwritable(let path, let reason): "The master key file \(path) cannot be written: \(reason)."
        case .filePublic(let path, let mode):
            "Others may read the master key file \(path) (mode \(mode)). Run: chmod 600 \(path)"
        case .fileOfAnother(let path): "The master key file \(path) belongs to another user. Run: chown to this user."
        case .fileExists(let path): "\(path) exists already; a master key is never written over."
        case .noCredentials(let name):
            "systemd gave no credential \(name). Add LoadCredential=\(name):… to the unit."
        case .commandFailed(let status): "The master key command ended with status \(status)."
        case .commandTimedOut(let seconds): "The master key command gave no answer within \(seconds) seconds."
        case .noLibrary: "libsodium cannot start on this machine."
        }
    }
}
