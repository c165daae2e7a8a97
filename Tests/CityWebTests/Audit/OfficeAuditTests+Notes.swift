import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    private static let file = "/:town/office/reports/:number/files/:file"

    /// What the files of notes leave.
    static let noteRoutes: [String: [AuditKind]] = [
        "GET \(file)": [.noteFileViewed], "POST \(file)/remove": [.noteFileRemoved],
    ]

    /// The same as `steps`, for files of notes.
    static let noteSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET \(file)", "/reports/2026-1/files/NOTEFILE", nil),
        ("POST \(file)/remove", "/reports/2026-1/files/NOTEFILE/remove", []),
    ]
}
