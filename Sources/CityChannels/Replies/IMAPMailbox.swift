import CCurl
import CCurlShim
public import CityDomain
import CityHTTP
import CityKit
import Foundation

/// Mails in a mailbox of a mail server, read by IMAP (RFC 9051). The mailbox is for answers alone: what was taken is removed
/// for good.
public actor IMAPMailbox: ReplyMailbox {
    private let settings: IMAPSettings
    private let queue = ConnectionQueue(label: "imap")
    private var handle: IMAPHandle?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    public init(_ settings: IMAPSettings) { self.settings = settings }

    /// Why the mailbox cannot be read now. Never holds what the server said: that may name a person.
    public struct Away: Error {
        public let code: Int
    }

    public func waiting(limit: Int) throws -> [String] {
        let answer = try run("UID SEARCH NOT DELETED", limit: 1_000_000)
        let lines = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline)
        let ids = lines.filter { $0.uppercased().hasPrefix("* SEARCH") }
            .flatMap { $0.split(separator: " ").compactMap { Int($0) } }
        return ids.sorted().prefix(limit).map(String.init)
    }

    public func read(_ mail: String, limit: Int) throws -> [UInt8]? {
        let handle = try connected()
        let result = handle.perform(path: "\(settings.path)/;UID=\(mail)", command: nil, limit: limit)
        if result.isTooLarge { return nil }
        return try checked(result)
    }

    public func remove(_ mail: String) throws {
        _ = try run("UID STORE \(mail) +FLAGS.SILENT (\\Deleted)", limit: 100_000)
        _ = try run("EXPUNGE", limit: 1_000_000)
    }

    private func run(_ command: String, limit: Int) throws -> [UInt8] {
        try checked(connected().perform(path: settings.path, command: command, limit: limit))
    }

    private func checked(_ result: IMAPHandle.Result) throws -> [UInt8] {
        guard result.code == 0 else {
            // The next attempt begins anew.
            handle = nil
            throw Away(code: result.code)
        }
        return result.bytes
    }

    private func connected() throws -> IMAPHandle {
        if let handle { return handle }
        guard let made = IMAPHandle(settings) else { throw Away(code: -1) }
        handle = made
        return made
    }
}

/// A libcurl handle that keeps its connection to one mailbox. Every call blocks.
private final class IMAPHandle {
    struct Result {
        let code: Int
        let bytes: [UInt8]
        let isTooLarge: Bool
    }

    private final class Answer {
        var bytes: [UInt8] = []
        let limit: Int
        var isTooLarge = false
        init(limit: Int) { self.limit = limit }
    }

    private let handle: UnsafeMutableRawPointer
    private let settings: IMAPSettings

    init?(_ settings: IMAPSettings) {
        guard Curl.isReady, let handle = curl_easy_init() else { return nil }
        (self.handle, self.settings) = (handle, settings)
    }

    deinit { curl_easy_cleanup(handle) }

    /// - Parameter command: nil to read what the path names.
    func perform(path: String, command: String?, limit: Int) -> Result {
        curl_easy_reset(handle)
        let answer = Answer(limit: limit)
        let strings: [(CURLoption, String?)] = [
            (CURLOPT_URL, "\(settings.server)\(path)"), (CURLOPT_PROTOCOLS_STR, "imap,imaps"), (CURLOPT_PROXY, ""),
            (CURLOPT_USERNAME, settings.user), (CURLOPT_PASSWORD, settings.password),
            (CURLOPT_CAINFO, settings.certificates), (CURLOPT_CUSTOMREQUEST, command),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_MAXCONNECTS, 1), (CURLOPT_USE_SSL, settings.curlEncryption),
            (CURLOPT_CONNECTTIMEOUT_MS, 10_000), (CURLOPT_TIMEOUT_MS, 120_000),
        ]
        for (option, value) in strings where value != nil { curl_set_string(handle, option, value) }
        for (option, value) in numbers { curl_set_long(handle, option, value) }
        let write = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            guard let context, let buffer else { return 0 }
            let answer = Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue()
            guard answer.bytes.count + size * count <= answer.limit else {
                answer.isTooLarge = true
                return 0
            }
            answer.bytes += UnsafeRawBufferPointer(start: buffer, count: size * count)
            return size * count
        }
        guard write == CURLE_OK else { return Result(code: -1, bytes: [], isTooLarge: false) }
        let code = withExtendedLifetime(answer) {
            curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
            return curl_easy_perform(handle)
        }
        return Result(code: Int(code.rawValue), bytes: answer.bytes, isTooLarge: answer.isTooLarge)
    }
}

/// How to reach a mailbox, from one URL: `imaps://user:password@host/INBOX`. It prints as `‹mailbox›`, for it holds a password.
///
/// - `imap://` starts plain and must encrypt before the password goes out, but on a loopback host.
/// - `ca=` is a file of certificates to trust instead of the system's.
public struct IMAPSettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹mailbox›"

    let server: String
    let path: String
    let user: String
    let password: String
    let certificates: String?
    let curlEncryption: Int

    /// Nil where it is no such URL.
    public init?(url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "imap" || scheme == "imaps", let host = parts.host, !host.isEmpty,
            let user = parts.user, let password = parts.password, !user.isEmpty, parts.fragment == nil
        else { return nil }
        let isLocal = host == "localhost" || host.hasPrefix("127.") || host == "[::1]"
        self.user = user
        self.password = password
        server = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
        path = parts.percentEncodedPath.count > 1 ? parts.percentEncodedPath : "/INBOX"
        certificates = parts.queryItems?.first { $0.name == "ca" }?.value
        curlEncryption = Int((isLocal && scheme == "imap" ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue)
    }
}
