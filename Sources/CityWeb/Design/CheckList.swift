import CityKit

/// Answers to read over, each with a way to change it.
struct CheckList: Component {
    /// Steps that keep their answers at the server are links; steps that carry them in the form are buttons.
    enum Change: Sendable {
        case link(Link)
        /// Give it the look `.link`.
        case submit(Button)

        var html: HTML {
            switch self {
            case .link(let link): link.html
            case .submit(let button): button.html
            }
        }
    }

    struct Row: Sendable {
        let question: String
        /// “not given” where nothing was answered.
        var answer: HTML
        var change: Change?
        /// Where `ErrorSummary` leads when the answer has to be changed.
        var id: String?
    }

    /// Of the heading; with it the list is a section of the page.
    let id: String
    let title: String
    let rows: [Row]

    var html: HTML {
        """
        <section class="answers" aria-labelledby="\(id)">
        <h2 id="\(id)">\(title)</h2>
        \(FactList(rows: rows))
        </section>
        """
    }
}

/// Names and values below each other.
struct FactList: Component {
    let rows: [CheckList.Row]

    var html: HTML { "<dl class=\"facts\">\n\(rows.html(line))</dl>" }

    private func line(_ row: CheckList.Row) -> HTML {
        let change: HTML? = row.change.map { "<dd class=\"change\">\($0.html)</dd>" }
        return "<div\(.attribute("id", row.id))><dt>\(row.question)</dt><dd>\(row.answer)</dd>\(change)</div>\n"
    }
}
