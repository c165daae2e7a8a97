import CityKit

/// What somebody wrote in a form that is not there any more, so that nothing typed is lost.
struct TypedWords: Component {
    let visit: Visit
    let words: String

    var html: HTML {
        guard !words.trimmingSpaces().isEmpty else { return .empty }
        return "<div class=\"answer\"><b>\(visit.words("form.typed"))</b> \(HTML(paragraphs: words))</div>\n"
    }
}
