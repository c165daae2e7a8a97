import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    static let allRoutes = routes.merging(commentRoutes) { $1 }.merging(contractorRoutes) { $1 }
        .merging(configurationRoutes) { $1 }.merging(threadRoutes) { $1 }
        .merging(questionRoutes) { $1 }.merging(noteRoutes) { $1 }.merging(asideRoutes) { $1 }
        .merging(recipientRoutes) { $1 }

    /// What somebody of the office does one after the other, each route once.
    static let allSteps =
        commentSteps + asideSteps + recipientSteps + contractorSteps + threadSteps + noteSteps + questionSteps
        + configurationSteps
        + steps

    /// What the pages of comments leave.
    static let commentRoutes: [String: [AuditKind]] = [
        "GET /:town/office/comments": [.commentViewed], "GET /:town/office/comments/:comment": [.commentViewed],
        "GET /:town/office/reports/:number/comments": [.commentViewed],
        "POST /:town/office/reports/:number/comments": [.commentAnswered],
        "POST /:town/office/comments/:comment/publish": [.commentPublished],
        "POST /:town/office/comments/:comment/refuse": [.commentRefused],
        "POST /:town/office/comments/:comment/takeDown": [.commentTakenDown],
        "POST /:town/office/comments/:comment/keep": [.commentKept],
    ]

    /// The same as `steps`, for comments.
    static let commentSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/comments", "/comments", nil),
        ("GET /:town/office/comments/:comment", "/comments/SAYING", nil),
        ("GET /:town/office/reports/:number/comments", "/reports/COMMENTED/comments", nil),
        ("POST /:town/office/reports/:number/comments", "/reports/COMMENTED/comments", [("words", "Dziękujemy.")]),
        ("POST /:town/office/comments/:comment/publish", "/comments/SAYING/publish", [("words", "Tak.")]),
        ("POST /:town/office/comments/:comment/refuse", "/comments/INSULT/refuse", [("reason", "Obelgi.")]),
        ("POST /:town/office/comments/:comment/takeDown", "/comments/SAYING/takeDown", [("reason", "Dane.")]),
        ("POST /:town/office/comments/:comment/keep", "/comments/FLAGGED/keep", []),
    ]
}
