import CityDomain
import CityKit

/// The areas in words, the caption, and what is decided with them.
struct RedactionFields: Component {
    let visit: Visit
    let action: String
    let opened: OpenRedaction
    let form: RedactionForm

    private var words: Words { visit.words }

    /// Whoever is told what changed decides about the photo as it is now.
    private var hidden: [(name: String, value: String)] {
        let seen = form.isOutdated ? Redaction.Seen(opened.photo) : form.seen
        return [
            ("rows", "\(form.areas.count)"), ("version", "\(seen.version)"), ("state", seen.state?.rawValue ?? ""),
        ]
    }

    var html: HTML {
        let content: HTML = """
            <button class="unseen" type="submit" name="step" value="show" tabindex="-1" aria-hidden="true"></button>
            <div data-areas>
            \(form.areas.enumerated().map { AreaRow(words: words, row: $0.offset + 1, area: $0.element, errors: form.errors).html })\
            </div>
            \(template)\(FieldError(form.errors["areas"], of: "areas"))
            \(Cluster(
                Button(words: words("redaction.add"), icon: .plus, look: .quiet, size: .small, name: "step", value: "add"),
                Button(words: words("redaction.show"), icon: .eye, look: .quiet, size: .small, name: "step", value: "show")
            ))
            \(caption)\(HintList(visit: visit, hints: hints))
            \(whole)\(then)
            \(Button(words: words("redaction.save"), name: "step", value: "save"))
            """
        return Card(
            id: "areas-title",
            title: words("redaction.areas"),
            look: .framed,
            content: """
                <p class="small">\(words("redaction.areas.text", ["count": .number(PhotoArea.most)]))</p>
                \(Form(action: action, hidden: hidden).html(content))
                """
        ).html
    }

    /// A row that the script fills in.
    private var template: HTML {
        let row = AreaRow(words: words, row: 0, area: .empty, errors: .none)
        return "<template data-row data-most=\"\(PhotoArea.most)\">\n\(row)</template>\n"
    }

    private var caption: Field {
        Field(
            name: "caption",
            label: words("redaction.caption"),
            hint: words("redaction.caption.hint", ["count": .number(PhotoCaption.longest)]),
            error: form.errors["caption"],
            optional: words("form.optional"),
            control: .area(TextArea(value: form.caption, rows: 3))
        )
    }

    private var hints: [TextHint] { visit.site.useCases.casework.findHints(form.caption, in: visit.town) }

    /// Only where something is covered now, so that something could be uncovered.
    private var whole: HTML {
        guard opened.photo.covering != nil else { return .empty }
        return Consent(
            name: "whole",
            words: words("redaction.whole"),
            error: form.errors["whole"],
            state: form.uncovering == .confirmed ? .given : .open
        ).html
    }

    private var then: HTML {
        guard opened.photo.state != .published else {
            return "<p class=\"small\">\(words("redaction.then.published"))</p>"
        }
        return Choices(
            name: "then",
            legend: words("redaction.then"),
            choices: Redaction.Then.allCases.map {
                Choices.Choice(value: $0.rawValue, words: words("redaction.then.\($0.rawValue)"))
            },
            selected: [form.then.rawValue]
        ).html
    }
}

/// The fields of one area.
private struct AreaRow: Component {
    let words: Words
    let row: Int
    let area: TypedArea
    let errors: ErrorFields

    var html: HTML {
        let title = words("redaction.area", ["number": .number(row)])
        return """
            <fieldset class="area-row" data-area="\(row)">
            <legend>\(title)</legend>
            \(cover)
            <div class="area-sides">\(sides.html(\.html))</div>
            \(Button(
                words: words("redaction.remove"),
                look: .link,
                name: "remove",
                value: "\(row)",
                context: ": \(title)"
            ))
            </fieldset>

            """
    }

    private var cover: Field {
        Field(
            name: "cover\(row)",
            label: words("redaction.cover"),
            control: .select(
                Select(
                    options: PhotoArea.Cover.allCases.map {
                        Select.Option(value: $0.rawValue, words: words("redaction.cover.\($0.rawValue)"))
                    },
                    selected: area.cover.rawValue
                )
            )
        )
    }

    private var sides: [Field] {
        [
            side("left", words("redaction.side.left"), area.left), side("top", words("redaction.side.top"), area.top),
            side("width", words("redaction.side.width"), area.width),
            side("height", words("redaction.side.height"), area.height),
        ]
    }

    private func side(_ name: String, _ label: String, _ value: String) -> Field {
        Field(
            name: "\(name)\(row)",
            label: label,
            error: errors["\(name)\(row)"],
            control: .line(TextLine(value: value, kind: .decimal, autocomplete: .off))
        )
    }
}
