import CityKit

/// A question with a few answers, each on a card of its own.
struct Choices: Component {
    struct Choice: Sendable {
        let value: String
        let words: String
        var hint: String?
    }

    enum Kind: String, Sendable {
        /// One answer.
        case radio
        /// Any number of answers.
        case checkbox
    }

    enum Columns: Sendable { case one, two }

    let name: String
    let legend: String
    var legendStyle = Field.LabelStyle.seen
    var hint: String?
    var error: String?
    var optional: String?
    let choices: [Choice]
    var selected: Set<String> = []
    var kind = Kind.radio
    var columns = Columns.one

    /// The id of the first answer: where `ErrorSummary` leads.
    var id: String { name }

    var html: HTML {
        let ids = [hint == nil ? nil : "\(name)-hint", error == nil ? nil : "\(name)-error"].compactMap(\.self)
        let described = HTML.attribute("aria-describedby", ids.isEmpty ? nil : ids.joined(separator: " "))
        let unseen = HTML.classes(legendStyle == .unseen ? "unseen" : nil)
        return """
            <fieldset class="field"\(described)>
            <legend\(unseen)>\(legend)\(OptionalMark(optional))</legend>
            \(Hint(hint, of: name))\(FieldError(error, of: name))\
            <div class="\(columns == .two ? "choices two" : "choices")">
            \(choices.indices.html(card))</div>
            </fieldset>
            """
    }

    private func card(_ index: Int) -> HTML {
        let choice = choices[index]
        let id = index == 0 ? name : "\(name)-\(index + 1)"
        let checked = HTML.attribute("checked", selected.contains(choice.value) ? "" : nil)
        let hint: HTML? = choice.hint.map { " <small>\($0)</small>" }
        return """
            <label class="choice"><input type="\(kind.rawValue)" id="\(id)" name="\(name)" value="\(choice.value)"\(checked)>\
            <span>\(choice.words)\(hint)</span></label>

            """
    }
}
