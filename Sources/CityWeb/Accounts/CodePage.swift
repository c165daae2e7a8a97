import CityDomain
import CityKit
import Hummingbird

/// The second step of signing in: asks for a passkey or a code, or sets one of them up.
struct CodePage {
    let question: ProveFactor.Question
    let door: Door
    var errors = ErrorFields.none
    /// What goes along unseen: what was typed on the page of a case when the session ended, where a resident goes on to.
    var carried: [(name: String, value: String)] = []
    /// What the passkey that could not be made was to be called.
    var name: String?

    /// Where the person stands.
    enum Door: String {
        case office, account
    }

    private var key: String {
        switch question {
        case .known(let question): question.passkey == nil ? "code" : "second"
        case .setUp: "setUp"
        }
    }

    func response(_ visit: Visit) throws -> Response {
        let words = visit.words
        let page = PublicPage(
            title: words("signIn.\(key).title"),
            section: door == .account ? .account : .none,
            robots: .hidden,
            errors: errors
        )
        return page.response(
            visit,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("signIn.\(key).title"))</h1>
            <p>\(words("signIn.\(key).lead"))</p>
            \(try content(visit))\(lost(words))
            <p>\(Link(words("signIn.code.back"), to: visit.path("\(door.rawValue)/sign-in")))</p>
            </div>
            """
        )
    }

    /// What a resident can do who has nothing of it.
    private func lost(_ words: Words) -> HTML? {
        guard door == .account else { return nil }
        let lost = Disclosure(
            question: words("secondStep.lost"),
            answer: "<p>\(words("secondStep.lost.text"))</p>"
        )
        return "\n\(lost)"
    }

    private func content(_ visit: Visit) throws -> HTML {
        let action = visit.path("\(door.rawValue)/sign-in/code")
        switch question {
        case .known(let question):
            return FactorFields(
                question: question,
                action: action,
                button: visit.words("signIn.code.button"),
                codes: .ofAppAndRecovery,
                carried: carried,
                errors: errors
            ).html(visit)
        case .setUp(let setUp):
            return try SetUpFields(setUp: setUp, action: action, carried: carried, name: name, errors: errors)
                .ofEither(visit)
        }
    }
}
