import CityKit

/// Where answers by mail go: one address of the installation, in which a token says to which report an answer belongs. Only
/// the letter to the reporter has it, and nobody without the key of the installation can make another one.
public struct ReplyAddresses: Sendable, Equatable {
    private let prefix: String
    private let suffix: String

    private static let gap = "{token}"

    /// - Parameter pattern: `odpowiedz+{token}@town.example`; nil where it cannot hold a token.
    public init?(pattern: String) {
        let parts = pattern.split(separator: Self.gap, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].hasPrefix("@"), !parts[0].contains("@") else { return nil }
        (prefix, suffix) = (parts[0].lowercased(), parts[1].lowercased())
        guard (try? EmailAddress(typed: address(of: Self.longest))) != nil else { return nil }
    }

    /// As long as tokens get.
    private static let longest = ReplyToken(number: ReportNumber(year: 9_999, sequence: 99_999_999), code: [])

    private func address(of token: ReplyToken) -> String {
        let code = token.code.isEmpty ? String(repeating: "a", count: ReplyToken.codeLength) : token.codeText
        return "\(prefix)\(token.number.path)-\(code)\(suffix)"
    }

    /// The address for answers of the reporter with this address about a report.
    func address(of report: Report, to reader: EmailAddress, _ vault: any Vault, in town: ID<Municipality>)
        -> EmailAddress?
    {
        let code = vault.replyCode(of: report.id, to: reader, in: town)
        return try? EmailAddress(typed: address(of: ReplyToken(number: report.number, code: code)))
    }

    /// What stands in one of the addresses that a mail was sent to; nil where none is one of ours.
    func token(among recipients: [String]) -> ReplyToken? {
        recipients.lazy.compactMap { recipient in
            let text = recipient.lowercased()
            guard text.hasPrefix(prefix), text.hasSuffix(suffix), text.count > prefix.count + suffix.count else {
                return nil
            }
            return ReplyToken(text: text.dropFirst(prefix.count).dropLast(suffix.count))
        }.first
    }
}

/// Names a report, and proves that a letter about it went to its reporter.
struct ReplyToken: Sendable, Equatable {
    let number: ReportNumber
    /// Octets of a keyed hash.
    let code: [UInt8]

    /// Octets that cannot be guessed, and letters that they make.
    static let octets = 15
    static let codeLength = 24

    var codeText: String { Base32.encode(code).lowercased() }

    init(number: ReportNumber, code: [UInt8]) { (self.number, self.code) = (number, code) }

    /// - Parameter text: `2026-4187-…`, in whatever case a mail server made of it.
    init?(text: some StringProtocol) {
        guard let mark = text.lastIndex(of: "-"), let number = ReportNumber(String(text[..<mark])),
            let code = Base32.normalized(String(text[text.index(after: mark)...])), code.count == Self.codeLength
        else { return nil }
        self.init(number: number, code: Array(code.lowercased().utf8))
    }
}

extension SecretPurpose {
    static let replyCode = Self(rawValue: "reply-code")
    static let takenMail = Self(rawValue: "taken-mail")
}

extension Vault {
    /// Of a report and an address: a letter to another address, or about another report, has another one.
    func replyCode(of report: ID<Report>, to reader: EmailAddress, in town: ID<Municipality>) -> [UInt8] {
        let secret = secret(for: .replyCode, report.rawValue, reader.indexForm, in: town)
        return Array(secret.prefix(ReplyToken.octets))
    }

    /// Whether a token that came back is the one that was sent.
    func accepts(_ token: ReplyToken, about report: ID<Report>, to reader: EmailAddress, in town: ID<Municipality>)
        -> Bool
    {
        let sent = ReplyToken(number: token.number, code: replyCode(of: report, to: reader, in: town)).codeText
        return isEqual(Array(sent.utf8), token.code)
    }
}
