import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    private static let thread = "/:town/office/reports/:number/thread"

    /// What the thread with a reporter leaves.
    static let threadRoutes: [String: [AuditKind]] = [
        "POST \(thread)": [.reporterWritten], "POST \(thread)/see": [.messagesSeen],
        "GET \(thread)/:message/mail": [.mailViewed], "GET \(thread)/:message/photos/:photo/:size": [.photoViewed],
    ]

    /// The same as `steps`, for the thread.
    static let threadSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET \(thread)/:message/mail", "/reports/2026-1/thread/MAIL/mail", nil),
        ("GET \(thread)/:message/photos/:photo/:size", "/reports/2026-1/thread/MAIL/photos/ENCLOSED/large", nil),
        ("POST \(thread)/see", "/reports/2026-1/thread/see", [("last", "MAIL")]),
        ("POST \(thread)", "/reports/2026-1/thread", [("message", "Przyjedziemy.")]),
    ]
}
