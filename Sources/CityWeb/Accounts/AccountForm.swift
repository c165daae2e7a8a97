import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// A page of an account that is one form: what it is for, the fields, the button, and ways to other pages.
struct AccountForm {
    /// Whether the page says something to everybody or belongs to one resident or one letter.
    enum Reach { case open, personal }

    let title: String
    let lead: String
    /// The way back to the account, where the form is a part of it.
    var back: Link?
    /// What stands above the form when nothing is wrong.
    var before: HTML?
    /// A form of its own that comes first.
    var step: HTML?
    let action: String
    var hidden: [(name: String, value: String)] = []
    let fields: HTML
    /// Where else one may want to go.
    var ways: [Link] = []
    /// What stands below all of it.
    var after: HTML?
    var errors = ErrorFields.none
    var reach = Reach.personal

    /// - Parameter status: nil for the one that follows from the errors.
    func response(_ visit: Visit, status: HTTPResponse.Status? = nil) -> Response {
        let page = PublicPage(
            title: title,
            section: .account,
            robots: reach == .open ? .index : .hidden,
            errors: errors
        )
        return page.response(
            visit,
            status: status,
            """
            <div class="measure stack">
            \(back.map { BackLink($0.words, to: $0.href) })\(errors.summary)
            <h1>\(title)</h1>
            <p>\(lead)</p>
            \(errors.isEmpty ? before : nil)
            \(step)
            \(Form(action: action, hidden: hidden).html(fields))
            \(others)
            \(after)
            </div>
            """
        )
    }

    private var others: HTML? {
        ways.first.map { first in "<p>\(first)\(ways.dropFirst().html { " · \($0)" })</p>" }
    }
}
