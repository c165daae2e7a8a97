import CityKit

/// The secret in a reporter's link: 28 characters of Crockford's base 32, 136 bits. Whoever has it may read the report
/// and answer in the reporter's name.
public struct ReportSecret: Sendable, Hashable, CustomStringConvertible {
    /// Lower case, without hyphens.
    let text: String

    init(bytes: [UInt8]) { text = Base32.encode(bytes.prefix(17)) }

    /// A secret that came back in a link or was typed; nil when it cannot be one.
    public init?(typed: String) {
        guard typed.utf8.count <= 100, let text = Base32.normalized(typed), text.utf8.count == 28 else { return nil }
        self.text = text
    }

    /// In groups of four, as links show it: `r7mk-4tqe-…`.
    public var grouped: String {
        stride(from: 0, to: 28, by: 4).map { start in String(text.dropFirst(start).prefix(4)) }.joined(separator: "-")
    }

    public var description: String { "‹secret›" }
}

extension SecretPurpose {
    static let reportLink = Self(rawValue: "report-link")
    static let reportLinkHash = Self(rawValue: "report-link-hash")
    static let submissionBody = Self(rawValue: "submission-body")
    static let emailConfirmation = Self(rawValue: "email-confirmation")
}

extension Vault {
    /// The secret of a report's link: the same whenever it is made again from the same report and client key.
    func reportSecret(of report: ID<Report>, _ clientKey: ClientKey, in town: ID<Municipality>) -> ReportSecret {
        ReportSecret(bytes: secret(for: .reportLink, report.rawValue, clientKey.rawValue, in: town))
    }

    /// What the database keeps of the secret.
    func hash(of secret: ReportSecret, in town: ID<Municipality>) -> [UInt8] {
        self.secret(for: .reportLinkHash, secret.text, in: town)
    }
}
