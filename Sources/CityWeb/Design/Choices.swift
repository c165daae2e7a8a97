import CityKit

/// A question with a few answers, each on a card of its own.
struct Choices: Component {
    struct Choice: Sendable {
        let value: String
        let words: String
        var hint: String?
        /// What must be known before it is chosen.
        var warning: String?
    }

    /// Choices under a heading of their own.
    struct Group: Sendable {
        let title: String
        let choices: [Choice]
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
    /// One group without a heading, or several with one.
    let groups: [Group]
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
            \(Hint(hint, of: name))\(FieldError(error, of: name))\(groups.indices.html(group))</fieldset>
            """
    }

    private func group(_ index: Int) -> HTML {
        let group = groups[index]
        let before = groups[..<index].reduce(0) { $0 + $1.choices.count }
        let cards: HTML = """
            <div class="\(columns == .two ? "choices two" : "choices")">
            \(group.choices.indices.html { card(group.choices[$0], before + $0) })</div>

            """
        guard !group.title.isEmpty else { return cards }
        let id = "\(name)-group-\(index + 1)"
        return """
            <div class="choice-group" role="group" aria-labelledby="\(id)">
            <p class="choice-head" id="\(id)">\(group.title)</p>
            \(cards)</div>

            """
    }

    private func card(_ choice: Choice, _ index: Int) -> HTML {
        let id = index == 0 ? name : "\(name)-\(index + 1)"
        let checked = HTML.attribute("checked", selected.contains(choice.value) ? "" : nil)
        let hint: HTML? = choice.hint.map { " <small>\($0)</small>" }
        let warning: HTML? = choice.warning.map { " <small class=\"warn\">\(Icon.warning)\($0)</small>" }
        return """
            <label class="choice"><input type="\(kind.rawValue)" id="\(id)" name="\(name)" value="\(choice.value)"\(checked)>\
            <span>\(choice.words)\(hint)\(warning)</span></label>

            """
    }
}

extension Choices {
    /// Choices in one group without a heading.
    init(
        name: String,
        legend: String,
        legendStyle: Field.LabelStyle = .seen,
        hint: String? = nil,
        error: String? = nil,
        optional: String? = nil,
        choices: [Choice],
        selected: Set<String> = [],
        kind: Kind = .radio,
        columns: Columns = .one
    ) {
        self.init(
            name: name,
            legend: legend,
            legendStyle: legendStyle,
            hint: hint,
            error: error,
            optional: optional,
            groups: [Group(title: "", choices: choices)],
            selected: selected,
            kind: kind,
            columns: columns
        )
    }
}
