import CityKit

/// What the office and the resident wrote to each other, and what the office noted for itself.
struct Conversation: Component {
    enum Side: String, Sendable {
        case office = "from-office"
        case resident = "from-resident"
        /// A note of the office, never shown to the resident.
        case note = "internal"
    }

    struct Message: Sendable {
        let side: Side
        /// Who, when, by which way.
        let by: String
        let text: String
        var language: Language?
        /// What belongs to it besides the text, such as files.
        var below = HTML.empty
    }

    let messages: [Message]

    var html: HTML { "<ol class=\"conversation\">\n\(messages.html(line))</ol>" }

    private func said(_ message: Message) -> HTML {
        "<p class=\"said\"\(.attribute("lang", message.language?.rawValue))>\(message.text)</p>"
    }

    private func line(_ message: Message) -> HTML {
        """
        <li class="\(message.side.rawValue)"><p class="by">\(message.by)</p>
        \(message.text.isEmpty ? nil : said(message))\(message.below)</li>

        """
    }
}
