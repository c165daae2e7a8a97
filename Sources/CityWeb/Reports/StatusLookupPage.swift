import CityDomain
import CityKit
import Hummingbird

/// Asks for number and secret, for those who kept them and not the link.
struct StatusLookupPage {
    var number = ""
    var secret = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("lookup.title"), section: .status, errors: errors)
        let fields: HTML = """
            \(Field(
                name: "number",
                label: words("lookup.number"),
                hint: words("lookup.number.hint"),
                error: errors["number"],
                control: .line(TextLine(value: number, width: .half, autocomplete: .off))
            ))
            \(Field(
                name: "secret",
                label: words("lookup.secret"),
                hint: words("lookup.secret.hint"),
                error: errors["secret"],
                control: .line(TextLine(value: secret, autocomplete: .off))
            ))
            \(Button(words: words("lookup.button"), icon: .search))
            """
        return page.response(
            visit,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("lookup.title"))</h1>
            <p>\(words("lookup.lead"))</p>
            \(Form(action: visit.path("status")).html(fields))
            </div>
            """
        )
    }
}

/// Asks whether the address is really the reporter's, and thanks for the answer.
struct ConfirmEmailPage {
    enum State: String {
        case asking, confirmed, confirmedBefore
    }

    let state: State

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("confirm.\(state.rawValue).title")
        let page = PublicPage(title: title, section: .none, robots: .hidden)
        let button: HTML =
            state == .asking
            ? Form(action: visit.ownPath).html(Button(words: words("confirm.button"), icon: .check).html)
            : .empty
        return page.response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(words("confirm.\(state.rawValue).text"))</p>
            \(button)
            </div>
            """
        )
    }
}
