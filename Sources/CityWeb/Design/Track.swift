import CityKit

/// What has happened to a case and what will happen, in one list.
struct Track: Component {
    enum Mark: Sendable {
        case status(StatusLook)
        /// For what is no status: handing on, a letter. The look lends the colour.
        case icon(Icon, StatusLook)
    }

    enum Time: Sendable { case past, future }

    /// What the town said to the person, set apart from what the system notes.
    struct Answer: Sendable {
        let label: String
        let text: HTML
    }

    struct Entry: Sendable {
        let mark: Mark
        let title: String
        /// The day, with the date of a term in `<b>`.
        let when: HTML
        var body: HTML?
        var answer: Answer?
        var time = Time.past
    }

    let entries: [Entry]

    var html: HTML { "<ol class=\"track\">\n\(entries.html(line))</ol>" }

    private func line(_ entry: Entry) -> HTML {
        let body: HTML? = entry.body.map { "<div class=\"small stack tight\">\($0)</div>\n" }
        let answer: HTML? = entry.answer.map { "<div class=\"answer\"><p><b>\($0.label)</b> \($0.text)</p></div>\n" }
        let style = "\(entry.mark.look.style)\(entry.time == .future ? " future" : "")"
        return """
            <li class="\(style)"><span class="dot">\(entry.mark.html)</span>
            <h3>\(entry.title)</h3>
            <p class="when">\(entry.when)</p>
            \(body)\(answer)</li>

            """
    }
}

extension Track.Mark {
    var look: StatusLook {
        switch self {
        case .status(let look), .icon(_, let look): look
        }
    }

    var html: HTML {
        switch self {
        case .status(let look): look.shape
        case .icon(let icon, _): icon.html
        }
    }
}
