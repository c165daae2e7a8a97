import CityKit

/// A question with a few answers, each on a card of its own. Many answers in groups are folded: every group opens when it
/// is pressed, the one with the selected answer is open from the start, and a group of one answer is that answer.
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

    /// The id of the first answer, or of the group that opens it: where `ErrorSummary` leads.
    var id: String { name }

    /// More answers than this are too long a list for the screen of a phone.
    private static let mostUnfolded = 8

    private var isFolded: Bool {
        groups.count > 1 && groups.reduce(0) { $0 + $1.choices.count } > Self.mostUnfolded
    }

    var html: HTML {
        let ids = [hint == nil ? nil : "\(name)-hint", error == nil ? nil : "\(name)-error"].compactMap(\.self)
        let described = HTML.attribute("aria-describedby", ids.isEmpty ? nil : ids.joined(separator: " "))
        let unseen = HTML.classes(legendStyle == .unseen ? "unseen" : nil)
        return """
            <fieldset class="field"\(described)>
            <legend\(unseen)>\(legend)\(OptionalMark(optional))</legend>
            \(Hint(hint, of: name))\(FieldError(error, of: name))\(isFolded ? folded : groups.indices.html(group))</fieldset>
            """
    }

    /// How many answers stand before a group.
    private func start(of index: Int) -> Int { groups[..<index].reduce(0) { $0 + $1.choices.count } }

    private func group(_ index: Int) -> HTML {
        let group = groups[index]
        guard !group.title.isEmpty else { return cards(of: index) }
        let id = "\(name)-group-\(index + 1)"
        return """
            <div class="choice-group" role="group" aria-labelledby="\(id)">
            <p class="choice-head" id="\(id)">\(group.title)</p>
            \(cards(of: index))</div>

            """
    }

    private var folded: HTML {
        "<div class=\"choices\">\n\(groups.indices.html { groups[$0].choices.count == 1 ? cards(of: $0) : fold($0) })</div>\n"
    }

    /// A group that opens. While it is closed it says which answers are in it.
    private func fold(_ index: Int) -> HTML {
        let group = groups[index]
        let open = HTML.attribute("open", group.choices.contains { selected.contains($0.value) } ? "" : nil)
        let first = HTML.attribute("id", index == 0 ? id : nil)
        let title = "\(name)-group-\(index + 1)"
        return """
            <details class="choice-fold"\(open)><summary\(first)><span><b id="\(title)">\(group.title)</b>\
             <small>\(group.choices.map(\.words).joined(separator: ", "))</small></span></summary>
            <div role="group" aria-labelledby="\(title)">
            \(cards(of: index))</div></details>

            """
    }

    private func cards(of index: Int) -> HTML {
        let cards = groups[index].choices.indices.html { card(groups[index].choices[$0], start(of: index) + $0) }
        guard !isFolded || groups[index].choices.count > 1 else { return cards }
        return """
            <div class="\(columns == .two ? "choices two" : "choices")">
            \(cards)</div>

            """
    }

    private func card(_ choice: Choice, _ index: Int) -> HTML {
        // The first group that opens has the name itself as its id.
        let isFirst = index == 0 && !(isFolded && groups[0].choices.count > 1)
        let id = isFirst ? name : "\(name)-\(index + 1)"
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
