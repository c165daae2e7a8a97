public import CityDomain
import Foundation

/// How to reach the mail server that takes the town's mail, from one URL:
/// `smtp://user:password@host:587?starttls=required`. It prints as `‹mail server›`, for it holds a password.
///
/// - `smtps://` encrypts from the first octet (port 465); `smtp://` starts plain (port 587 with a user, else 25).
/// - `starttls=required` (default), `optional` or `off`. On a loopback host the default is `off`.
/// - `connections=1…20` open at once (default 2), `timeout=` and `connect-timeout=` in seconds (default 60 and 10).
/// - `name=` is how we call ourselves to the server (default: the name of this machine).
/// - `ca=` is a file of certificates to trust instead of the system's.
public struct SMTPSettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹mail server›"

    public enum Encryption: Hashable, Sendable {
        case never
        /// Where the server offers it. Guards against listeners only, so no password goes over it.
        case whenOffered
        case required
        /// From the first octet.
        case immediate
    }

    public struct Credentials: Hashable, Sendable, Redacted {
        public static let standIn = "‹credentials›"
        public let user: String
        public let password: String
    }

    public let host: String
    public let port: Int
    public let encryption: Encryption
    public let credentials: Credentials?
    public let connections: Int
    public let connectTimeout: Duration
    /// For one message, everything included.
    public let timeout: Duration
    public let name: String?
    public let certificates: String?

    public init(url: String) throws(SMTPSettingsError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased() else { throw .noURL }
        guard scheme == "smtp" || scheme == "smtps" else { throw .wrongScheme }
        guard let host = parts.host, !host.isEmpty else { throw .noHost }
        guard parts.path.isEmpty || parts.path == "/", parts.fragment == nil else { throw .pathNotUsed }
        let options = try SMTPOptions(parts.queryItems ?? [])
        let isLocal = Self.isLoopback(host)
        self.host = host
        encryption = scheme == "smtps" ? .immediate : options.encryption ?? (isLocal ? .never : .required)
        credentials = try Self.credentials(in: parts)
        port = parts.port ?? (encryption == .immediate ? 465 : credentials == nil ? 25 : 587)
        connections = options.connections
        connectTimeout = options.connectTimeout
        timeout = options.timeout
        name = options.name
        certificates = options.certificates
        guard (1...65_535).contains(port) else { throw .wrongPort }
        let isSafe = isLocal || encryption == .required || encryption == .immediate
        guard credentials == nil || isSafe else { throw .passwordInTheClear }
        guard scheme == "smtp" || options.encryption == nil else { throw .startTLSWithTLS }
    }

    /// What libcurl takes: the server, and our name as the path.
    var curlURL: String {
        var parts = URLComponents()
        parts.scheme = encryption == .immediate ? "smtps" : "smtp"
        parts.host = host
        parts.port = port
        parts.path = name.map { "/" + $0 } ?? ""
        return parts.string ?? ""
    }

    private static func credentials(in parts: URLComponents) throws(SMTPSettingsError) -> Credentials? {
        switch (parts.user, parts.password) {
        case (nil, nil): nil
        case (let user?, let password?) where !user.isEmpty && !password.isEmpty:
            Credentials(user: user, password: password)
        default: throw .halfCredentials
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    }
}

/// What an operator must mend in the URL of the mail server. Never holds a part of the URL: it has the password in it.
public enum SMTPSettingsError: Error, Hashable, CustomStringConvertible {
    case noURL
    case wrongScheme
    case noHost
    case wrongPort
    case pathNotUsed
    case halfCredentials
    case passwordInTheClear
    case startTLSWithTLS
    case unknownOption(String)
    case wrongOption(String, allowed: String)

    public var description: String {
        switch self {
        case .noURL: "The mail server is no URL. Write smtp://user:password@host:587, special characters as %40."
        case .wrongScheme: "The URL of the mail server must begin with smtp:// or smtps://."
        case .noHost: "The URL of the mail server names no host."
        case .wrongPort: "The port of the mail server must be from 1 to 65535."
        case .pathNotUsed: "The URL of the mail server has a path; only options after “?” may follow the host."
        case .halfCredentials: "The URL of the mail server has a user without a password or the other way round."
        case .passwordInTheClear: "A password needs starttls=required or smtps://, else anybody on the way can read it."
        case .startTLSWithTLS: "smtps:// is encrypted from the start; leave starttls out."
        case .unknownOption(let name):
            "The mail server has no option “\(name)”; there are starttls, connections, timeout, connect-timeout, name, ca."
        case .wrongOption(let name, let allowed): "The option \(name) of the mail server must be \(allowed)."
        }
    }
}
