import CityKit

/// Two columns from 60 rem on, one below: the parts follow each other in the order of the source then.
struct Columns: Component {
    enum Kind: String, Sendable {
        case even
        /// Text and a column of 22 rem.
        case side
        /// A form of at most 36 rem and what helps to fill it in.
        case form
        /// The work on a case in the office: the story and the actions.
        case work
    }

    let kind: Kind
    let first: HTML
    let second: HTML

    init(_ kind: Kind, _ first: HTML, _ second: HTML) {
        self.kind = kind
        self.first = first
        self.second = second
    }

    var html: HTML {
        """
        <div class="columns \(kind.rawValue)">
        <div class="stack">
        \(first)
        </div>
        <div class="stack">
        \(second)
        </div>
        </div>
        """
    }
}

/// A form whose helping box stands beside it on a wide screen and between its two parts on a narrow one.
struct FormWithAside: Component {
    let first: HTML
    let aside: HTML
    let second: HTML

    var html: HTML {
        """
        <div class="columns middle">
        <div class="stack">
        \(first)
        </div>
        \(aside)
        <div class="stack">
        \(second)
        </div>
        </div>
        """
    }
}

/// Parts below each other with even space between them.
struct Stack: Component {
    enum Gap: String, Sendable { case tight, normal, wide }

    let gap: Gap
    let parts: [HTML]

    init(_ gap: Gap = .normal, _ parts: [any Component]) {
        self.gap = gap
        self.parts = parts.map(\.html)
    }

    var html: HTML {
        let style = gap == .normal ? "stack" : "stack \(gap.rawValue)"
        return "<div class=\"\(style)\">\n\(HTML(trusted: parts.map(\.markup).joined(separator: "\n")))\n</div>"
    }
}
