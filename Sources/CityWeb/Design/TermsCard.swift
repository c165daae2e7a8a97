import CityKit

/// The terms of a case for the office, the nearest first.
struct TermsCard: Component {
    struct Term: Sendable {
        /// Colour and shape: `overdue` for what is late or ends tomorrow, `done` for what was kept.
        let look: StatusLook
        let name: String
        /// “tomorrow, 23 Dec”.
        let due: String
        /// Days that have passed and days there are, as far as the bar shows them.
        let passed: Int
        let days: Int
        /// “13 of 14 working days since 3 December”.
        let sentence: String
    }

    let title: String
    let terms: [Term]
    var counting: Disclosure?

    var html: HTML {
        Card(
            id: "terms",
            title: title,
            content: """
                <ul class="terms">
                \(terms.html(line))</ul>
                \(counting)
                """
        ).html
    }

    private func line(_ term: Term) -> HTML {
        let days = max(term.days, 1)
        return """
            <li class="\(term.look.style)">\(term.look.shape)<b>\(term.name)</b> <span class="due">\(term.due)</span>
            \(Bar(part: term.passed, whole: days))
            <small>\(term.sentence)</small></li>

            """
    }
}

/// A part of a whole for the eye; the words beside it give the numbers.
struct Bar: Component {
    let part: Int
    let whole: Int

    var html: HTML {
        "<progress aria-hidden=\"true\" value=\"\(min(max(part, 0), whole))\" max=\"\(max(whole, 1))\"></progress>"
    }
}
