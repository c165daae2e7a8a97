import CityKit

/// The next day that matters to a resident, as the biggest thing after the title.
struct NextDate: Component {
    /// “Answer by”.
    let title: String
    /// “29 December”.
    let date: String
    /// “Monday, end of the day”.
    let rest: String
    var explanation: HTML?
    var counting: Disclosure?
    /// Terms that were kept already.
    var kept: [String] = []

    var html: HTML {
        let kept: HTML? = self.kept.isEmpty ? nil : TickList(items: self.kept).html
        let explanation: HTML? = self.explanation.map { "<div class=\"small stack tight\">\($0)</div>" }
        return Card(
            id: "next-date",
            title: title,
            content: """
                <p class="big-date">\(date)</p>
                <p class="muted">\(rest)</p>
                \(explanation)\(counting)\(kept)
                """
        ).html
    }
}

/// Short points, each with a sign before it.
struct TickList: Component {
    enum Sign: Sendable { case yes, no }

    var sign = Sign.yes
    let items: [String]

    var html: HTML {
        let icon = sign == .yes ? Icon.check : Icon.cross
        return "<ul class=\"ticks small\">\n\(items.html { "<li>\(icon)<span>\($0)</span></li>\n" })</ul>"
    }
}
