import CityKit

/// One question of a form with its label, its hint, its error and its control.
///
/// The id of the control is the name of the field with a `prefix` where a page asks the same twice; `ErrorSummary` leads
/// to it.
struct Field: Component {
    enum Control: Sendable {
        case line(TextLine)
        case area(TextArea)
        case select(Select)
        case files(FileChoice)
    }

    /// What the control needs to be tied to the words around it.
    struct Binding: Sendable {
        let id: String
        let name: String
        /// The ids of hint, error and count, in reading order.
        let describedBy: String?
        let isFaulty: Bool

        var attributes: HTML {
            let described = HTML.attribute("aria-describedby", describedBy)
            let invalid = HTML.attribute("aria-invalid", isFaulty ? "true" : nil)
            return " id=\"\(id)\" name=\"\(name)\"\(described)\(invalid)"
        }
    }

    let name: String
    let label: String
    var hint: String?
    /// What is wrong and how to mend it, in the words of the summary above the page.
    var error: String?
    /// The word that marks what may be left out, such as “optional”; nil where an answer is needed.
    var optional: String?
    let control: Control
    var prefix = ""
    /// Whether sighted people see the label; a search field may do with its button.
    var labelStyle = LabelStyle.seen

    enum LabelStyle: Sendable { case seen, unseen }

    var id: String { prefix + name }

    var html: HTML {
        """
        <div class="field">
        <label\(.classes(labelStyle == .unseen ? "unseen" : nil)) for="\(id)">\(label)\(OptionalMark(optional))</label>
        \(Hint(hint, of: id))\(FieldError(error, of: id))\(controlMarkup)
        </div>
        """
    }

    private var controlMarkup: HTML {
        switch control {
        case .line(let line): line.html(binding())
        case .area(let area): area.html(binding(also: area.limit == nil ? nil : "\(id)-count"))
        case .select(let select): select.html(binding())
        case .files(let files): files.html(binding())
        }
    }

    private func binding(also extra: String? = nil) -> Binding {
        let ids = [hint == nil ? nil : "\(id)-hint", error == nil ? nil : "\(id)-error", extra].compactMap(\.self)
        let describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
        return Binding(id: id, name: name, describedBy: describedBy, isFaulty: error != nil)
    }
}

/// “ (optional)” after a label.
struct OptionalMark: Component {
    let word: String?

    init(_ word: String?) { self.word = word }

    var html: HTML { word.map { " <span class=\"optional\">(\($0))</span>" } ?? .empty }
}

/// One short sentence under a label.
struct Hint: Component {
    let words: String?
    let id: String

    init(_ words: String?, of field: String) {
        self.words = words
        id = "\(field)-hint"
    }

    var html: HTML { words.map { "<p class=\"hint\" id=\"\(id)\">\($0)</p>\n" } ?? .empty }
}

/// What is wrong with an answer, at the answer.
struct FieldError: Component {
    let words: String?
    let id: String

    init(_ words: String?, of field: String) {
        self.words = words
        id = "\(field)-error"
    }

    var html: HTML { words.map { "<p class=\"fault\" id=\"\(id)\">\(Icon.warning)\($0)</p>\n" } ?? .empty }
}
