import CityDomain
import CityKit
import Hummingbird

/// A visit to the pages where somebody changes the own second factors: at the office, or in a resident's account.
struct FactorPlace: Sendable {
    let visit: Visit
    let factors: ChangeFactors.Visit
    let side: Side

    enum Side: Sendable {
        case office(SignIn.Signed)
        case account
    }

    /// The page that shows the factors; the others are below it.
    var path: String {
        switch side {
        case .office: "office/account"
        case .account: "account/second-step"
        }
    }

    /// The words of the way back to it.
    private var home: String {
        switch side {
        case .office: visit.words("ownAccount.title")
        case .account: visit.words("secondStep.title")
        }
    }

    /// A page below `path`.
    ///
    /// - Parameter failure: of the form that comes back.
    func response(title: String, lead: String, _ failure: (any Failure)? = nil, _ content: HTML) async throws
        -> Response
    {
        let errors = errors(failure)
        let head: HTML = """
            \(BackLink(home, to: visit.path(path)))
            \(errors.summary)\(PageHead(title: title, lead: lead))
            """
        switch side {
        case .office(let signed):
            var page = try await visit.accountPage("ownAccount.title", signed, errors)
            page.title = title
            return page.response(visit, "\(head)\n<div class=\"measure stack\">\n\(content)\n</div>")
        case .account:
            let page = PublicPage(title: title, section: .account, robots: .hidden, errors: errors)
            return page.response(visit, "<div class=\"measure stack\">\n\(head)\n\(content)\n</div>")
        }
    }

    func errors(_ failure: (any Failure)?) -> ErrorFields { ErrorFields(failure.map { [$0] } ?? [], visit.words) }
}

extension Failure {
    /// Whether the page of the form says what is wrong; whoever is signed out finds the door instead.
    var isMendable: Bool {
        switch self as any Failure {
        case AccountFailure.signedOut, AccountFailure.residentSignedOut: false
        default: self is AccountFailure || self is PasskeyFailure
        }
    }
}
