import HTTPTypes

extension HTTPField.Name {
    static let clearSiteData = Self(known: "Clear-Site-Data")
    static let crossOriginOpenerPolicy = Self(known: "Cross-Origin-Opener-Policy")
    static let forwardedFor = Self(known: "X-Forwarded-For")
    static let forwardedHost = Self(known: "X-Forwarded-Host")
    static let forwardedProto = Self(known: "X-Forwarded-Proto")
    static let idempotencyKey = Self(known: "Idempotency-Key")
    static let link = Self(known: "Link")
    static let permissionsPolicy = Self(known: "Permissions-Policy")
    static let rateLimit = Self(known: "RateLimit")
    static let rateLimitPolicy = Self(known: "RateLimit-Policy")
    static let referrerPolicy = Self(known: "Referrer-Policy")
    /// The secret of a report, for the operations that are its reporter's.
    static let reportSecret = Self(known: "Report-Secret")
    static let requestID = Self(known: "X-Request-ID")
    static let secFetchSite = Self(known: "Sec-Fetch-Site")

    /// A name written in the program itself.
    private init(known name: String) {
        guard let name = Self(name) else { preconditionFailure("\(name) is not a header name") }
        self = name
    }
}
