import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    private static let given = "/:town/office/reports/:number/commissions"

    /// What the pages about contractors leave.
    static let contractorRoutes: [String: [AuditKind]] = [
        "GET /:town/office/contractors": [.contractorViewed], "GET /:town/office/contractors/new": [],
        "POST /:town/office/contractors/new": [.contractorAdded],
        "GET /:town/office/contractors/:contractor": [.contractorViewed],
        "POST /:town/office/contractors/:contractor": [.contractorChanged],
        "POST /:town/office/contractors/:contractor/close": [.contractorClosed],
        "POST /:town/office/contractors/:contractor/reopen": [.contractorReopened],
        "POST /:town/office/contractors/:contractor/erase": [.contractorErased],
        "GET \(given)/new": [.reportViewed], "POST \(given)/new": [.commissionGiven],
        "POST \(given)/:commission/see": [.commissionSeen], "POST \(given)/:commission/reply": [.commissionReplied],
        "POST \(given)/:commission/sendBack": [.commissionReplied],
        "POST \(given)/:commission/withdraw": [.commissionWithdrawn],
        "GET \(given)/:commission/photos/:photo/:size": [.photoViewed],
    ]

    /// The same as `steps`, for contractors.
    static let contractorSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/contractors", "/contractors", nil),
        ("GET /:town/office/contractors/new", "/contractors/new", nil),
        (
            "POST /:town/office/contractors/new", "/contractors/new",
            [("name", "Zmyślona"), ("email", "firma@zmyslona.example"), ("language", "pl")]
        ),
        ("GET /:town/office/contractors/:contractor", "/contractors/FIRM", nil),
        (
            "POST /:town/office/contractors/:contractor", "/contractors/FIRM",
            [("revision", "1"), ("name", "Inna"), ("email", "firma@inna.example"), ("language", "pl")]
        ),
        ("GET \(given)/new", "/reports/2026-1/commissions/new", nil),
        (
            "POST \(given)/new", "/reports/2026-1/commissions/new",
            [("contractor", "FIRM"), ("order", "Naprawić."), ("due", "")]
        ),
        ("GET \(given)/:commission/photos/:photo/:size", "/reports/2026-1/commissions/GIVEN/photos/PROOF/large", nil),
        ("POST \(given)/:commission/see", "/reports/2026-1/commissions/GIVEN/see", []),
        ("POST \(given)/:commission/reply", "/reports/2026-1/commissions/GIVEN/reply", [("words", "Dziękujemy.")]),
        ("POST \(given)/:commission/sendBack", "/reports/2026-1/commissions/GIVEN/sendBack", [("words", "Jeszcze.")]),
        ("POST \(given)/:commission/withdraw", "/reports/2026-1/commissions/GIVEN/withdraw", []),
        ("POST /:town/office/contractors/:contractor/close", "/contractors/SPARE/close", [("revision", "1")]),
        ("POST /:town/office/contractors/:contractor/reopen", "/contractors/SPARE/reopen", [("revision", "2")]),
        ("POST /:town/office/contractors/:contractor/erase", "/contractors/SPARE/erase", []),
    ]
}
