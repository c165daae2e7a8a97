public import CityDomain

/// How to reach Kannel, the gateway of one's own to the networks. Prints as `‹SMS gateway›`, for it holds a password.
public struct KannelSettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹SMS gateway›"

    public let terms: SMSTerms
    let gateway: SMSGateway
    let user: String
    let password: SMSSecret

    /// - Parameters:
    ///   - url: of `sendsms`: `http://127.0.0.1:13013/cgi-bin/sendsms`; that path when it names none. Without TLS only
    ///     on this machine or network.
    ///   - user: of a `sendsms-user` group, with `concatenation` and `max-messages` at least as large as the parts
    ///     allowed here.
    ///   - password: what stands in the file of the password.
    public init(url: String, user: String, password: String, terms: SMSTerms) throws(SMSSettingsError) {
        gateway = try SMSGateway(url: url, path: "/cgi-bin/sendsms")
        guard !user.isEmpty else { throw .noUser }
        self.user = user
        self.password = try SMSSecret(file: password)
        self.terms = terms
    }
}
