import CCurl
import CCurlShim
public import CityDomain

/// Mails in a mailbox of a mail server, read by IMAP (RFC 9051). The mailbox is for answers alone: what was taken is removed
/// for good.
///
/// All throw `MailboxAway`; the next call connects anew then.
public actor IMAPMailbox: ReplyMailbox {
    private let settings: IMAPSettings
    private let queue = ConnectionQueue(label: "imap")
    private var handle: IMAPHandle?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    public init(_ settings: IMAPSettings) { self.settings = settings }

    /// So many are asked for at once: libcurl drops longer lines, and gives up after some dozens of lines.
    private static let most = 500

    public func waiting(limit: Int) throws -> [String] {
        // After it the server has told of mails that came meanwhile.
        _ = try run("NOOP", limit: 1_000_000)
        var result = try search("1:\(min(limit, Self.most)) NOT DELETED")
        // Some servers refuse places that no mail has. There are few mails then.
        if result.code == CURLE_QUOTE_ERROR { result = try search("NOT DELETED") }
        return IMAPList.numbers(in: try checked(result)).prefix(limit).map(String.init)
    }

    private func search(_ keys: String) throws -> IMAPHandle.Result {
        try connected().perform(path: settings.path, command: "UID SEARCH \(keys)", limit: 100_000)
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

    /// - Parameter refused: what a refusal means.
    private func checked(_ result: IMAPHandle.Result, refused: MailboxAway.Reason = .noMailbox) throws -> [UInt8] {
        guard result.code == CURLE_OK else {
            handle = nil
            throw MailboxAway(MailboxAway.Reason(result.code, refused: refused))
        }
        return result.bytes
    }

    private func connected() throws -> IMAPHandle {
        if let handle { return handle }
        guard let made = IMAPHandle(settings) else { throw MailboxAway(.notUnderstood) }
        // libcurl says the same of a refused password and of a missing mailbox: the first is asked alone.
        _ = try checked(made.perform(path: "/", command: "NOOP", limit: 1_000_000), refused: .signInRefused)
        handle = made
        return made
    }
}

/// What a server says of the mails of a mailbox.
enum IMAPList {
    /// - Parameter answer: with a line such as `* SEARCH 7 9`, or more.
    /// - Returns: numbers of mails, the oldest first.
    static func numbers(in answer: [UInt8]) -> [Int] {
        String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.uppercased().split(separator: " ") }
            .filter { $0.starts(with: ["*", "SEARCH"]) }
            .flatMap { $0.compactMap { Int($0) } }.sorted()
    }
}

extension MailboxAway.Reason {
    fileprivate init(_ code: CURLcode, refused: Self) {
        self =
            switch code {
            case CURLE_LOGIN_DENIED: refused
            case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
                CURLE_SSL_CACERT_BADFILE:
                .notTrusted
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT, CURLE_SEND_ERROR,
                CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_ABORTED_BY_CALLBACK:
                .unreachable
            default: .notUnderstood
            }
    }
}
