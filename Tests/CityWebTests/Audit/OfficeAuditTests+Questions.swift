import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    /// What the pages of public answers leave.
    static let questionRoutes: [String: [AuditKind]] = [
        "GET /:town/office/questions/:number": [.reportViewed],
        "POST /:town/office/questions/:number": [.answerPublished],
        "POST /:town/office/questions/:number/take-down": [.answerTakenDown],
    ]

    /// The same as `steps`, for public answers.
    static let questionSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/questions/:number", "/questions/ASKED", nil),
        (
            "POST /:town/office/questions/:number", "/questions/ASKED",
            [("question", "Kiedy?"), ("answer", "Jutro."), ("step", "publish")]
        ),
        ("POST /:town/office/questions/:number/take-down", "/questions/ASKED/take-down", [("reason", "Dane.")]),
    ]
}
